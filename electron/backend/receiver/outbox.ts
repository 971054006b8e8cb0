import type { LogRecord } from '../../../shared/domain/log/record.ts';
import { SYSLOG_SEVERITIES } from '../../../shared/domain/syslog/message.ts';

export interface RecordOutbox {
  /** Takes a record, or drops it where the spool can take no more and it is of the severities that go first; true when taken. */
  add(record: LogRecord): boolean;
  flush(): void;
  stats(): { readonly taken: number; readonly shed: number };
}

export interface OutboxOptions {
  send(records: readonly LogRecord[]): void;
  /** How full what waits is, 0 to 1. */
  fill(): number;
}

const GATHER_MS = 50;
export const MOST_GATHERED = 2000;

/** From this fill on records of a severity are dropped: debug first, and 紧急 never, since the newest are worth most in a storm of the least. */
const SHED_FROM: Readonly<Record<string, number>> = { debug: 0.8, info: 0.9, notice: 0.95 };
const SHED_OTHERS = 1.1;

/** Gathers records for a moment, so that thousands become a few items; sheds by severity as the last resort, and counts what it shed. */
export function createRecordOutbox({ send, fill }: OutboxOptions): RecordOutbox {
  let gathered: LogRecord[] = [];
  let timer: NodeJS.Timeout | undefined;
  let taken = 0;
  let shed = 0;
  let full = 0;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    full = fill();
    if (gathered.length === 0) return;
    const all = gathered;
    gathered = [];
    send(all);
  }

  return {
    add: (record) => {
      const limit = SHED_FROM[record.severity ?? SYSLOG_SEVERITIES[6]] ?? SHED_OTHERS;
      if (full >= limit) {
        shed += 1;
        timer ??= setTimeout(flush, GATHER_MS);
        return false;
      }
      taken += 1;
      gathered.push(record);
      if (gathered.length >= MOST_GATHERED) flush();
      else timer ??= setTimeout(flush, GATHER_MS);
      return true;
    },
    flush,
    stats: () => ({ taken, shed }),
  };
}
