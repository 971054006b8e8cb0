import { execFile } from 'node:child_process';

/** Runs a program and gives its standard output; undefined when it is missing, fails or takes over two seconds. */
export type Ask = (program: string, args: readonly string[]) => Promise<string | undefined>;

const WATCHER = 'org.kde.StatusNotifierWatcher';

// Whichever of the usual clients of the message bus is installed.
const QUESTIONS: readonly (readonly [program: string, args: readonly string[]])[] = [
  [
    'gdbus',
    [
      'call',
      '--session',
      '--dest=org.freedesktop.DBus',
      '--object-path=/org/freedesktop/DBus',
      '--method=org.freedesktop.DBus.NameHasOwner',
      WATCHER,
    ],
  ],
  [
    'dbus-send',
    ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/', 'org.freedesktop.DBus.NameHasOwner', `string:${WATCHER}`],
  ],
  ['busctl', ['--user', 'call', 'org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'NameHasOwner', 's', WATCHER]],
];

export const askProgram: Ask = (program, args) =>
  new Promise((resolve) => {
    execFile(program, args, { timeout: 2000, encoding: 'utf8' }, (error, out) => resolve(error ? undefined : out));
  });

/**
 * True when the desktop shows tray icons. Linux desktops do when a StatusNotifier watcher is on the session bus; Electron itself cannot
 * tell. Without a sure answer it is no: a window hidden to a tray that does not exist would be lost.
 */
export async function hasTrayHost(platform: NodeJS.Platform = process.platform, ask: Ask = askProgram): Promise<boolean> {
  if (platform !== 'linux') return true;
  for (const [program, args] of QUESTIONS) {
    const answer = await ask(program, args);
    if (answer !== undefined) return /\btrue\b/.test(answer);
  }
  return false;
}
