import { spawn } from 'node:child_process';
import { asksForLab } from '../../electron/backend/config/load.ts';
import { buildAll } from './build.ts';
import { electronProgram, installedElectron } from './electronRuntime.ts';
import { exitCode, forwardSignals } from './lib/children.ts';
import { cloneEnvironment, hasDisplay, ROOT, takeLab } from './lib/paths.ts';
import { runTask, say } from './lib/say.ts';
import { runStation } from './lib/station.ts';

/** Why no window is opened; undefined when one can be. Electron refuses to run as root with its sandbox on, and we keep it on. */
export function whyNoWindow(
  electron: string | undefined,
  isDisplayThere: boolean,
  uid: number | undefined,
): { zh: string; en: string } | undefined {
  if (uid === 0) return { zh: '以 root 运行,不打开窗口', en: 'running as root, so no window is opened' };
  if (!isDisplayThere) return { zh: '没有显示器,不打开窗口', en: 'there is no display, so no window is opened' };
  if (electron === undefined)
    return {
      zh: '没有 Electron(可运行 npx install-electron),不打开窗口',
      en: 'Electron is not there (npx install-electron brings it), so no window is opened',
    };
  return undefined;
}

/** Opens the window; it finds or starts the station, which goes on when the window is closed. */
async function openWindow(electron: string, args: readonly string[]): Promise<number> {
  const child = spawn(electronProgram(electron), [ROOT, ...args], { stdio: 'inherit', env: cloneEnvironment() });
  forwardSignals(child);
  return exitCode(child);
}

async function main(given: readonly string[]): Promise<number> {
  const args = takeLab(given);
  await buildAll();
  const electron = installedElectron();
  const reason = whyNoWindow(electron, hasDisplay(), process.getuid?.());
  const open = electron !== undefined && reason === undefined ? () => openWindow(electron, args) : undefined;
  // The people of a laboratory need what it prints: it runs here, and the window beside it.
  if (open && asksForLab(process.env)) return runStation('station', open);
  if (open) return open();
  if (reason) say(reason.zh, reason.en);
  return runStation('station');
}

if (import.meta.main) await runTask(main);
