import { type ChildProcess, spawn } from 'node:child_process';
import { chownSync, copyFileSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { type BrowserContext, chromium, _electron as electron, type Page } from '@playwright/test';
import { ordinaryUser } from '../../build/scripts/lib/ordinaryUser.ts';
import type { Policy } from '../../shared/contracts/policies.ts';
import { shellCommand } from '../e2e/electronApp.ts';
import { createFigures, quantile } from '../support/figures.ts';
import { canMount, fillUp, type LoopDisk, mountLoopDisk } from '../support/loopDisk.ts';
import { addPeer, type Peer } from '../support/peers.ts';
import { startProcesses } from '../support/processes.ts';
import { PASSWORD, SETUP } from '../support/station.ts';

/**
 * Twenty real faults: file systems filled on loop devices, hosts gone in network namespaces, web servers stopped. From the
 * observation that decides (the collector sees it) to the row on screen; one row each; acknowledged by key in a browser and in
 * the shell's window, and seen in the others. Needs root.
 */
const DISKS = 7;
const HOSTS = 6;
const SERVERS = 7;
const ACKNOWLEDGEMENTS = 10;
const figures = createFigures('latency');
if (!canMount) {
  console.error('需要 root 才能挂载回环设备和建立网络命名空间。\nRoot is needed to mount loop devices and to make network namespaces.');
  process.exit(1);
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

interface Fault {
  readonly label: string;
  readonly matches: (alarm: { resourceName: string; component: string; probableCause: string }) => boolean;
  begin(): void;
}

const disks: LoopDisk[] = [];
const peers: Peer[] = [];
const servers: ChildProcess[] = [];
const faults: Fault[] = [];
const station = await startProcesses({ built: true });
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium-headless-shell', args: ['--no-sandbox', '--disable-gpu'] });

async function create(resource: object): Promise<void> {
  const answer = await station.call('POST', '/api/v1/resources', { resourceClass: 'RC3', importance: 'core', intervalS: 5, ...resource });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
}

async function prepare(): Promise<void> {
  const local = (await station.call('GET', '/api/v1/resources')).body.items[0];
  const { name, resourceClass, importance, address, domain, location, checks, version } = local;
  await station.call('PUT', `/api/v1/resources/${local.id}`, {
    name,
    resourceClass,
    importance,
    address,
    domain,
    location,
    checks,
    version,
    intervalS: 5,
  });
  const policies = (await station.call('GET', '/api/v1/policies')).body.items as readonly Policy[];
  const [filesystem, inodes] = ['filesystem.utilisation', 'filesystem.inode.utilisation'].map((id) =>
    policies.find((one) => one.id === id),
  );
  if (!filesystem || !inodes) throw new Error('the station lacks its policies of file systems');
  const { name: title, targets, priority, intervalS, metrics, version: seen } = filesystem;
  const atOnce = metrics.map((rule) => ({ ...rule, threshold: rule.threshold && { ...rule.threshold, durationMs: 0, n: 1, m: 1 } }));
  const body = { name: title, targets, priority, intervalS, metrics: atOnce, version: seen };
  await station.call('PUT', `/api/v1/policies/${filesystem.id}`, body);
  await station.call('POST', '/api/v1/policies/withdraw', { items: [{ id: inodes.id, version: inodes.version }] });
  for (let i = 0; i < DISKS; i++) {
    const disk = mountLoopDisk(32);
    disks.push(disk);
    faults.push({
      label: disk.path,
      matches: (alarm) => alarm.component === disk.path,
      begin: () => fillUp(join(disk.path, 'filler')),
    });
  }
  for (let i = 0; i < HOSTS; i++) {
    const peer = addPeer(i);
    peers.push(peer);
    await create({ name: `LAT-HOST-${i}`, address: peer.address, checks: [{ protocol: 'icmp' }] });
    faults.push({
      label: `LAT-HOST-${i}`,
      matches: (alarm) => alarm.resourceName === `LAT-HOST-${i}` && alarm.probableCause === 'unreachable',
      begin: peer.leave,
    });
  }
  for (let i = 0; i < SERVERS; i++) {
    const port = await freePort();
    const server = spawn('python3', ['-m', 'http.server', '--bind', '127.0.0.1', String(port)], { cwd: '/usr/share/doc', stdio: 'ignore' });
    servers.push(server);
    await station.until(async () => (await fetch(`http://127.0.0.1:${port}/`)).ok, 20_000);
    await create({
      name: `LAT-WEB-${i}`,
      resourceClass: 'RC8',
      address: '127.0.0.1',
      checks: [{ protocol: 'http', url: `http://127.0.0.1:${port}/` }],
    });
    faults.push({
      label: `LAT-WEB-${i}`,
      matches: (alarm) => alarm.resourceName === `LAT-WEB-${i}` && alarm.probableCause === 'serviceUnavailable',
      begin: () => server.kill('SIGKILL'),
    });
  }
}

/** The alarm desk of the operator, noting when each row first stood in the list; its clock is the station's. */
async function openDesk(page: Page): Promise<Page> {
  await page.goto(`${station.url()}/sign-in`);
  await page.evaluate(
    async ([account, password]) => {
      const headers = { 'content-type': 'application/json' };
      await fetch('/api/v1/session', { method: 'POST', headers, body: JSON.stringify({ account, password }) });
    },
    [SETUP.operator.account, PASSWORD] as const,
  );
  await page.goto(`${station.url()}/alarms`);
  await page.getByRole('grid').waitFor();
  await page.evaluate(() => {
    const seen = new Map<string, number>();
    Object.assign(window, { seenRows: seen });
    new MutationObserver(() => {
      const now = Date.now();
      for (const row of document.querySelectorAll('[data-row]')) {
        const id = row.getAttribute('data-row') ?? '';
        if (!seen.has(id)) seen.set(id, now);
      }
    }).observe(document.body, { childList: true, subtree: true });
  });
  return page;
}

/** A screen without a monitor for the shell's window; its number comes back on the third descriptor. */
async function openScreen(): Promise<{ readonly display: string; close(): void }> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '2560x2400x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await new Promise<string>((resolve, reject) => {
    server.once('error', reject);
    (server.stdio[3] as Readable).once('data', (chunk: Buffer) => resolve(String(chunk).trim()));
  });
  return { display: `:${number}`, close: () => server.kill() };
}

