import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openLogReader } from '../../electron/backend/storage/logs/reader.ts';
import { everything } from '../../shared/domain/log/query.ts';
import { numberOf, wayOf } from './acknowledged.ts';

/** Every database of a data folder that nobody has open: how many there are, and what `quick_check` says of those that are not in order. */
export function checkDatabases(data: string): { readonly count: number; readonly damaged: readonly string[] } {
  const files = readdirSync(data, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.db'));
  const damaged = files.flatMap((name) => {
    try {
      const db = new Database(join(data, name), { fileMustExist: true });
      try {
        const said = db.pragma('quick_check', { simple: true });
        return said === 'ok' ? [] : [`${name}: ${String(said)}`];
      } finally {
        db.close();
      }
    } catch (error) {
      return [`${name}: ${String(error)}`];
    }
  });
  return { count: files.length, damaged };
}

/** What the log store of such a folder holds of a run, read from one end to the other: how often each number is there, and what cannot be read. */
export function readLogs(
  data: string,
  mark: string,
): { readonly times: ReadonlyMap<number, number>; readonly records: number; readonly damaged: number } {
  let damaged = 0;
  let records = 0;
  const times = new Map<number, number>();
  const reader = openLogReader(join(data, 'logs'), () => {
    damaged += 1;
  });
  const pattern = numberOf(mark);
  reader.scan(everything(0, Number.MAX_SAFE_INTEGER), null, ({ places, records: read }) => {
    for (const { line } of read([...places])) {
      records += 1;
      const number = pattern.exec(line)?.[1];
      if (number !== undefined) times.set(Number(number), (times.get(Number(number)) ?? 0) + 1);
    }
    return true;
  });
  reader.close();
  return { times, records, damaged };
}

/** Records that are there more than once, by the way they came: an inform or a line that was sent again as its sender was not told, a datagram never. */
export function twiceIn(times: ReadonlyMap<number, number>): Readonly<Record<ReturnType<typeof wayOf>, number>> {
  const found = { inform: 0, line: 0, datagram: 0 };
  for (const [number, count] of times) if (count > 1) found[wayOf(number)] += 1;
  return found;
}
