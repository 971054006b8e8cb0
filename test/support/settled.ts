import { setTimeout as sleep } from 'node:timers/promises';
import { readLogs } from './dataFolder.ts';
import type { RunningStation } from './processes.ts';

/** A receiver says how much waits every few seconds. */
const SPOOL_MS = 15_000;

/**
 * Stops a station once its receiver has handed over everything, and reads its log store. A receiver that was just started has not said yet
 * what waits in its spool; what waits when the station stops is not lost: the next run stores it, and is waited for.
 */
export async function settledLogs(
  station: RunningStation,
  mark: string,
  acknowledged: readonly number[],
  withinMs: number,
): Promise<ReturnType<typeof readLogs>> {
  const isStored = async () => {
    const own = (await station.health()).queues.filter(({ from }) => from === 'receiver');
    return own.length > 0 && own.every(({ depth }) => depth === 0);
  };
  const settle = async () => {
    await station.until(isStored, withinMs);
    await station.stop();
    return readLogs(station.data, mark);
  };
  const found = await settle();
  if (acknowledged.every((number) => found.times.has(number))) return found;
  await station.start();
  await sleep(SPOOL_MS);
  return settle();
}
