import { Menu, type MenuItemConstructorOptions } from 'electron';
import { zhCN } from './texts/zhCN.ts';

/** Keeps the accelerators people expect (zoom, full screen, reload, close, quit); the bar itself stays hidden where the platform allows. */
export function setDeskMenu(
  actions: { reload(): void; close(): void; quit(): void },
  login: MenuItemConstructorOptions,
  hasDevTools: boolean,
): void {
  const texts = zhCN.menu;
  const view: MenuItemConstructorOptions[] = [
    { label: texts.reload, accelerator: 'CmdOrCtrl+R', click: actions.reload },
    { label: texts.reload, accelerator: 'F5', visible: false, click: actions.reload },
    { role: 'zoomIn', label: texts.zoomIn, accelerator: 'CmdOrCtrl+=' },
    { role: 'zoomOut', label: texts.zoomOut },
    { role: 'resetZoom', label: texts.zoomReset },
    { role: 'togglefullscreen', label: texts.fullScreen },
    ...(hasDevTools ? [{ role: 'toggleDevTools', label: texts.developer } as const] : []),
  ];
  const window: MenuItemConstructorOptions[] = [
    login,
    { label: texts.close, accelerator: 'CmdOrCtrl+W', click: actions.close },
    { label: texts.quit, accelerator: 'CmdOrCtrl+Q', click: actions.quit },
  ];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { label: texts.window, submenu: window },
      { role: 'editMenu', label: texts.edit },
      { label: texts.view, submenu: view },
    ]),
  );
}
