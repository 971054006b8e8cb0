import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { zhCN } from '../texts/zhCN.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What a session starts: a program, its arguments, and the variables it needs. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** The file by which a desktop on Linux opens the shell when the person signs in (freedesktop.org, Desktop Application Autostart). */
export function entryFile(environment: Environment): string {
  return join(environment.XDG_CONFIG_HOME || join(homedir(), '.config'), 'autostart', 'shouwang.desktop');
}

/** Variables that say which station is meant: a session does not know what the shell was started with. */
export function ownVariables(environment: Environment): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (name.startsWith('NOC_') && value !== undefined ? [[name, value]] : [])),
  );
}

/** One argument as Desktop Entry Specification 1.5 wants it: quoted for `Exec`, then escaped as a value. */
function quoted(text: string): string {
  if (/[\n\r]/.test(text)) throw new Error('a line break in a path cannot be written into a desktop entry');
  const argument = `"${text.replace(/["`$\\]/g, '\\$&')}"`;
  return argument.replaceAll('\\', '\\\\').replaceAll('%', '%%');
}

/** The text of the entry. Throws where a path cannot be written into one. */
export function entryText({ program, args, environment }: Command): string {
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  const words = [...(variables.length > 0 ? ['env', ...variables] : []), program, ...args];
  return `${[
    '[Desktop Entry]',
    'Type=Application',
    'Name=Shouwang',
    `Name[zh_CN]=${zhCN.product}`,
    `Exec=${words.map(quoted).join(' ')}`,
    'Terminal=false',
    'StartupNotify=false',
    'X-GNOME-Autostart-enabled=true',
  ].join('\n')}\n`;
}

/** True where the entry is there and no desktop has switched it off. */
export function isEntryOn(file: string): boolean {
  try {
    return !/^(?:Hidden=true|X-GNOME-Autostart-enabled=false)\s*$/m.test(readFileSync(file, 'utf8'));
  } catch {
    return false;
  }
}

/** Writes the entry as a whole, or takes it away. Throws what the file system says. */
export function setEntry(file: string, command: Command | null): void {
  if (command === null) {
    rmSync(file, { force: true });
    return;
  }
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, entryText(command));
  renameSync(`${file}.new`, file);
}
