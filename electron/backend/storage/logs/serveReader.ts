import { setImmediate as pause } from 'node:timers/promises';
import type { ThreadEvent } from '../rpc.ts';
import { countRecords } from './count.ts';
import type { LogReaderCalls } from './protocol.ts';
import { openLogReader } from './reader.ts';

/** What the reading thread answers. A count gives way to searches and ends where a later one was asked under its key. */
export function serveReader(folder: string, filterBytes: number | undefined, report: (event: ThreadEvent) => void): LogReaderCalls {
  let damaged = 0;
  const tell = (where: string, error: unknown): void => {
    damaged += 1;
    report({ level: 'error', event: 'log block unreadable', fields: { where, error: String(error) } });
  };
  const reader = openLogReader(folder, tell, filterBytes);
  const newest = new Map<string, object>();
  let isStopped = false;
  return {
    search: reader.search,
    count: async ({ key, search }) => {
      const own = {};
      newest.set(key, own);
      try {
        return await countRecords(reader, search, pause, () => newest.get(key) === own && !isStopped);
      } finally {
        if (newest.get(key) === own) newest.delete(key);
      }
    },
    hide: reader.hide,
    show: reader.show,
    damaged: () => damaged,
    stop: () => {
      isStopped = true;
      reader.close();
    },
  };
}
