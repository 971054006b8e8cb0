import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { callLocal } from './http.ts';
import type { StationRecord } from './record.ts';

/** What the tray shows. */
export const Counts = z.object({ critical: z.int(), major: z.int(), minor: z.int(), warning: z.int(), unacknowledged: z.int() });
export type Counts = z.output<typeof Counts>;

/** A one-time or read-only secret in `<data folder>/run/`; undefined when it is absent or readable by others. */
export function readRunToken(
  dataFolder: string,
  name: 'shell.token' | 'setup.token',
  uid: number | undefined = process.getuid?.(),
): string | undefined {
  const file = join(dataFolder, 'run', name);
  const entry = lstatSync(file, { throwIfNoEntry: false });
  if (!entry?.isFile() || (uid !== undefined && (entry.uid !== uid || (entry.mode & 0o077) !== 0))) return undefined;
  try {
    const token = readFileSync(file, 'utf8').trim();
    return /^[\w-]{16,200}$/.test(token) ? token : undefined;
  } catch {
    // Used up and removed between the look and the reading.
    return undefined;
  }
}

/** Counts of active alarms, by the token that may read nothing else; undefined when the station does not answer. */
export async function fetchCounts(dataFolder: string, record: StationRecord): Promise<Counts | undefined> {
  const token = readRunToken(dataFolder, 'shell.token');
  if (token === undefined) return undefined;
  const answer = await callLocal({
    method: 'GET',
    to: record,
    path: '/api/v1/alarms/counts',
    headers: { authorization: `Bearer ${token}` },
    timeoutMs: 3000,
  });
  const counts = Counts.safeParse(answer?.status === 200 ? answer.body : undefined);
  return counts.success ? counts.data : undefined;
}
