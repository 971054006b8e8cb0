import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './portOwner.ts';
import { proveStation } from './proof.ts';
import { readStation } from './record.ts';

export type StopResult = 'stopped' | 'notRunning' | 'notProven' | 'stillRunning';

const WAIT_MS = 10_000;
const LOOK_EVERY_MS = 100;

/** Asks the station's supervisor to stop (SIGTERM), after the station has proven itself, and waits up to ten seconds for its end. */
export async function stopStation(dataFolder: string): Promise<StopResult> {
  const reading = readStation(dataFolder);
  if (reading.kind !== 'record') return reading.kind === 'none' ? 'notRunning' : 'notProven';
  const { record } = reading;
  if (!isAlive(record.supervisorPid)) return 'notRunning';
  if ((await proveStation(record)) !== 'proven') return 'notProven';
  process.kill(record.supervisorPid, 'SIGTERM');
  for (let waited = 0; waited < WAIT_MS; waited += LOOK_EVERY_MS) {
    if (!isAlive(record.supervisorPid)) return 'stopped';
    await sleep(LOOK_EVERY_MS);
  }
  return 'stillRunning';
}
