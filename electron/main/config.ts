import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** What one start of the shell was asked for. */
export interface ShellConfig {
  readonly dataFolder: string;
  readonly mode: 'desk' | 'wall';
  /** Displays of the wall, counted from 1, left to right and top to bottom; empty for every display. */
  readonly displays: readonly number[];
  /** Where a station started by us will listen; port 0 when it may choose. */
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

// The same rule as the backend's; test/shell.test.ts holds the two together.
function defaultDataFolder(environment: Environment, platform: NodeJS.Platform): string {
  if (platform === 'win32') return join(environment.ProgramData ?? 'C:\\ProgramData', 'Shouwang');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Shouwang');
  return join(environment.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'shouwang');
}

/** Displays named in `--wall` or `--wall=2,3`; undefined when the switch is absent. */
function wallDisplays(argv: readonly string[]): readonly number[] | undefined {
  const argument = argv.find((arg) => arg === '--wall' || arg.startsWith('--wall='));
  if (argument === undefined) return undefined;
  const numbers = argument.split('=')[1]?.split(',').map(Number) ?? [];
  return numbers.filter((number) => Number.isInteger(number) && number > 0);
}

function readPort(text: string | undefined): number {
  const port = Number(text ?? 7460);
  return Number.isInteger(port) && port >= 0 && port <= 65_535 ? port : 7460;
}

/** Reads NOC_* and `--wall[=displays]`. Values the station would refuse fall back to the defaults here: the station says what is wrong. */
export function readShellConfig(
  argv: readonly string[] = process.argv,
  environment: Environment = process.env,
  platform: NodeJS.Platform = process.platform,
): ShellConfig {
  const displays = wallDisplays(argv);
  return Object.freeze({
    dataFolder: resolve(environment.NOC_DATA ?? defaultDataFolder(environment, platform)),
    mode: displays ? 'wall' : 'desk',
    displays: displays ?? [],
    scheme: environment.NOC_TLS_CERTIFICATE && environment.NOC_TLS_KEY ? 'https' : 'http',
    host: environment.NOC_HOST ?? '127.0.0.1',
    port: readPort(environment.NOC_PORT),
  });
}
