import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { createFigures, quantile } from '../support/figures.ts';
import { canMount, fillUp, type LoopDisk, mountLoopDisk } from '../support/loopDisk.ts';
import { addPeer, type Peer } from '../support/peers.ts';
import { startProcesses } from '../support/processes.ts';
import { PASSWORD, SETUP } from '../support/station.ts';

/**
 * Twenty real faults: file systems filled on loop devices, hosts gone in network namespaces, web servers stopped. From the
 * observation that decides (the collector sees it) to the row on screen; one row each; acknowledged by key and seen in a
 * second browser. Needs root.
 */
const DISKS = 7;
const HOSTS = 6;
const SERVERS = 7;
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
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });

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
  const policies = (await station.call('GET', '/api/v1/policies')).body.items as {
    id: string;
    metric: string;
    levels: object;
    enabled: boolean;
    version: number;
    hysteresis: number;
  }[];
  for (const policy of policies.filter((one) => one.metric.startsWith('filesystem.'))) {
    const { id, levels, hysteresis, enabled, version: seen } = policy;
    await station.call('PUT', `/api/v1/policies/${id}`, {
      levels,
      hysteresis,
      enabled: enabled && policy.metric === 'filesystem.utilisation',
      durationMs: 0,
      n: 1,
      m: 1,
      version: seen,
    });
  }
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

async function openDesk(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1920, height: 2160 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  await context.request.post(`${station.url()}/api/v1/session`, { data: { account: SETUP.operator.account, password: PASSWORD } });
  const page = await context.newPage();
  await page.goto(`${station.url()}/alarms`);
  await page.getByRole('grid').waitFor();
  // Notes when each row first stood in the list; the wall clock is the same as the station's.
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
const seenAt = (page: Page, id: string) =>
  page.evaluate((row) => (window as unknown as { seenRows: Map<string, number> }).seenRows.get(row) ?? null, id);

try {
  await prepare();
  const [desk, second] = [await openDesk(), await openDesk()];
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
    await station.until(async () => {
      const { events } = (await station.call('GET', `/api/v1/alarms/${id}`)).body as { events: { kind: string; at: number }[] };
      raisedAt = events.find((event) => event.kind === 'raised')?.at ?? Number.NaN;
      return Number.isFinite(raisedAt);
    }, 10_000);
    let at: number | null = null;
    await station.until(async () => {
      at = await seenAt(desk, id);
      return at !== null;
    }, 20_000);
    times.push((at ?? Number.NaN) - raisedAt);
    figures.told(`${fault.label}: seen by the collector to row on screen`, times.at(-1) ?? Number.NaN, 'ms');
  }
  figures.exactly('faults', faults.length, 'faults', DISKS + HOSTS + SERVERS);
  figures.exactly('rows of these faults', rows, 'rows', faults.length);
  figures.atMost('seen by the collector to row on screen, p95', quantile(times, 0.95), 'ms', 2000);
  figures.told('seen by the collector to row on screen, median', quantile(times, 0.5), 'ms');
  figures.told('seen by the collector to row on screen, worst', Math.max(...times), 'ms');

  const acknowledged: number[] = [];
  for (let i = 0; i < 10; i++) {
    const before: string[] = (await station.call('GET', '/api/v1/alarms')).body.items
      .filter((one: { acknowledged: unknown }) => one.acknowledged)
      .map((one: { id: string }) => one.id);
    await desk.bringToFront();
    await desk.keyboard.press('n');
    await desk.keyboard.press('a');
    let id = '';
    await station.until(async () => {
      // 紧急 asks for words first; Enter sends.
      if (await desk.evaluate(() => document.activeElement?.matches('input, textarea') ?? false)) await desk.keyboard.press('Enter');
      const now: { id: string; acknowledged: unknown }[] = (await station.call('GET', '/api/v1/alarms')).body.items;
      id = now.find((one) => one.acknowledged && !before.includes(one.id))?.id ?? '';
      return id !== '';
    }, 10_000);
    const began = Date.now();
    await second.waitForFunction(
      ([row, name]) => document.querySelector(`[data-row="${row}"]`)?.textContent?.includes(name ?? ''),
      [id, SETUP.operator.name] as const,
      { polling: 20, timeout: 10_000 },
    );
    acknowledged.push(Date.now() - began);
  }
  figures.atMost('acknowledged by key to seen in a second browser, worst', Math.max(...acknowledged), 'ms', 1000);
} finally {
  await browser.close();
  for (const server of servers) server.kill('SIGKILL');
  for (const peer of peers) peer.remove();
  await station.stop();
  for (const disk of disks) disk.unmount();
  station.remove();
}
figures.end();