/**
 * The shell as an ordinary user, whose sandbox root has not: it finds the station by a copy of what the station writes for its own user.
 */
async function openShell(display: string) {
  const user = await ordinaryUser();
  const { uid, gid } = statSync(user.home);
  const data = join(user.home, 'data');
  for (const folder of [data, join(data, 'run'), join(data, 'keys')]) mkdirSync(folder, { mode: 0o700 });
  for (const file of ['station.json', 'run/shell.token', 'keys/station.key']) copyFileSync(join(station.data, file), join(data, file));
  for (const path of [data, ...readdirSync(data, { recursive: true }).map((name) => join(data, String(name)))]) chownSync(path, uid, gid);
  const { program, args, env } = await shellCommand({
    dataFolder: data,
    env: { DISPLAY: display, HOME: user.home, XDG_RUNTIME_DIR: join(user.home, 'runtime') },
  });
  const start = join(user.home, 'start');
  writeFileSync(start, `#!/bin/sh\nexec setpriv --reuid=${uid} --regid=${gid} --clear-groups -- '${program}' "$@"\n`, { mode: 0o755 });
  const app = await electron.launch({ executablePath: start, args, env, chromiumSandbox: true, timeout: 60_000 });
  closers.push(async () => {
    await app.close();
    user.remove();
  });
  const page = await app.firstWindow({ timeout: 60_000 });
  await page.waitForURL((address) => address.origin === station.url(), { timeout: 60_000 });
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1920, 2160));
  return page;
}

/** Selects the next unacknowledged alarm by key. Gives its id. */
async function selectByKey(page: Page): Promise<string> {
  await page.bringToFront();
  await page.keyboard.press('n');
  const row = page.locator('[data-row][aria-selected="true"]');
  await row.getByRole('img', { name: /，未确认$/ }).waitFor();
  return (await row.getAttribute('data-row')) ?? '';
}

/** Acknowledges the selected alarm by key. Gives the time of the key that sent it, ms since the epoch; resolves when the window shows it. */
async function acknowledgeByKey(page: Page): Promise<number> {
  const isBoxOpen = () => page.evaluate(() => document.activeElement?.matches('textarea') ?? false);
  const row = page.locator('[data-row][aria-selected="true"]');
  const isCritical = (await row.getByRole('img', { name: /^紧急/ }).count()) > 0;
  let sentAt = Date.now();
  await page.keyboard.press('a');
  // 紧急 asks for words first; Enter sends.
  if (isCritical) {
    await station.until(isBoxOpen, 5000);
    sentAt = Date.now();
    await page.keyboard.press('Enter');
  }
  await station.until(async () => !(await isBoxOpen()) && (await row.getByRole('img', { name: /，已确认$/ }).count()) > 0, 10_000);
  return sentAt;
}

/** Milliseconds since the epoch at which a window shows that the operator acknowledged an alarm. */
async function acknowledgedAt(page: Page, id: string): Promise<number> {
  const handle = await page.waitForFunction(
    ([row, name]) => (document.querySelector(`[data-row="${row}"]`)?.textContent?.includes(name) ? Date.now() : false),
    [id, SETUP.operator.name] as const,
    { polling: 10, timeout: 10_000 },
  );
  return (await handle.jsonValue()) as number;
}

