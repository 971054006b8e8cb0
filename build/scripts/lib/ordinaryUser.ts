import { chownSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { capture, run } from './children.ts';
import { ROOT } from './paths.ts';
import { TaskFailed } from './say.ts';

const ACCOUNT = 'shouwang-test';

/** Somebody without privileges to run programs as, with a home of their own for one run. */
export interface OrdinaryUser {
  readonly home: string;
  /** Runs a program that finds the clone as its working folder; `env` is added to the environment. */
  run(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number>;
  /** Copies a folder below the home into a folder of the clone. */
  collect(from: string, to: string): void;
  remove(): void;
}

async function ids(): Promise<{ uid: number; gid: number }> {
  const known = await capture('id', ['-u', ACCOUNT]).catch(() => undefined);
  if (known === undefined)
    await capture('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', '--user-group', ACCOUNT]);
  return { uid: Number(await capture('id', ['-u', ACCOUNT])), gid: Number(await capture('id', ['-g', ACCOUNT])) };
}

function makeHome(owner?: { uid: number; gid: number }): string {
  const home = mkdtempSync(join(tmpdir(), 'shouwang-test-'));
  const runtime = join(home, 'runtime');
  mkdirSync(runtime, { mode: 0o700 });
  if (owner) for (const folder of [home, runtime]) chownSync(folder, owner.uid, owner.gid);
  return home;
}

// Chromium and Electron keep what they write in these places.
function userEnvironment(home: string): NodeJS.ProcessEnv {
  const { DBUS_SESSION_BUS_ADDRESS: _bus, XAUTHORITY: _authority, DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...kept } = process.env;
  const xdg = { XDG_CONFIG_HOME: join(home, 'config'), XDG_CACHE_HOME: join(home, 'cache'), XDG_DATA_HOME: join(home, 'data') };
  return { ...kept, ...xdg, HOME: home, USER: ACCOUNT, LOGNAME: ACCOUNT, XDG_RUNTIME_DIR: join(home, 'runtime') };
}

// A process namespace of its own: whatever a test leaves running ends with the run. A shell stays as its first process, because an X
// server does not report to process 1.
const NAMESPACE = ['unshare', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc', '--propagation', 'private', '--'];
const ISOLATED = [...NAMESPACE, 'sh', '-c', '"$@"; exit $?', 'sh'];
// The clone may lie where others cannot reach it (/root): then it is mounted a second time, seen by this one run only.
const BOUND = ['sh', '-c', 'mount --bind "$1" "$2" && cd "$2" && shift 2 && "$@"; exit $?', 'sh'];

const succeeds = (command: readonly string[]) =>
  capture(command[0] ?? '', command.slice(1), { cwd: '/' }).then(
    () => true,
    () => false,
  );

/** Whoever runs the task when that is no privileged account, else an account made for tests. */
export async function ordinaryUser(): Promise<OrdinaryUser> {
  const owner = process.getuid?.() === 0 ? await ids() : undefined;
  const home = makeHome(owner);
  const asUser = owner ? ['setpriv', `--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups', '--'] : [];
  const isReachable = !owner || (await succeeds([...asUser, 'test', '-r', join(ROOT, 'package.json')]));
  const clone = isReachable ? ROOT : join(home, 'clone');
  if (!isReachable) mkdirSync(clone);
  const isolation = owner && (await succeeds([...ISOLATED, 'true'])) ? ISOLATED : [];
  const prefix = [...isolation, ...(isReachable ? [] : [...BOUND, ROOT, clone]), ...asUser];
  const inClone = (text: string) => (text.startsWith(ROOT) ? clone + text.slice(ROOT.length) : text);
  return {
    home,
    async run(command, args, env) {
      const [program = '', ...line] = [...prefix, inClone(command), ...args.map(inClone)];
      const path = (process.env.PATH ?? '').split(':').map(inClone).join(':');
      return run(program, line, { env: { ...userEnvironment(home), ...env, PATH: path } });
    },
    collect: (from, to) => cpSync(from, to, { recursive: true, force: true }),
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}

/** Refuses early, with both languages, when the clone's files are private to root and no mount can help. */
export async function assertReadable(user: OrdinaryUser): Promise<void> {
  const code = await user.run('test', ['-r', join(ROOT, 'node_modules/electron/package.json')], {});
  if (code !== 0)
    throw new TaskFailed(
      '普通用户读不到这份代码:请以 umask 022 重新检出并安装依赖。',
      'An ordinary user cannot read this clone: check it out and install again under umask 022.',
    );
}
