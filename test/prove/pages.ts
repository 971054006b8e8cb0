import { mkdtempSync, readFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assertReadable, ordinaryUser } from '../../build/scripts/lib/ordinaryUser.ts';
import { systemClock } from '../../electron/backend/lib/clock.ts';
import { batchOf, packBatch } from '../../electron/backend/records/batch.ts';
import { openLogs } from '../../electron/backend/storage/logs/index.ts';
import { silentLog } from '../protocol/peers.ts';
import { createFigures, quantile } from '../support/figures.ts';
import { createLineMaker } from '../support/logLines.ts';
import type { Visit, Visits } from '../support/pageVisits.ts';
import { startScale } from '../support/scale.ts';
import { PASSWORD, SETUP } from '../support/station.ts';

/**
 * How long pages take in a real browser while the rig runs: `prove -- pages [rounds] [devices] [hosts] [services] [log lines]`, 20
 * rounds, 5000, 1000, 1000 and 2,000,000 by default. The browser runs on the machine it measures, beside the rig.
 */
const [, , rounds = '20', devices = '5000', hosts = '1000', services = '1000', lines = '2000000'] = process.argv;
const PAGE_MS = 500;
const QUESTION_MS = 5000;
const INTERVAL_S = { device: 180, service: 60 };
const BATCH = 2000;
const DAY_MS = 86_400_000;
const figures = createFigures('pages');
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Lines of the two days before now. */
async function fillLogs(data: string): Promise<void> {
  const from = Date.now() - 2 * DAY_MS;
  const make = createLineMaker({ seed: 20_261_128, from, stepMs: (2 * DAY_MS) / Number(lines), devices: 400 });
  const store = await openLogs({ folder: join(data, 'logs'), log: silentLog, clock: systemClock });
  for (let first = 0; first < Number(lines); first += BATCH) {
    const records = Array.from({ length: BATCH }, (_, at) => make(first + at));
    await store.append('prove', [{ sequence: first + 1, payload: new Uint8Array(packBatch(batchOf(records))) }]);
  }
  while ((await store.stats()).unsealed >= 4096) await sleep(50);
  await store.stop();
}

/** The browser as an ordinary user, so that its sandbox is on. */
async function visit(orders: Visits): Promise<readonly Visit[]> {
  const user = await ordinaryUser();
  try {
    await assertReadable(user);
    const program = fileURLToPath(new URL('../support/pageVisits.ts', import.meta.url));
    const file = join(user.home, 'visits.jsonl');
    const shell = '"$0" --disable-warning=ExperimentalWarning "$1" "$2" > "$3"';
    const code = await user.run('sh', ['-c', shell, process.execPath, program, JSON.stringify(orders), file], {});
    if (code !== 0) throw new Error(`the browser ended with ${code}`);
    return readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Visit);
  } finally {
    user.remove();
  }
}

/** Pages an operator opens all day, and what goes through the most of what is stored. */
function ordersFor(url: string, resource: { readonly id: string; readonly name: string }): Visits {
  const to = Date.now() + DAY_MS;
  const logs = (path: string, query: string) => `/api/v1/logs${path}?from=${to - 184 * DAY_MS}&to=${to}&query=${encodeURIComponent(query)}`;
  const top = (statistic: string) => `/api/v1/performance/top?metric=cpu.utilisation&period=24h&statistic=${statistic}&most=20`;
  return {
    ...{ url, account: SETUP.operator.account, password: PASSWORD, rounds: Number(rounds) },
    pages: [
      { name: '告警', path: '/alarms', title: '告警墙' },
      { name: '告警历史', path: '/alarms/history', title: '告警历史' },
      { name: '资源', path: '/resources', title: '资源' },
      { name: '一个资源', path: `/resources/${resource.id}`, title: resource.name },
      { name: '性能', path: '/performance', title: '性能' },
      { name: '日志', path: '/logs', title: '日志' },
      { name: '采集', path: '/collection', title: '采集' },
      { name: '监测策略', path: '/policies', title: '监测策略' },
      { name: '发现', path: '/discovery', title: '发现' },
      { name: '自检', path: '/health', title: '自检' },
    ],
    questions: [
      { name: 'logs of 184 days, a word that is nowhere', path: logs('', '不存在的词') },
      { name: 'logs of 184 days, a rare word', path: logs('', 'Vlan4093') },
      { name: 'logs of 184 days, every line counted', path: logs('/counts', '') },
      { name: 'logs of 184 days, lines with a common word counted', path: logs('/counts', 'interface') },
      { name: 'the twenty highest means of 24 h', path: top('avg') },
      { name: 'the twenty highest p95 of 24 h', path: top('p95') },
      { name: 'all resources', path: '/api/v1/resources' },
    ],
  };
}

const data = join(mkdtempSync(join(tmpdir(), 'sw-pages-')), 'data');
await fillLogs(data);
const size = { devices: Number(devices), hosts: Number(hosts), services: Number(services), v3Percent: 10 };
const scale = await startScale({ size, intervalS: INTERVAL_S, data, built: true });
try {
  figures.told('resources put in', size.devices + size.hosts + size.services, '');
  figures.told('lines of logs', Number(lines), '');
  await sleep(INTERVAL_S.device * 1000 + 20_000);
  const { body } = await scale.station.call('GET', '/api/v1/resources');
  const [resource] = (body.items as readonly { id: string; name: string; reachable: boolean | null }[]).filter(
    ({ reachable }) => reachable,
  );
  if (!resource) throw new Error('no resource answers');
  const made = await visit(ordersFor(scale.station.url(), resource));
  const of = (kind: Visit['kind'], name?: string) =>
    made.filter((one) => one.kind === kind && (name === undefined || one.name === name)).map(({ ms }) => ms);
  const names = (kind: Visit['kind']) => [...new Set(made.filter((one) => one.kind === kind).map(({ name }) => name))];
  for (const name of names('page')) figures.atMost(`page ${name}, p95`, quantile(of('page', name), 0.95), 'ms', PAGE_MS);
  figures.told('pages, median of all', quantile(of('page'), 0.5), 'ms');
  figures.told('program loaded anew, median', quantile(of('load'), 0.5), 'ms');
  figures.told('program loaded anew, p95', quantile(of('load'), 0.95), 'ms');
  for (const name of names('question')) figures.atMost(`question ${name}, p95`, quantile(of('question', name), 0.95), 'ms', QUESTION_MS);
  figures.told('load of the machine', loadavg()[0] ?? 0, '');
} finally {
  await scale.stop();
}
figures.end();
