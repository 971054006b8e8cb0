import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import { readShellConfig } from './config.ts';
import { surviveGpuCrashes } from './gpu.ts';
import { declareLocalScheme } from './local/protocol.ts';
import { createShellLog } from './log.ts';
import { openShell } from './shell.ts';

/** Quits on the signals of a session's end without a question: the station goes on. */
function quitOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
}

function fail(error: unknown): void {
  process.stderr.write(`守望的窗口没有打开:${String(error)}\n`);
  process.stderr.write(`The shell of Shouwang did not open: ${String(error)}\n`);
  app.exit(1);
}

function main(): void {
  const config = readShellConfig();
  mkdirSync(config.dataFolder, { recursive: true, mode: 0o700 });
  // One shell per data folder: the lock of a second start is found in here.
  app.setPath('userData', join(config.dataFolder, 'shell'));
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  const log = createShellLog(config.dataFolder);
  // Windows shows notifications only for programs with a name of this kind.
  app.setAppUserModelId('shouwang.console');
  app.enableSandbox();
  declareLocalScheme();
  quitOnSignals();
  surviveGpuCrashes(log);
  process.on('uncaughtException', (error) => log.write('error', { message: error.message, stack: error.stack }));
  let focus: (() => void) | undefined;
  app.on('second-instance', () => focus?.());
  // A wall whose displays are all gone waits for them.
  app.on('window-all-closed', () => {
    if (config.mode === 'desk') app.quit();
  });
  log.write('shell.started', { pid: process.pid, version: app.getVersion(), electron: process.versions.electron, mode: config.mode });
  app
    .whenReady()
    .then(() => openShell(config, log))
    .then((answer) => {
      focus = answer;
    })
    .catch(fail);
}

try {
  main();
} catch (error) {
  fail(error);
}
