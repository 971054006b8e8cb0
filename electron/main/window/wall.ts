import { app, type Display, powerSaveBlocker, screen } from 'electron';
import { chooseDisplays } from './displays.ts';
import type { ShellWindow } from './shellWindow.ts';

const LOST_AFTER_MS = 30_000;

export interface WallPorts {
  create(display: Display, number: number): ShellWindow;
  exit(): void;
}

/** Keys a wall answers to: one, to leave it. Every other combination of the shell's own (reload, tools, zoom, close) is swallowed. */
function guardKeys(shell: ShellWindow, exit: () => void): void {
  shell.window.webContents.on('before-input-event', (event, input) => {
    const isExit = input.type === 'keyDown' && input.control && input.alt && input.code === 'F12';
    if (isExit) exit();
    if (input.control || input.alt || input.meta || /^F\d+$/.test(input.code)) event.preventDefault();
  });
}

/**
 * One kiosk window on each chosen display, and no sleep of the displays. A display that disappears for less than 30 seconds moves
 * nothing; one that comes back or is new gets its window. Returns the windows as they are at the moment of asking.
 */
export function openWall(chosen: readonly number[], ports: WallPorts): () => readonly ShellWindow[] {
  const windows = new Map<number, ShellWindow>();
  const leaving = new Map<number, NodeJS.Timeout>();

  function open(display: Display, number: number): void {
    const shell = ports.create(display, number);
    windows.set(display.id, shell);
    guardKeys(shell, ports.exit);
    shell.window.once('closed', () => windows.delete(display.id));
  }

  function openMissing(): void {
    for (const { number, display } of chooseDisplays(screen.getAllDisplays(), chosen)) {
      clearTimeout(leaving.get(display.id));
      leaving.delete(display.id);
      const present = windows.get(display.id);
      if (present) present.window.setBounds(display.bounds);
      else open(display, number);
    }
  }

  function closeLater(display: Display): void {
    leaving.set(
      display.id,
      setTimeout(() => windows.get(display.id)?.window.destroy(), LOST_AFTER_MS),
    );
  }

  openMissing();
  screen.on('display-added', openMissing);
  screen.on('display-metrics-changed', openMissing);
  screen.on('display-removed', (_event, display) => closeLater(display));
  const blocker = powerSaveBlocker.start('prevent-display-sleep');
  app.once('will-quit', () => powerSaveBlocker.stop(blocker));
  return () => [...windows.values()];
}
