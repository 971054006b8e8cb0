import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { openLog, rotateLog } from './station/logFile.ts';

/** JSON lines of the shell: one event each, fields not sentences. */
export interface ShellLog {
  write(event: string, fields?: Readonly<Record<string, unknown>>): void;
}

const CHECK_EVERY = 200;

/** Writes to `<data folder>/log/shell.log`, rotated by size. A log that cannot be written never stops the shell. */
export function createShellLog(dataFolder: string, now: () => number = Date.now): ShellLog {
  const file = join(dataFolder, 'log', 'shell.log');
  let descriptor: number | undefined;
  let lines = 0;
  return {
    write(event, fields = {}) {
      try {
        descriptor ??= openLog(file);
        lines += 1;
        if (lines % CHECK_EVERY === 0) rotateLog(file);
        appendFileSync(descriptor, `${JSON.stringify({ time: new Date(now()).toISOString(), process: 'shell', event, ...fields })}\n`);
      } catch (error) {
        process.stderr.write(`shell log: ${String(error)}\n`);
      }
    },
  };
}
