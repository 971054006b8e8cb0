import type { BrowserWindow } from 'electron';

const LOOK_EVERY_MS = 5000;
const FROZEN_AFTER_MS = 15_000;

/**
 * Ends a renderer that has not run a line of script for 15 seconds (endless loop, stopped process), so that the crash handling brings
 * the page back. A page under the developer tools may stand at a breakpoint and is left alone.
 */
export function watchForFreeze(window: BrowserWindow, onFrozen: (reason: string) => void): void {
  const contents = window.webContents;
  let isAsking = false;
  let answeredAt = performance.now();

  async function ask(): Promise<void> {
    isAsking = true;
    // Rejects when the page navigates away or its process ends, which is an answer too.
    await contents.executeJavaScript('0').catch(() => undefined);
    isAsking = false;
    answeredAt = performance.now();
  }

  const timer = setInterval(() => {
    if (contents.isCrashed() || contents.isDevToolsOpened() || contents.isLoadingMainFrame()) answeredAt = performance.now();
    else if (!isAsking) void ask();
    else if (performance.now() - answeredAt > FROZEN_AFTER_MS) {
      onFrozen(`${Math.round(performance.now() - answeredAt)} ms`);
      isAsking = false;
      answeredAt = performance.now();
      contents.forcefullyCrashRenderer();
    }
  }, LOOK_EVERY_MS);
  window.once('closed', () => clearInterval(timer));
}
