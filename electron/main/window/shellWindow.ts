import { BrowserWindow, type BrowserWindowConstructorOptions } from 'electron';
import type { DesktopEvents, StationState } from '../../../shared/contracts/desktop.ts';
import { LOCAL_ORIGIN, localPageUrl } from '../local/protocol.ts';
import type { ShellLog } from '../log.ts';
import { isPageServed } from '../station/http.ts';
import { type StationRecord, stationOrigin } from '../station/record.ts';
import { zhCN } from '../texts/zhCN.ts';
import { decideContent, type Shown, shownStation } from './content.ts';
import { createCrashGuard } from './crashes.ts';
import { watchForFreeze } from './freeze.ts';
import { originOf } from './lock.ts';

/** What every window of the shell has in common. */
export interface WindowKind {
  readonly skin: 'desk' | 'wall';
  readonly preload: string;
  readonly hasDevTools: boolean;
  readonly options: BrowserWindowConstructorOptions;
  /** Path and fragment of the station's page this window opens. */
  pathFor(): string;
}

export interface ShellWindow {
  readonly window: BrowserWindow;
  /** Takes in the station's state: shows what follows from it and tells the page. */
  apply(state: StationState, record: StationRecord | undefined): void;
  /** Loads again what is shown; also ends the giving up after crashes. */
  reload(): void;
  /** The station's state, or why this window's page cannot be shown. */
  state(): StationState;
  /** Origin whose page is shown and may call the shell. */
  origin(): string | undefined;
  send<E extends keyof DesktopEvents>(event: E, payload: DesktopEvents[E]): void;
}

const LOAD_AGAIN_MS = 2000;
const ABORTED = -3;

function windowOptions(kind: WindowKind): BrowserWindowConstructorOptions {
  return {
    show: false,
    backgroundColor: kind.skin === 'wall' ? '#1E2226' : '#D5D8DB',
    ...kind.options,
    webPreferences: {
      preload: kind.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: kind.hasDevTools,
      // Sound and live figures go on while the window is hidden.
      backgroundThrottling: false,
      autoplayPolicy: 'no-user-gesture-required',
    },
  };
}

/** A window that shows the station's page, or the local page while there is none, and survives crashes of either. */
export function createShellWindow(kind: WindowKind, initial: StationState, log: ShellLog): ShellWindow {
  const window = new BrowserWindow(windowOptions(kind));
  const contents = window.webContents;
  const onCrash = createCrashGuard();
  let shown: Shown = { kind: 'nothing' };
  let state = initial;
  let record: StationRecord | undefined;
  /** Why the page cannot be shown although the station is there. */
  let trouble: string | undefined;
  let timer: NodeJS.Timeout | undefined;

  function effectiveState(): StationState {
    return trouble === undefined ? state : { ...state, state: 'failed', detail: trouble };
  }

  function send<E extends keyof DesktopEvents>(event: E, payload: DesktopEvents[E]): void {
    if (!window.isDestroyed() && !contents.isCrashed()) contents.send(event, payload);
  }

  function load(next: Shown, url: string): void {
    clearTimeout(timer);
    shown = next;
    // A refused or failed load arrives as `did-fail-load` as well.
    contents.loadURL(url).catch(() => undefined);
  }

  function showLocal(): void {
    if (shown.kind !== 'local') load({ kind: 'local' }, localPageUrl(kind.skin));
    else send('station.changed', effectiveState());
  }

  function showStation(of: StationRecord): void {
    trouble = undefined;
    load(shownStation(of), `${stationOrigin(of)}${kind.pathFor()}`);
  }

  function later(delayMs: number, act: () => void): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!window.isDestroyed()) act();
    }, delayMs);
  }

  function loadAgain(): void {
    if (record) showStation(record);
    else showLocal();
  }

  /** Asks for the page from here, so that the window does not flicker between two pages while it is not served. */
  async function loadWhenServed(): Promise<void> {
    const of = record;
    if (!of || trouble === undefined) return;
    const isServed = await isPageServed(of, kind.pathFor());
    if (window.isDestroyed() || trouble === undefined) return;
    if (isServed) loadAgain();
    else later(LOAD_AGAIN_MS, () => void loadWhenServed());
  }

  function fail(reason: string): void {
    log.write('page.failed', { reason });
    shown = { kind: 'nothing' };
    trouble = record ? zhCN.detail.cannotShow(reason) : undefined;
    showLocal();
    later(LOAD_AGAIN_MS, () => void loadWhenServed());
  }

  function crashed(reason: string): void {
    const next = onCrash(performance.now());
    log.write('page.crashed', { reason, next: next.kind });
    shown = { kind: 'nothing' };
    if (next.kind === 'reload') later(next.delayMs, loadAgain);
    else {
      trouble = zhCN.detail.crashing;
      showLocal();
    }
  }

  function apply(nextState: StationState, nextRecord: StationRecord | undefined): void {
    state = nextState;
    record = nextRecord;
    const isGivenUp = trouble !== undefined && shown.kind === 'local';
    if (!isGivenUp || state.state === 'foreign') {
      const decision = decideContent(shown, state.state, record);
      if (decision === 'station' && record) showStation(record);
      if (decision === 'local') showLocal();
    }
    send('station.changed', effectiveState());
  }

  function reload(): void {
    trouble = undefined;
    shown = { kind: 'nothing' };
    apply(state, record);
  }

  function originShown(): string | undefined {
    if (shown.kind === 'station') return shown.origin;
    return shown.kind === 'local' ? LOCAL_ORIGIN : undefined;
  }

  contents.on('did-fail-load', (_event, code, description, _url, isMainFrame) => {
    if (isMainFrame && code !== ABORTED && shown.kind === 'station') fail(description || String(code));
  });
  contents.on('did-navigate', (_event, url, status) => {
    if (shown.kind === 'station' && status >= 400) fail(`HTTP ${status}`);
    // about:blank is the one address that asks nobody for leave.
    else if (originOf(url) !== originShown()) reload();
  });
  contents.on('render-process-gone', (_event, details) => {
    if (details.reason !== 'clean-exit') crashed(details.reason);
  });
  window.once('ready-to-show', () => window.show());
  watchForFreeze(window, (reason) => log.write('page.frozen', { reason }));

  return { window, apply, reload, state: effectiveState, origin: originShown, send };
}
