import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Log, toLogFormat } from '../../lib/log.ts';
import { writePrivate } from '../../lib/privateFile.ts';

const MOST_BOOTS = 2_147_483_646;

/**
 * How often this engine began, this time included, kept in a file (RFC 3414 2.2): senders of informs take an older one for a replay. Where
 * the disk takes nothing it counts anew at the next start, and senders learn it again; traps do not wait for that.
 */
export function nextBoots(file: string, log: Log): number {
  let before = 0;
  try {
    const { boots } = JSON.parse(readFileSync(file, 'utf8')) as { boots?: unknown };
    if (typeof boots === 'number' && Number.isInteger(boots) && boots > 0) before = boots;
  } catch {
    // The first time, or a file that a full disk cut off: senders learn the number anew.
  }
  const boots = Math.min(before + 1, MOST_BOOTS);
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writePrivate(file, JSON.stringify({ boots }));
  } catch (error) {
    log.warn({ error: toLogFormat(error) }, 'count of starts not kept');
  }
  return boots;
}
