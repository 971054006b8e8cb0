import { join } from 'node:path';
import { app, type BrowserWindow, dialog, screen } from 'electron';
import { zhCN } from '../texts/zhCN.ts';
import { isReachable, type Place, readPlace, writePlace } from './place.ts';

const DEFAULT_SIZE = { width: 1600, height: 960 };

function placeFile(): string {
  return join(app.getPath('userData'), 'place.json');
}

/** Size and position of the desk window: where it was, as long as that is still on a display. */
export function deskPlace(): Partial<Place> {
  const place = readPlace(placeFile());
  const areas = screen.getAllDisplays().map((display) => display.workArea);
  return place && isReachable(place, areas) ? place : { ...DEFAULT_SIZE };
}

/** Remembers where the window is whenever it has come to rest. */
export function rememberPlace(window: BrowserWindow, onError: (error: unknown) => void): void {
  let timer: NodeJS.Timeout | undefined;
  const save = () => {
    if (window.isDestroyed() || window.isFullScreen()) return;
    try {
      writePlace(placeFile(), { ...window.getNormalBounds(), isMaximised: window.isMaximized() });
    } catch (error) {
      onError(error);
    }
  };
  const saveSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(save, 500);
  };
  window.on('resize', saveSoon);
  window.on('move', saveSoon);
  window.on('closed', () => clearTimeout(timer));
}

/**
 * Closing hides to the tray, because watching goes on. Without a tray the window is minimised, which is said once per start of the
 * shell's life on this machine (`hasSaid` remembers).
 */
export function keepOnClose(
  window: BrowserWindow,
  ports: { isQuitting(): boolean; hasTray(): boolean; hasSaid(): boolean; said(): void },
): void {
  window.on('close', (event) => {
    if (ports.isQuitting()) return;
    event.preventDefault();
    if (ports.hasTray()) return window.hide();
    window.minimize();
    if (ports.hasSaid()) return;
    ports.said();
    const { title, message, detail, understood } = zhCN.close;
    void dialog.showMessageBox({ type: 'info', title, message, detail, buttons: [understood], noLink: true });
  });
}

/** Brings a window before the person's eyes from wherever it is. */
export function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
