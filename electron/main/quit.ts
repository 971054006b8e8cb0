import { app, type BrowserWindow, dialog } from 'electron';
import { type StopResult, stopStation } from './station/stop.ts';
import { zhCN } from './texts/zhCN.ts';

export interface QuitPorts {
  readonly dataFolder: string;
  window(): BrowserWindow | undefined;
  hasTray(): boolean;
  /** No launch of a station from here on; the answer undoes it. */
  holdLaunches(): () => void;
  onStop(result: StopResult): void;
}

const FAILURES = {
  notRunning: zhCN.quit.notRunning,
  notProven: zhCN.quit.notProven,
  stillRunning: zhCN.quit.stillRunning,
} as const satisfies Record<Exclude<StopResult, 'stopped'>, string>;

function ask(ports: QuitPorts): Promise<number> {
  const { title, message, detail, keepInTray, keepMinimised, leave, stopAll } = zhCN.quit;
  const options: Electron.MessageBoxOptions = {
    type: 'question',
    title,
    message,
    detail,
    buttons: [ports.hasTray() ? keepInTray : keepMinimised, leave, stopAll],
    // Escape and Enter both keep everything as it is.
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  };
  const window = ports.window();
  return (window ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options)).then(({ response }) => response);
}

async function stopAndQuit(ports: QuitPorts): Promise<void> {
  const release = ports.holdLaunches();
  const result = await stopStation(ports.dataFolder);
  ports.onStop(result);
  if (result === 'stopped' || result === 'notRunning') return app.quit();
  release();
  await dialog.showMessageBox({
    type: 'warning',
    title: zhCN.quit.stopFailedTitle,
    message: zhCN.quit.stopFailed(FAILURES[result]),
    buttons: [zhCN.close.understood],
    noLink: true,
  });
}

/** Asks what quitting shall mean — keep the window away, leave only the window, or stop the station too — and does it. One question at a time. */
export function createQuit(ports: QuitPorts): () => Promise<void> {
  let isAsking = false;
  return async () => {
    if (isAsking) return;
    isAsking = true;
    try {
      const choice = await ask(ports);
      if (choice === 0) ports.hasTray() ? ports.window()?.hide() : ports.window()?.minimize();
      else if (choice === 1) app.quit();
      else await stopAndQuit(ports);
    } finally {
      isAsking = false;
    }
  };
}
