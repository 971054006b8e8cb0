import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Page } from '@playwright/test';
import type { Desktop } from '../../../shared/contracts/desktop.ts';
import { ROOT, windowAt } from '../electronApp.ts';
import { startStandIn } from '../standIn/standIn.ts';
import { expect, shellEvents, test } from './fixture.ts';

type Window = { readonly desktop: Desktop };
/** The bridge as a hostile page sees it: any name, any arguments. */
type Untyped = { readonly desktop: Readonly<Record<string, (...args: unknown[]) => Promise<unknown>>> };

const COUNTS = { critical: 0, major: 0, minor: 0, warning: 0, unacknowledged: 0 };
/** Every method that calls main, with arguments that would be served. */
const CALLS: Readonly<Record<string, readonly unknown[]>> = {
  info: [],
  setCounts: [COUNTS],
  notify: [{ id: '1', title: 't', body: 'b' }],
  retry: [],
  quit: [],
  showDataFolder: [],
  saveText: [{ name: 'n', text: 't' }],
  openSession: [{ kind: 'ssh', address: '127.0.0.1', port: 22 }],
  reload: [],
  minimise: [],
  toggleFullScreen: [],
  hide: [],
  setSkin: ['desk'],
  stationState: [],
};

/** Calls a method of the bridge; the answer, or the message it was refused with. */
function call(page: Page, method: string, args: readonly unknown[]): Promise<unknown> {
  return page.evaluate(
    ([name, values]) =>
      (window as unknown as Untyped).desktop[name]?.(...values).then(
        (value) => value ?? 'served',
        (error: Error) => error.message,
      ),
    [method, [...args]] as const,
  );
}

test.describe('the bridge in a real window', () => {
  test('offers exactly the contract, as functions and nothing of Electron', async ({ attached: { station, page } }) => {
    const offered = await page.evaluate(() => Object.keys((window as unknown as Window).desktop).sort());
    expect(offered).toEqual([...Object.keys(CALLS), 'onStationState', 'onNotificationClick'].sort());
    const leaks = await page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'global'].filter((name) => name in window),
    );
    expect(leaks).toEqual([]);
    expect(await call(page, 'info', [])).toMatchObject({ mode: 'desk', platform: 'linux' });
    expect(await call(page, 'stationState', [])).toMatchObject({ state: 'attached', address: `http://127.0.0.1:${station.port}` });
    expect(await call(page, 'setCounts', [COUNTS])).toBe('served');
  });

  test('an inner frame is not loaded, and an empty one has no bridge', async ({ attached: { station, page, events } }) => {
    const inner = await page.evaluate(() => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      return { exists: frame.contentWindow !== null, hasBridge: 'desktop' in (frame.contentWindow ?? {}) };
    });
    expect(inner).toEqual({ exists: true, hasBridge: false });
    await expect.poll(() => events('navigation.blocked')).toMatchObject([{ isMainFrame: false }]);
    expect(station.requests).not.toContain('GET /frame');
  });

  test('refuses what is too large, has an extra field, or is a foreign object, on every call', async ({ attached: { page, events } }) => {
    for (const [method, args] of Object.entries(CALLS)) {
      const isOneObject = typeof args[0] === 'object';
      const bad: object = isOneObject ? { ...(args[0] as object), extra: 1 } : { constructor: { prototype: { polluted: true } } };
      // The preload passes on the one argument a method has; the others have none that could be wrong.
      if (args.length === 0) continue;
      expect(await call(page, method, [bad]), method).toBe('desktop.invalid');
      const size = method === 'saveText' ? 20_100_000 : 5000;
      const answer = await page.evaluate(
        ([name, length]) =>
          (window as unknown as Untyped).desktop[name]?.({ name: 'x'.repeat(length) }).catch((error: Error) => error.message),
        [method, size] as const,
      );
      expect(answer, method).toBe('desktop.tooLarge');
    }
    await expect.poll(() => events('call.refused').map(({ code }) => code)).toContain('desktop.invalid');
  });

  test('refuses every call of a window that is not its own, even at the right origin', async ({ attached: { station, app } }) => {
    const opened = app.waitForEvent('window');
    await app.evaluate(
      ({ BrowserWindow }, [preload, url]) => {
        const rogue = new BrowserWindow({ webPreferences: { preload, sandbox: true } });
        void rogue.loadURL(url);
      },
      [join(ROOT, 'dist/electron/preload.cjs'), `http://127.0.0.1:${station.port}/bare`] as const,
    );
    const rogue = await opened;
    await rogue.waitForURL(/\/bare$/);
    for (const [method, args] of Object.entries(CALLS)) expect(await call(rogue, method, args), method).toBe('desktop.wrongSender');
    await rogue.close();
  });

  test('a listener is removed by what it returned', async ({ dataFolder, standInApp, shell }) => {
    const app = await shell({ appFolder: standInApp, env: { STAND_IN_FAIL: '1' } });
    const page = await windowAt(app, /^shouwang-local:/);
    const heard = await page.evaluate(async () => {
      const { desktop } = window as unknown as Window;
      const counts = { kept: 0, removed: 0 };
      const twice = new Promise<void>((resolve) => {
        desktop.onStationState(() => {
          counts.kept += 1;
          if (counts.kept >= 2) resolve();
        });
      });
      const remove = desktop.onStationState(() => {
        counts.removed += 1;
      });
      remove();
      await twice;
      return counts;
    });
    expect(heard.kept).toBeGreaterThanOrEqual(2);
    expect(heard.removed).toBe(0);
    expect(shellEvents(dataFolder, 'station.launched').length).toBeGreaterThan(0);
  });

  test('P2 a flood of calls adds less than 200 ms to what the shell does meanwhile', async ({ dataFolder, shell }) => {
    const station = await startStandIn(dataFolder);
    const app = await shell();
    const page = await windowAt(app, /^http:/);
    const loopDelay = (ms: number) =>
      app.evaluate(async (_electron, duration) => {
        const delay = process.getBuiltinModule('node:perf_hooks').monitorEventLoopDelay({ resolution: 10 });
        delay.enable();
        await new Promise((resolve) => setTimeout(resolve, duration));
        return delay.percentile(99) / 1e6;
      }, ms);
    const flooding = page.evaluate(async () => {
      const { desktop } = window as unknown as Window;
      const until = performance.now() + 6000;
      const tally = { sent: 0, served: 0 };
      const call = () =>
        desktop.info().then(
          () => {
            tally.served += 1;
          },
          () => undefined,
        );
      while (performance.now() < until) {
        tally.sent += 100;
        await Promise.all(Array.from({ length: 100 }, call));
      }
      return tally;
    });
    // What an idle process of this machine waits meanwhile is the machine's doing, not the flood's.
    const idle = monitorEventLoopDelay({ resolution: 10 });
    idle.enable();
    const shellMs = await loopDelay(5000);
    const idleMs = idle.percentile(99) / 1e6;
    const flood = await flooding;
    const figure = `${flood.sent} calls in 6 s, ${flood.served} served, loop delay p99 ${shellMs.toFixed(0)} ms (idle ${idleMs.toFixed(0)} ms)`;
    test.info().annotations.push({ type: 'figure', description: figure });
    expect(flood.sent).toBeGreaterThan(5000);
    expect(flood.served).toBeLessThanOrEqual(20 + 10 * 7);
    expect(shellMs - idleMs, figure).toBeLessThan(200);
    await station.stop();
  });
});