const seenAt = (page: Page, id: string) =>
  page.evaluate((row) => (window as unknown as { seenRows: Map<string, number> }).seenRows.get(row) ?? null, id);

const newPage = async (): Promise<Page> => {
  const context: BrowserContext = await browser.newContext({
    viewport: { width: 1920, height: 2160 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  });
  return context.newPage();
};
const screen = await openScreen();
const closers: (() => unknown)[] = [screen.close];

try {
  await prepare();
  const [desk, second] = [await openDesk(await newPage()), await openDesk(await newPage())];
  // Everything has been polled and found well before the first fault.
  await station.until(async () => {
    const { body } = await station.call('GET', '/api/v1/resources');
    return body.items.every((one: { isLocal: boolean; reachable: boolean | null }) => one.reachable === true);
  }, 60_000);
  const local = (await station.call('GET', '/api/v1/resources')).body.items.find((one: { isLocal: boolean }) => one.isLocal);
  await station.until(async () => {
    const { body } = await station.call('GET', `/api/v1/resources/${local.id}/metrics`);
    return disks.every((disk) =>
      body.items.some(
        (one: { metric: string; component: string }) => one.metric === 'filesystem.utilisation' && one.component === disk.path,
      ),
    );
  }, 60_000);

  const before: unknown[] = (await station.call('GET', '/api/v1/alarms')).body.items;
  if (before.length > 0) throw new Error(`alarms before the first fault: ${JSON.stringify(before)}`);
  const times: number[] = [];
  let rows = 0;
  for (const fault of faults) {
    fault.begin();
    const find = async () =>
      (
        (await station.call('GET', '/api/v1/alarms')).body.items as {
          id: string;
          resourceName: string;
          component: string;
          probableCause: string;
        }[]
      ).filter(fault.matches);
    await station.until(async () => (await find()).length > 0, 60_000);
    const found = await find();
    rows += found.length;
    const id = found[0]?.id ?? '';
    let raisedAt = Number.NaN;
    let receivedAt = Number.NaN;
    await station.until(async () => {
      const { events, alarm } = (await station.call('GET', `/api/v1/alarms/${id}`)).body as {
        events: { kind: string; at: number }[];
        alarm: { receivedAt: number };
      };
      receivedAt = alarm.receivedAt;
      raisedAt = events.find((event) => event.kind === 'raised')?.at ?? Number.NaN;
      return Number.isFinite(raisedAt);
    }, 10_000);
    let at: number | null = null;
    await station.until(async () => {
      at = await seenAt(desk, id);
      return at !== null;
    }, 20_000);
    times.push((at ?? Number.NaN) - raisedAt);
    figures.told(`${fault.label}: seen by the collector to received by the station`, receivedAt - raisedAt, 'ms');
    figures.told(`${fault.label}: seen by the collector to row on screen`, times.at(-1) ?? Number.NaN, 'ms');
  }
  figures.exactly('faults', faults.length, 'faults', DISKS + HOSTS + SERVERS);
  figures.exactly('rows of these faults', rows, 'rows', faults.length);
  figures.atMost('seen by the collector to row on screen, p95', quantile(times, 0.95), 'ms', 2000);
  figures.told('seen by the collector to row on screen, median', quantile(times, 0.5), 'ms');
  figures.told('seen by the collector to row on screen, worst', Math.max(...times), 'ms');

  const shell = await openDesk(await openShell(screen.display));
  const screens = { browser: desk, 'second browser': second, 'Electron window': shell };
  for (const by of ['browser', 'Electron window'] as const) {
    const others = Object.entries(screens).filter(([name]) => name !== by);
    const delays = new Map<string, number[]>(others.map(([name]) => [name, []]));
    for (let i = 0; i < ACKNOWLEDGEMENTS; i++) {
      const id = await selectByKey(screens[by]);
      const watched = Promise.all(others.map(async ([name, page]) => [name, await acknowledgedAt(page, id)] as const));
      const sentAt = await acknowledgeByKey(screens[by]);
      for (const [name, at] of await watched) delays.get(name)?.push(at - sentAt);
    }
    for (const [name, values] of delays)
      figures.atMost(`acknowledged by key in the ${by} to seen in the ${name}, worst of ${values.length}`, Math.max(...values), 'ms', 1000);
  }
} finally {
  for (const close of closers.reverse()) await close();
  await browser.close();
  for (const server of servers) server.kill('SIGKILL');
  for (const peer of peers) peer.remove();
  await station.stop();
  for (const disk of disks) disk.unmount();
  station.remove();
}
figures.end();
