import { startAgent } from '../protocol/snmpd.ts';
import { createFigures, quantile } from '../support/figures.ts';
import { type LoadFigures, pollLoad } from '../support/pollLoad.ts';

/**
 * A thousand addresses answered by real agents, then the same with one in ten dead: in time, and the healthy ones do not notice. Each is
 * run in two halves, the halves in mirrored order, so that a machine that slows down or warms up favours neither.
 */
const DEVICES = 1000;
const DEAD = 100;
const [, , seconds = '600', interval = '60'] = process.argv;
const figures = createFigures('poll');
const agents = await Promise.all([startAgent({ everywhere: true }), startAgent({ everywhere: true })]);
const load = { devices: DEVICES, intervalMs: Number(interval) * 1000, forMs: Number(seconds) * 500, agents };

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Tells how the halves of one load went; its p95 in ms. */
function tell(what: string, halves: readonly LoadFigures[]): number {
  const of = (pick: (half: LoadFigures) => number): readonly number[] => halves.map(pick);
  const durations = halves.flatMap((half) => half.durations);
  const p95 = quantile(durations, 0.95);
  figures.told(`${what}: cycles`, sum(of(({ cycles }) => cycles)), '');
  figures.told(`${what}: samples`, sum(of(({ samples }) => samples)), '');
  figures.atMost(`${what}: cycle p95`, p95, 'ms', load.intervalMs);
  figures.told(`${what}: cycle median`, quantile(durations, 0.5), 'ms');
  figures.atMost(`${what}: healthy cycles late`, 100 * (1 - Math.min(...of(({ onTime }) => onTime))), '%', 1);
  figures.exactly(`${what}: failed looks at healthy devices`, sum(of(({ failed }) => failed)), '', 0);
  figures.told(`${what}: processor a device and cycle`, sum(of(({ cpuMsPerCycle }) => cpuMsPerCycle)) / halves.length, 'ms');
  return p95;
}

const first = await pollLoad({ ...load, dead: 0 });
const mixed = [await pollLoad({ ...load, dead: DEAD }), await pollLoad({ ...load, dead: DEAD })];
const healthy = [first, await pollLoad({ ...load, dead: 0 })];
const before = tell('all healthy', healthy);
figures.told('memory a device', first.bytesPerDevice, 'B');
const after = tell('one in ten dead', mixed);
figures.atMost('change of the p95 of the healthy by the dead', 100 * (after / before - 1), '%', 5);
await Promise.all(agents.map((agent) => agent.stop()));
figures.end();
