import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { app, dialog, ipcMain, Menu, type MenuItemConstructorOptions, session } from 'electron';
import type { ShellConfig } from './config.ts';
import { openDoor } from './ipc/door.ts';
import { createHandlers } from './ipc/handlers.ts';
import { createRefusalLog } from './ipc/refusals.ts';
import { serveLocalPage } from './local/protocol.ts';
import type { ShellLog } from './log.ts';
import { createLoginStart, type LoginStart } from './login/login.ts';
import { setDeskMenu } from './menu.ts';
import { createQuit } from './quit.ts';
import { fetchCounts, readRunToken } from './station/counts.ts';
import { stationOrigin } from './station/record.ts';
import { zhCN } from './texts/zhCN.ts';
import { hasTrayHost } from './tray/host.ts';
import { createTray, type ShellTray } from './tray/tray.ts';
import { type StationWatch, watchStation } from './watch.ts';
import { bringForward, deskPlace, keepOnClose, rememberPlace } from './window/desk.ts';
import { lockDown } from './window/lock.ts';
import { createShellWindow, type ShellWindow, type WindowKind } from './window/shellWindow.ts';
import { openWall } from './window/wall.ts';

const COUNTS_EVERY_MS = 5000;
/** A station that already runs is found within this time, and its page is the first thing shown. */
const FIRST_LOOK_MS = 500;
/** How often and how long a certificate that is not the known one is asked about: a station that has just come back may have a new one. */
const CERTIFICATE_LOOK_MS = 250;
const CERTIFICATE_LOOKS = 16;

/** The parts of a running shell that need each other. */
interface Parts {
  readonly config: ShellConfig;
  readonly log: ShellLog;
  readonly folder: string;
  readonly hasDevTools: boolean;
  readonly watch: StationWatch;
  readonly login: LoginStart;
  /** Makes the menu of the desk anew. */
  showMenu: () => void;
  /** Undefined until the desktop has said that it shows one, and on a wall. */
  tray: ShellTray | undefined;
  windows: () => readonly ShellWindow[];
  isQuitting: boolean;
}

function find(parts: Parts, contentsId: number): ShellWindow | undefined {
  return parts.windows().find(({ window }) => window.webContents.id === contentsId);
}

function focus(parts: Parts): void {
  const [first] = parts.windows();
  if (first) bringForward(first.window);
}

function createWindow(parts: Parts, kind: Pick<WindowKind, 'options' | 'pathFor'>): ShellWindow {
  const { config, watch } = parts;
  const preload = join(parts.folder, 'preload.cjs');
  const created = createShellWindow(
    { skin: config.mode, preload, hasDevTools: parts.hasDevTools, ...kind },
    watch.finder.state(),
    parts.log,
  );
  created.apply(watch.finder.state(), watch.finder.trusted());
  return created;
}

/** The line that says, in menu and tray alike, whether the window opens with the person's session. */
function loginItem(parts: Parts): MenuItemConstructorOptions {
  const { login, log } = parts;
  const isOn = login.isOn();
  const toggle = () => {
    try {
      login.set(!isOn);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log.write('login.failed', { message: reason });
      dialog.showErrorBox(zhCN.login.failedTitle, zhCN.login.failed(reason));
    }
    parts.showMenu();
    parts.tray?.refresh();
  };
  return { id: 'login', label: zhCN.login.start, type: 'checkbox', checked: isOn, click: toggle };
}

/** The one-time token opens the set-up page as long as the station has not been set up. */
function deskPath(dataFolder: string): string {
  const token = readRunToken(dataFolder, 'setup.token');
  return token === undefined ? '/' : `/setup#token=${token}`;
}

function openDesk(parts: Parts, quit: () => Promise<void>): void {
  const { isMaximised, ...bounds } = deskPlace();
  const icon = join(parts.folder, 'icon.png');
  const options = { ...bounds, minWidth: 1024, minHeight: 640, autoHideMenuBar: true, icon };
  const desk = createWindow(parts, { options, pathFor: () => deskPath(parts.config.dataFolder) });
  const marker = join(app.getPath('userData'), 'minimise-said');
  if (isMaximised) desk.window.maximize();
  rememberPlace(desk.window, (error) => parts.log.write('place.notSaved', { message: String(error) }));
  keepOnClose(desk.window, {
    isQuitting: () => parts.isQuitting,
    hasTray: () => parts.tray !== undefined,
    hasSaid: () => existsSync(marker),
    said: () => writeFileSync(marker, ''),
  });
  const actions = { reload: desk.reload, close: () => desk.window.close(), quit: () => void quit() };
  parts.showMenu = () => setDeskMenu(actions, loginItem(parts), parts.hasDevTools);
  parts.showMenu();
  parts.windows = () => (desk.window.isDestroyed() ? [] : [desk]);
}

