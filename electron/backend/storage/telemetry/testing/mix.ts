import type { MetricCode } from '../../../../../shared/domain/metric/catalogue.ts';
import type { StoredSample } from '../store.ts';

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
export function makeRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Source = () => number;

/** How each quantity behaves: noise about a level that drifts, growth, steps of pages, bursts, constants. */
function makeSources(random: () => number, intervalMs: number) {
  const normal = () => {
    let sum = 0;
    for (let i = 0; i < 6; i++) sum += random();
    return (sum - 3) * Math.SQRT2;
  };
  const noise = (level: number, drift: number, spread: number, low: number, high: number): Source => {
    let middle = level;
    return () => {
      middle = Math.min(high, Math.max(low, middle + normal() * drift));
      return Math.min(high, Math.max(low, middle + normal() * spread));
    };
  };
  const pages = (level: number, drift: number): Source => {
    let bytes = level;
    return () => {
      bytes = Math.max(0, bytes + Math.round((normal() * drift) / 4096) * 4096);
      return bytes;
    };
  };
  const grow = (level: number, perCycle: number): Source => {
    let value = level;
    return () => {
      value += perCycle;
      return value;
    };
  };
  const burst =
    (chance: number, size: number): Source =>
    () =>
      random() < chance ? Math.abs(normal()) * size : 0;
  const constant =
    (value: number): Source =>
    () =>
      value;
  return { noise, pages, grow, burst, constant, uptime: grow(1e6 * random(), intervalMs / 1000) };
}

type Entry = readonly [metric: MetricCode, component: string, source: Source];

function makeSeries(random: () => number, intervalMs: number): Entry[] {
  const { noise, pages, grow, burst, constant, uptime } = makeSources(random, intervalMs);
  const perDay = intervalMs / 86_400_000;
  return [
    ['cpu.utilisation', '', noise(20, 0.5, 4, 0, 100)],
    ...['0', '1', '2', '3'].map((core): Entry => ['cpu.core.utilisation', core, noise(20, 0.5, 8, 0, 100)]),
    ['cpu.iowait', '', burst(0.3, 1.5)],
    ['load.1m', '', noise(0.8, 0.05, 0.1, 0, 50)],
    ['load.5m', '', noise(0.8, 0.02, 0.03, 0, 50)],
    ['load.15m', '', noise(0.8, 0.01, 0.01, 0, 50)],
    ['memory.utilisation', '', noise(62, 0.05, 0.1, 0, 100)],
    ['memory.used', '', pages(8e9, 4e6)],
    ['memory.total', '', constant(16_777_216_000)],
    ['swap.utilisation', '', constant(3.1)],
    ...['/', '/var', '/srv'].flatMap((path): Entry[] => [
      ['filesystem.utilisation', path, grow(40, 0.5 * perDay)],
      ['filesystem.used', path, pages(4e10, 2e6)],
      ['filesystem.total', path, constant(105_089_261_568)],
      ['filesystem.inode.utilisation', path, grow(7, 0.05 * perDay)],
    ]),
    ...['sda', 'sdb'].flatMap((disk): Entry[] => [
      ['disk.read', disk, burst(0.3, 4e5)],
      ['disk.write', disk, burst(0.8, 3e5)],
      ['disk.utilisation', disk, burst(0.6, 4)],
    ]),
    ...['eth0', 'eth1'].flatMap((port): Entry[] => [
      ['interface.in', port, noise(2e7, 1e5, 3e6, 0, 1e9)],
      ['interface.out', port, noise(6e6, 1e5, 1e6, 0, 1e9)],
      ['interface.in.errors', port, constant(0)],
      ['interface.out.errors', port, constant(0)],
      ['interface.up', port, constant(1)],
    ]),
    ['process.count', '', noise(240, 0.3, 2, 1, 5000)],
    ['process.running', '', noise(2, 0, 1, 0, 64)],
    ...['nginx', 'postgres', 'java'].flatMap((name): Entry[] => [
      ['process.cpu', name, noise(3, 0.1, 1, 0, 400)],
      ['process.memory', name, pages(2e8, 40_000)],
    ]),
    ['system.uptime', '', uptime],
    ['icmp.rtt', '', noise(0.5, 0.01, 0.1, 0.05, 900)],
    ['icmp.loss', '', burst(0.002, 30)],
    ['tcp.connect', '443', noise(0.9, 0.02, 0.2, 0.1, 900)],
    ['http.duration', 'https', noise(22, 0.2, 6, 1, 5000)],
    ['http.status', 'https', constant(200)],
    ['tls.certificate.days', 'https', grow(80, -perDay)],
  ];
}

/** A host as the collectors see it: some fifty series, one time for all of a cycle, late by up to some 20 ms as timers are. */
export interface Host {
  readonly series: number;
  /** The samples of cycle `number`. */
  cycle(number: number): StoredSample[];
}

/** A host whose values depend on nothing but the seed. */
export function makeHost(seed: number, start: number, intervalMs: number): Host {
  const random = makeRandom(seed);
  const entries = makeSeries(random, intervalMs);
  const resourceId = `0198b1a0-0000-7000-8000-${seed.toString(16).padStart(12, '0')}`;
  const phase = Math.floor(random() * intervalMs);
  return {
    series: entries.length,
    cycle: (number) => {
      const at = start + phase + number * intervalMs + Math.floor(random() * random() * 20);
      return entries.map(([metric, component, source]) => ({ resourceId, metric, component, at, value: source(), intervalMs }));
    },
  };
}
