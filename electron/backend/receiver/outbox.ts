import type { LogRecord } from '../../../shared/domain/log/record.ts';
import type { SyslogSeverity } from '../../../shared/domain/syslog/message.ts';

export interface RecordOutbox {
  /** Takes a record, or drops it where room is scarce and it is of the severities that go first: false. */
  add(record: LogRecord): boolean;
  flush(): void;
  /** Resolves when everything taken before outlives a power cut: whoever is to be told that it was taken may be told. Rejects where it does not. */
  settled(): Promise<void>;
  stats(): { readonly taken: number; readonly shed: number };
}

export interface OutboxOptions {
  send(records: readonly LogRecord[]): void;
  /** Resolves when everything sent before is on the disk. */
  durable(): Promise<void>;
  /** How full what waits is, 0 to 1. */
  fill(): number;
}

const GATHER_MS = 50;
export const MOST_GATHERED = 2000;

/**
 * From this fill on records of a severity are dropped, so that there is room for the others: when it is full the spool drops the oldest,
 * whatever they say. Those without a severity count as info. Warnings and what is worse are never dropped here.
 */
const SHED_FROM: Readonly<Record<SyslogSeverity, number>> = {
  ...{ debug: 0.8, info: 0.9, notice: 0.95 },
  ...{ warning: Infinity, err: Infinity, crit: Infinity, alert: Infinity, emerg: Infinity },
};

/** Gathers records for a moment, so that thousands become a few items; sheds by severity as the last resort, and counts what it shed. */
export function createRecordOutbox({ send, durable, fill }: OutboxOptions): RecordOutbox {
  let gathered: LogRecord[] = [];
  let timer: NodeJS.Timeout | undefined;
  let taken = 0;
  let shed = 0;
  let full = 0;
  let settling: Promise<void> | null = null;

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
      if (full >= SHED_FROM[record.severity ?? 'info']) {
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
    settled: () => {
      settling ??= new Promise((resolve) => setTimeout(resolve, GATHER_MS)).then(() => {
        settling = null;
        flush();
        return durable();
      });
      return settling;
    },
    stats: () => ({ taken, shed }),
  };
}