function openWalls(parts: Parts): void {
  Menu.setApplicationMenu(null);
  parts.windows = openWall(parts.config.displays, {
    exit: () => app.quit(),
    create: (display, number) => {
      const options = { ...display.bounds, kiosk: true, fullscreen: true, frame: false, skipTaskbar: true };
      const wall = createWindow(parts, { options, pathFor: () => `/wall?display=${number}` });
      wall.window.on('close', (event) => {
        if (!parts.isQuitting) event.preventDefault();
      });
      return wall;
    },
  });
}

function openBridge(parts: Parts, quit: () => Promise<void>): void {
  const refusals = createRefusalLog(parts.log);
  openDoor({
    handle: (channel, listener) => ipcMain.handle(channel, listener),
    isTrusted: (contentsId, origin) => find(parts, contentsId)?.origin() === origin,
    monotonic: () => performance.now(),
    onRefused: refusals.note,
    handlers: createHandlers({
      mode: parts.config.mode,
      dataFolder: parts.config.dataFolder,
      find: (contentsId) => find(parts, contentsId),
      hasTray: () => parts.tray !== undefined,
      showCounts: (counts) => parts.tray?.show(counts),
      retry: () => {
        parts.watch.finder.retry();
        parts.watch.loop.wake();
      },
      quit,
    }),
  });
}

async function expectsCertificate({ finder, loop }: StationWatch, fingerprint: string): Promise<boolean> {
  const isKnown = () => fingerprint !== '' && finder.trusted()?.certificate === fingerprint;
  for (let look = 0; look < CERTIFICATE_LOOKS && !isKnown(); look += 1) {
    loop.wake();
    await sleep(CERTIFICATE_LOOK_MS);
  }
  return isKnown();
}

function lock(parts: Parts): void {
  lockDown(session.defaultSession, {
    hasDevTools: parts.hasDevTools,
    mayDownload: parts.config.mode === 'desk',
    isTrusted: (contentsId, origin) => find(parts, contentsId)?.origin() === origin,
    reachable: () => {
      const trusted = parts.watch.finder.trusted();
      return trusted && stationOrigin(trusted);
    },
    expects: (fingerprint) => expectsCertificate(parts.watch, fingerprint),
    onBlocked: (what, fields) => parts.log.write(`${what}.blocked`, fields),
  });
}

/** The tray where there is one, with the station's own counts also while nobody is signed in; unknown as soon as the station is. */
async function openTray(parts: Parts, quit: () => Promise<void>): Promise<void> {
  const { watch, config } = parts;
  if (config.mode === 'wall' || !(await hasTrayHost())) return;
  const tray = createTray({ open: () => focus(parts), quit: () => void quit(), login: () => loginItem(parts) });
  parts.tray = tray;
  const update = async () => {
    const record = watch.finder.trusted();
    tray.show(record && (await fetchCounts(config.dataFolder, record)));
  };
  const timer = setInterval(() => void update(), COUNTS_EVERY_MS);
  app.once('will-quit', () => clearInterval(timer));
  void update();
}

/** Opens the shell: the search for the station, the locks and the bridge, then the windows. Returns what a second start does. */
export async function openShell(config: ShellConfig, log: ShellLog): Promise<() => void> {
  const quit = createQuit({
    dataFolder: config.dataFolder,
    window: () => parts.windows()[0]?.window,
    hasTray: () => parts.tray !== undefined,
    holdLaunches: () => {
      parts.watch.finder.hold();
      return () => parts.watch.finder.release();
    },
    onStop: (result) => log.write('station.stop', { result }),
  });
  const parts: Parts = {
    config,
    log,
    folder: join(app.getAppPath(), 'dist', 'electron'),
    hasDevTools: !app.isPackaged && config.mode === 'desk',
    watch: watchStation(config, log, (state, record) => {
      for (const shellWindow of parts.windows()) shellWindow.apply(state, record);
    }),
    login: createLoginStart(),
    showMenu: () => undefined,
    tray: undefined,
    windows: () => [],
    isQuitting: false,
  };
  app.on('before-quit', () => {
    parts.isQuitting = true;
  });
  lock(parts);
  serveLocalPage(session.defaultSession.protocol, join(parts.folder, 'local'));
  openBridge(parts, quit);
  await Promise.race([parts.watch.loop.first, sleep(FIRST_LOOK_MS)]);
  if (config.mode === 'wall') openWalls(parts);
  else openDesk(parts, quit);
  void openTray(parts, quit).catch((error: unknown) => log.write('tray.failed', { message: String(error) }));
  return () => focus(parts);
}
