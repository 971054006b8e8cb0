import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { temporaryFolder } from '../protocol/peers.ts';
import { freeUdpPort } from '../protocol/snmpd.ts';
import type { FleetSize } from '../rig/fleet.ts';
import { type Scale, startScale } from './scale.ts';
import { slopeOf } from './slope.ts';
import { readVitals, type Vitals, withVitals } from './vitals.ts';

/** A station under everything at once, faster than life. */
export interface SoakOptions {
  readonly size: FleetSize;
  /** How many times the usual rate: intervals so much shorter, so many more lines, notifications and faults. */
  readonly speed: number;
  /** What is usual, a second; that of the rig unless it is said. */
  readonly usual?: { readonly lines: number; readonly traps: number };
  readonly warmUpMs: number;
  readonly forMs: number;
  readonly sampleMs: number;
  readonly environment?: Record<string, string>;
  /** The station from dist/, as users run it. */
  readonly built?: boolean;
}

/** How something went on after the warm-up, per simulated hour: an hour of the usual rate. */
export interface Trend {
  /** Of which process, and of which of its threads; null for the process as a whole. */
  readonly program: string;
  readonly thread: number | null;
  /** What objects take, what buffers do, and what the process does in all. */
  readonly what: 'rss' | 'heap' | 'buffers' | 'descriptors';
  readonly slope: number;
  readonly first: number;
  readonly last: number;
  readonly samples: number;
}

export interface Soaked {
  readonly trends: readonly Trend[];
  readonly restarts: number;
  readonly lines: number;
  readonly simulatedHours: number;
}

/** What a fleet is usually asked and says (`npm run rig`, the defaults of a resource): once in so many seconds, so many a second. */
const USUAL = { deviceS: 180, serviceS: 60, lines: 100, traps: 10, faultsPerMinute: 1 };
const ASK_MS = 500;
const HOUR_MS = 3_600_000;

/** Pages as a duty room has them open, one after the other. */
function pagesOf(resource: string, at: number): readonly string[] {
  const [hour, day] = [`from=${at - HOUR_MS}&to=${at}`, `from=${at - 24 * HOUR_MS}&to=${at}`];
  return [
    '/alarms',
    '/alarms/history?limit=100',
    '/resources',
    `/resources/${resource}`,
    '/health',
    '/collection',
    `/logs?limit=50&${hour}&query=${encodeURIComponent('端口')}`,
    `/logs?limit=50&${hour}&query=${encodeURIComponent(`down ${at % 97}`)}`,
    `/logs/counts?${day}&query=link`,
    '/station',
  ];
}

/** Asks for one page after the other, and signs in anew now and then, until told to stop. */
function askPages({ station }: Scale): { stop(): Promise<number> } {
  let isOver = false;
  const running = (async () => {
    const { body } = await station.call('GET', '/api/v1/resources');
    const resource = String((body.items as readonly { id: string }[])[0]?.id);
    let refused = 0;
    for (let number = 0; !isOver; number += 1) {
      const pages = pagesOf(resource, Date.now());
      const { status } = await station.call('GET', `/api/v1${pages[number % pages.length]}`);
      if (status !== 200) refused += 1;
      await sleep(ASK_MS);
    }
    return refused;
  })();
  return {
    stop: () => {
      isOver = true;
      return running;
    },
  };
}

function trendsOf(threads: readonly (readonly Vitals[])[], speed: number): readonly Trend[] {
  const trends: Trend[] = [];
  for (const all of threads) {
    const [one] = all;
    if (!one) continue;
    const add = (what: Trend['what'], thread: number | null, of: (vital: Vitals) => number): void => {
      const points = all.map((vital) => ({ x: ((vital.at - one.at) / HOUR_MS) * speed, y: of(vital) }));
      const ends = { first: points[0]?.y ?? 0, last: points.at(-1)?.y ?? 0 };
      trends.push({ program: one.program, thread, what, slope: slopeOf(points), ...ends, samples: points.length });
    };
    add('heap', one.thread, ({ heap }) => heap);
    add('buffers', one.thread, ({ external }) => external);
    if (one.thread !== 0) continue;
    add('rss', null, ({ rss }) => rss ?? 0);
    add('descriptors', null, ({ descriptors }) => descriptors ?? 0);
  }
  return trends;
}

/** Runs a station and a rig at a multiple of the usual rate, with pages asked for beside, and says how its memory and descriptors went on. */
export async function soak({
  size,
  speed,
  usual = USUAL,
  warmUpMs,
  forMs,
  sampleMs,
  built,
  environment = {},
}: SoakOptions): Promise<Soaked> {
  const folder = temporaryFolder();
  const vitals = join(folder.path, 'vitals');
  mkdirSync(vitals);
  const [syslog, traps] = [await freeUdpPort(), await freeUdpPort()];
  const minutes = Math.ceil((warmUpMs + forMs) / 60_000);
  let scale: Scale | null = null;
  try {
    scale = await startScale({
      size,
      intervalS: { device: Math.max(5, Math.round(USUAL.deviceS / speed)), service: Math.max(5, Math.round(USUAL.serviceS / speed)) },
      ...(built && { built }),
      environment: { NOC_SYSLOG_UDP_PORT: String(syslog), NOC_TRAP_PORT: String(traps), ...environment, ...withVitals(vitals, sampleMs) },
      rig: [
        ...['--wait', '--syslog', `127.0.0.1:${syslog}`, '--syslog-rate', String(usual.lines * speed)],
        ...['--traps', `127.0.0.1:${traps}`, '--traps-rate', String(usual.traps * speed)],
        ...['--faults', String(USUAL.faultsPerMinute * speed), '--minutes', String(minutes), '--length', String(600 / speed)],
      ],
    });
    scale.begin();
    const pages = askPages(scale);
    await sleep(warmUpMs);
    const from = Date.now();
    await sleep(forMs);
    const told = readVitals(vitals, from);
    const refused = await pages.stop();
    if (refused > 0) throw new Error(`${refused} pages were not answered`);
    const { processes } = await scale.station.health();
    const counted = await scale.station.call('GET', `/api/v1/logs/counts?from=${from}&to=${Date.now()}&query=`);
    return {
      trends: trendsOf(told, speed),
      restarts: processes.reduce((sum, { restarts }) => sum + restarts, 0),
      lines: counted.body.total as number,
      simulatedHours: (forMs / HOUR_MS) * speed,
    };
  } finally {
    await scale?.stop();
    folder.remove();
  }
}
