import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, expect, type Page } from '@playwright/test';

/** A program that uses the map in a real browser, as an ordinary user, and says as lines of JSON what it measured. */
export interface MapOrders {
  readonly url: string;
  readonly account: string;
  readonly password: string;
  readonly rounds: number;
  readonly place: string;
  /** A moment that was. */
  readonly past: number;
  /** Alarms with consequences. */
  readonly alarms: readonly string[];
}

export type MapLine =
  | { readonly kind: 'figure'; readonly name: string; readonly values: readonly number[] }
  /** What follows is measured while devices change: the program that started this one changes them until the next phase. */
  | { readonly kind: 'phase'; readonly name: 'calm' | 'changing' };

const WAIT_MS = 60_000;
const MOVE_MS = 4000;
const say = (line: MapLine): void => console.log(JSON.stringify(line));
const figure = (name: string, values: readonly number[]): void => say({ kind: 'figure', name, values });

/** From a change of address until a map of that moment stands and two frames were painted; `at` null: any. */
const timeTo = (page: Page, path: string, at: number | null): Promise<number> =>
  page.evaluate(
    ([to, moment, most]) =>
      new Promise<number>((resolve, reject) => {
        const from = performance.now();
        history.pushState(null, '', to as string);
        let painted = 0;
        const look = (): void => {
          const shown = document.querySelector('[data-at]')?.getAttribute('data-at');
          const stands = shown !== undefined && shown !== null && (moment === null || Number(shown) === moment);
          painted = stands ? painted + 1 : 0;
          if (painted === 3) resolve(performance.now() - from);
          else if (performance.now() - from > (most as number)) reject(new Error(`${to}: no map after ${most} ms, ${shown}`));
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
    [path, at, WAIT_MS] as const,
  );

/** Times between frames while something is done, in ms. */
async function framesWhile(page: Page, act: () => Promise<void>): Promise<readonly number[]> {
  await page.evaluate(() => {
    const kept = { times: [] as number[], isOn: true };
    (window as unknown as { frames: typeof kept }).frames = kept;
    const tick = (at: number): void => {
      kept.times.push(at);
      if (kept.isOn) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  await act();
  const times = await page.evaluate(() => {
    const { frames } = window as unknown as { frames: { times: number[]; isOn: boolean } };
    frames.isOn = false;
    return frames.times;
  });
  return times.slice(1).map((at, index) => at - (times[index] ?? at));
}

/** Drags what is under the pointer to and fro. */
async function pan(page: Page, box: { x: number; y: number; width: number; height: number }): Promise<void> {
  // A corner of the map in which nothing stands that would take the drag for its own.
  const [x, y] = [box.x + 8, box.y + 8];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 0, end = Date.now() + MOVE_MS; Date.now() < end; step++)
    await page.mouse.move(x + 300 * Math.abs(Math.sin(step / 30)), y + 200 * Math.abs(Math.sin(step / 47)));
  await page.mouse.up();
}

async function zoom(page: Page, box: { x: number; y: number; width: number; height: number }): Promise<void> {
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  for (let step = 0, end = Date.now() + MOVE_MS; Date.now() < end; step++) await page.mouse.wheel(0, step % 40 < 20 ? -60 : 60);
}

const boxOf = async (page: Page) => {
  const box = await page.locator('[data-at]').boundingBox();
  if (!box) throw new Error('no map');
  return box;
};

/** Delays from an input to the frame that shows what it did, as the browser tells them (Event Timing); shorter than 16 ms is not told. */
async function delaysWhile(page: Page, act: () => Promise<void>): Promise<readonly number[]> {
  await page.evaluate(() => {
    const kept: number[] = [];
    (window as unknown as { delays: number[] }).delays = kept;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) kept.push(entry.duration);
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  });
  await act();
  return page.evaluate(() => (window as unknown as { delays: number[] }).delays);
}

/** Resident memory of the processes that show pages, in bytes. */
function pageMemory(): number {
  const resident = (pid: string): number => {
    try {
      if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer')) return 0;
      return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
    } catch {
      return 0;
    }
  };
  return Math.max(...readdirSync('/proc').map((name) => (/^\d+$/.test(name) ? resident(name) : 0)));
}

/** The same network in Cytoscape as it comes: until it is drawn, and frames while it is moved. */
async function plain(page: Page, whole: { nodes: { key: string }[]; joints: [number, number, number][] }): Promise<void> {
  await page.goto('about:blank');
  await page.setContent('<div id="cy" style="position:absolute;inset:0" data-at="0"></div>');
  await page.addScriptTag({ path: createRequire(import.meta.url).resolve('cytoscape/dist/cytoscape.min.js') });
  const first = await page.evaluate(
    (network) =>
      new Promise<number>((resolve) => {
        const from = performance.now();
        const perRow = Math.ceil(Math.sqrt(network.nodes.length * 1.6));
        const cytoscape = (window as unknown as { cytoscape: (options: unknown) => { one(name: string, use: () => void): void } })
          .cytoscape;
        const cy = cytoscape({
          container: document.querySelector('#cy'),
          layout: { name: 'preset' },
          elements: {
            nodes: network.nodes.map(({ key }, at) => ({
              data: { id: key },
              position: { x: (at % perRow) * 20, y: Math.floor(at / perRow) * 20 },
            })),
            edges: network.joints.map(([a, b], at) => ({
              data: { id: `e${at}`, source: network.nodes[a]?.key, target: network.nodes[b]?.key },
            })),
          },
          style: [
            { selector: 'node', style: { width: 7, height: 7, shape: 'rectangle' } },
            { selector: 'edge', style: { width: 1, opacity: 0.28 } },
          ],
        });
        cy.one('render', () => requestAnimationFrame(() => resolve(performance.now() - from)));
      }),
    whole,
  );
  figure('plain first paint', [first]);
  const box = await boxOf(page);
  figure('plain pan', await framesWhile(page, () => pan(page, box)));
  figure('plain zoom', await framesWhile(page, () => zoom(page, box)));
}

const orders = JSON.parse(process.argv[2] ?? '{}') as MapOrders;
const browser = await chromium.launch({
  ...{ executablePath: '/usr/bin/chromium-headless-shell', chromiumSandbox: true, args: ['--disable-gpu'] },
});
try {
  const context = await browser.newContext({
    ...{ viewport: { width: 1920, height: 1080 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' },
  });
  let page = await context.newPage();
  await page.goto(orders.url);
  await page.getByLabel('账号', { exact: true }).fill(orders.account);
  await page.getByLabel('口令', { exact: true }).fill(orders.password);
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByRole('banner')).toBeVisible({ timeout: WAIT_MS });
  const aside = async (): Promise<void> => {
    await page.goto(new URL('/health', orders.url).href);
    await expect(page.getByRole('heading', { level: 1, name: '自检' })).toBeVisible({ timeout: WAIT_MS });
  };
  const views = { overview: '/topology?view=all', places: '/topology', site: `/topology?place=${encodeURIComponent(orders.place)}` };
  for (const [name, path] of Object.entries(views)) {
    const times: number[] = [];
    for (let round = 0; round < orders.rounds; round++) {
      await aside();
      times.push(await timeTo(page, path, null));
    }
    figure(`${name} first paint`, times);
  }
  for (const phase of ['calm', 'changing'] as const) {
    say({ kind: 'phase', name: phase });
    for (const [name, path] of Object.entries(views)) {
      // A process of its own: what pages before it left behind is not its memory.
      const before = page;
      page = await context.newPage();
      await before.close();
      await aside();
      await timeTo(page, path, null);
      const box = await boxOf(page);
      const delays = await delaysWhile(page, async () => {
        figure(`${name} pan ${phase}`, await framesWhile(page, () => pan(page, box)));
        figure(`${name} zoom ${phase}`, await framesWhile(page, () => zoom(page, box)));
      });
      figure(`${name} input ${phase}`, delays.length === 0 ? [16] : delays);
      figure(`${name} memory ${phase}`, [pageMemory()]);
    }
  }
  say({ kind: 'phase', name: 'calm' });
  const back: number[] = [];
  for (let round = 0; round < orders.rounds; round++) {
    await aside();
    await timeTo(page, views.overview, null);
    back.push(await timeTo(page, `${views.overview}&at=${orders.past}`, orders.past));
  }
  figure('back in time', back);
  const byKey: number[] = [];
  for (const alarm of orders.alarms) {
    await page.goto(new URL(`/alarms?alarm=${alarm}`, orders.url).href);
    await expect(page.getByText('因此被抑制')).toBeVisible({ timeout: WAIT_MS });
    await page.evaluate(() => {
      const kept = { from: 0, to: 0 };
      (window as unknown as { key: typeof kept }).key = kept;
      window.addEventListener(
        'keydown',
        () => {
          kept.from = performance.now();
          const done = (at: number): void => {
            kept.to = at;
          };
          const look = (): void => {
            const isThere =
              document.querySelector('[data-at] [data-root]') !== null && /为什么是根源/.test(document.body.textContent ?? '');
            if (isThere) requestAnimationFrame(() => requestAnimationFrame(done));
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        },
        { capture: true, once: true },
      );
    });
    await page.keyboard.press('t');
    await page.waitForFunction(() => (window as unknown as { key: { to: number } }).key.to > 0, null, { timeout: WAIT_MS });
    byKey.push(
      await page.evaluate(() => {
        const { key } = window as unknown as { key: { from: number; to: number } };
        return key.to - key.from;
      }),
    );
  }
  figure('from an alarm by a key', byKey);
  const whole = await page.evaluate(async () => (await fetch('/api/v1/network/whole')).json());
  await plain(page, whole);
} finally {
  await browser.close();
}
