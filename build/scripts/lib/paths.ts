import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { asksForLab } from '../../../electron/backend/config/load.ts';

/** The clone's folder. */
export const ROOT = resolve(import.meta.dirname, '../../..');
export const DIST = join(ROOT, 'dist');

/** An installed package's command line, run by the Node 24 that runs the task. */
export function packageFile(...segments: string[]): string {
  return join(ROOT, 'node_modules', ...segments);
}

/** The environment of a station started from a clone: its data live in `.data/`, a laboratory's in `.data-lab/`, unless NOC_DATA says otherwise. */
export function cloneEnvironment(environment: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const folder = asksForLab(environment) ? '.data-lab' : '.data';
  return { ...environment, NOC_DATA: resolve(environment.NOC_DATA ?? join(ROOT, folder)) };
}

/** Takes `--lab` out of the arguments of a task; every station it starts is then a laboratory. */
export function takeLab(args: readonly string[], environment: NodeJS.ProcessEnv = process.env): readonly string[] {
  if (args.includes('--lab')) environment.NOC_LAB = 'true';
  return args.filter((arg) => arg !== '--lab');
}

/** True when programs with windows can be shown. */
export function hasDisplay(environment: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): boolean {
  return (
    platform !== 'linux' || Boolean(environment.DISPLAY || (environment.WAYLAND_DISPLAY && existsSync(environment.XDG_RUNTIME_DIR ?? '')))
  );
}
