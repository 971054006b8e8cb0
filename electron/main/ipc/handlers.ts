import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog, Notification, shell } from 'electron';
import { sessionUrl } from '../../../shared/contracts/desktop.ts';
import type { Counts } from '../station/counts.ts';
import { zhCN } from '../texts/zhCN.ts';
import { bringForward } from '../window/desk.ts';
import type { ShellWindow } from '../window/shellWindow.ts';
import { type CallHandlers, CallRefused } from './door.ts';
import { fileName, plainText } from './text.ts';

export interface HandlerPorts {
  readonly mode: 'desk' | 'wall';
  readonly dataFolder: string;
  /** The window whose page called. */
  find(senderId: number): ShellWindow | undefined;
  hasTray(): boolean;
  showCounts(counts: Counts): void;
  retry(): void;
  quit(): Promise<void>;
}

async function saveText(window: BrowserWindow, name: string, text: string): Promise<boolean> {
  const defaultPath = join(app.getPath('documents'), fileName(name));
  const chosen = await dialog.showSaveDialog(window, { title: zhCN.save.title, defaultPath });
  if (chosen.canceled || !chosen.filePath) return false;
  await writeFile(`${chosen.filePath}.part`, text, 'utf8');
  await rename(`${chosen.filePath}.part`, chosen.filePath);
  return true;
}

function notify(shellWindow: ShellWindow, notification: { id: string; title: string; body: string }): void {
  if (!Notification.isSupported()) return;
  const shown = new Notification({ title: plainText(notification.title), body: plainText(notification.body), urgency: 'critical' });
  shown.on('click', () => {
    bringForward(shellWindow.window);
    shellWindow.send('notification.clicked', notification.id);
  });
  shown.show();
}

/** What each call of the bridge does. On a wall nothing that leads out of the kiosk is served. */
export function createHandlers(ports: HandlerPorts): CallHandlers {
  const caller = (senderId: number): ShellWindow => {
    const found = ports.find(senderId);
    if (!found) throw new CallRefused('desktop.wrongSender');
    return found;
  };
  const deskOnly = (senderId: number): ShellWindow => {
    if (ports.mode === 'wall') throw new CallRefused('desktop.notOnWall');
    return caller(senderId);
  };
  return {
    'shell.info': () => ({
      version: app.getVersion(),
      electron: process.versions.electron,
      mode: ports.mode,
      platform: process.platform,
    }),
    'shell.setCounts': ([counts]) => ports.showCounts(counts),
    'shell.notify': ([notification], senderId) => notify(deskOnly(senderId), notification),
    'shell.retry': (_args, senderId) => {
      ports.retry();
      caller(senderId).reload();
    },
    'shell.quit': (_args, senderId) => {
      deskOnly(senderId);
      void ports.quit();
    },
    'shell.showDataFolder': async (_args, senderId) => {
      deskOnly(senderId);
      const problem = await shell.openPath(ports.dataFolder);
      if (problem !== '') throw new CallRefused('desktop.failed');
    },
    'shell.saveText': ([file], senderId) => saveText(deskOnly(senderId).window, file.name, file.text),
    'shell.openSession': async ([{ kind, address, port }], senderId) => {
      deskOnly(senderId);
      await shell.openExternal(sessionUrl(kind, address, port));
    },
    'shell.reload': (_args, senderId) => caller(senderId).reload(),
    'window.minimise': (_args, senderId) => deskOnly(senderId).window.minimize(),
    'window.toggleFullScreen': (_args, senderId) => {
      const { window } = deskOnly(senderId);
      window.setFullScreen(!window.isFullScreen());
    },
    'window.hide': (_args, senderId) => {
      const { window } = deskOnly(senderId);
      if (ports.hasTray()) window.hide();
      else window.minimize();
    },
    'window.setSkin': ([skin], senderId) => caller(senderId).window.setBackgroundColor(skin === 'wall' ? '#1E2226' : '#D5D8DB'),
    'station.state': (_args, senderId) => caller(senderId).state(),
  };
}
