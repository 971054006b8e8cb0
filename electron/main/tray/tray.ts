import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron';
import type { Counts } from '../station/counts.ts';
import { zhCN } from '../texts/zhCN.ts';
import { drawTrayIcon } from './icon.ts';

export interface ShellTray {
  /** Undefined: the counts are not known. */
  show(counts: Counts | undefined): void;
  /** Makes the menu anew: what else it shows has changed. */
  refresh(): void;
}

function picture(counts: Counts | undefined): Electron.NativeImage {
  const image = nativeImage.createFromBuffer(drawTrayIcon(counts, 32), { scaleFactor: 1 });
  image.addRepresentation({ scaleFactor: 2, buffer: drawTrayIcon(counts, 64) });
  return image;
}

/** The icon in the tray: counts as picture, tooltip and first line of its menu. */
export function createTray(actions: { open(): void; quit(): void; login(): MenuItemConstructorOptions }): ShellTray {
  const tray = new Tray(picture(undefined));
  let last = '';

  function refresh(): void {
    const items: MenuItemConstructorOptions[] = [
      { label: last, enabled: false },
      { label: zhCN.tray.open, click: actions.open },
      actions.login(),
      { type: 'separator' },
      { label: zhCN.tray.quit, click: actions.quit },
    ];
    // On Linux a menu is taken as it is at this call.
    tray.setContextMenu(Menu.buildFromTemplate(items));
  }

  function show(counts: Counts | undefined): void {
    const line = counts ? zhCN.tray.counts(counts) : zhCN.tray.unknownCounts;
    if (line === last) return;
    last = line;
    tray.setImage(picture(counts));
    tray.setToolTip(`${zhCN.product}　${line}`);
    refresh();
  }

  tray.on('click', actions.open);
  show(undefined);
  return { show, refresh };
}
