import { existsSync } from 'node:fs';

const SHELL = '/bin/sh';

/** What is started in place of a program. */
export interface Program {
  readonly file: string;
  readonly args: readonly string[];
}

/** The program under its own pid, but without core dumps: the memory of a process that crashes holds secrets. */
export function withoutCoreDumps(file: string, args: readonly string[], platform: NodeJS.Platform = process.platform): Program {
  if (platform === 'win32' || !existsSync(SHELL)) return { file, args };
  return { file: SHELL, args: ['-c', 'ulimit -c 0 2>/dev/null; exec "$0" "$@"', file, ...args] };
}
