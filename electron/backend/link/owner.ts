import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Log, toLogFormat } from '../lib/log.ts';

const LOOK_EVERY_MS = 50;

/** When a process was started, in the kernel's words; with the pid it names one process for ever. Null where it is not there or the platform does not say. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function isOwned(file: string): boolean {
  try {
    const { pid, start }: { pid: number; start: string | null } = JSON.parse(readFileSync(file, 'utf8'));
    return pid !== process.pid && isAlive(pid) && startOf(pid) === start;
  } catch {
    return false;
  }
}

/**
 * Waits until no other process uses the spool folder, and takes it. Two processes would cut each other's files; they meet when a supervisor
 * was killed and its successor starts a poller before the orphan has stopped. Goes on after `limitMs` all the same, and says so.
 */
export async function claimFolder(folder: string, limitMs: number, log: Log): Promise<void> {
  const file = join(folder, 'owner');
  for (let waitedMs = 0; isOwned(file); waitedMs += LOOK_EVERY_MS) {
    if (waitedMs >= limitMs) {
      log.error({ folder, waitedMs }, 'spool folder is still used by another process');
      break;
    }
    await sleep(LOOK_EVERY_MS);
  }
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(file, JSON.stringify({ pid: process.pid, start: startOf(process.pid) }), { mode: 0o600 });
  } catch (error) {
    log.warn({ folder, error: toLogFormat(error) }, 'spool folder not claimed');
  }
}
