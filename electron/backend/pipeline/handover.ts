import { type Log, toLogFormat } from '../lib/log.ts';

/** Batches that may be on their way to a store, whose thread works something out for a second now and then. */
const MOST_PENDING = 200;

/** Hands batches to a store, none waiting for another; what cannot be kept is written to the log and given up. Nothing of none. */
export function createHandover<One>(
  what: string,
  put: (batch: readonly One[]) => Promise<void>,
  log: Log,
): (batch: readonly One[]) => void {
  let pending = 0;
  const lost = (count: number, why: unknown): void => log.error({ [what]: count, error: toLogFormat(why) }, `${what} lost`);
  return (batch) => {
    if (batch.length === 0) return;
    if (pending >= MOST_PENDING) {
      lost(batch.length, new Error(`${pending} batches wait for their store`));
      return;
    }
    pending += 1;
    void put(batch)
      .catch((error: unknown) => lost(batch.length, error))
      .finally(() => {
        pending -= 1;
      });
  };
}
