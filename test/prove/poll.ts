import { startAgent } from '../protocol/snmpd.ts';
import { createFigures, quantile } from '../support/figures.ts';
import { type PhaseFigures, pollLoad } from '../support/pollLoad.ts';

/**
 * A thousand addresses answered by real agents, and the same with one in ten dead: in time, and the healthy ones do not notice. One poller
 * goes from one to the other and back, ten times, and the devices that are compared are the same: neither a machine that slows down nor
 * other devices can make the difference.
 */
const DEVICES = 1000;
const DEAD = 100;
const TURNS = 5;
const [, , seconds = '600', interval = '60'] = process.argv;
const figures = createFigures('poll');
const agents = await Promise.all([startAgent({ everywhere: true }), startAgent({ everywhere: true })]);
const intervalMs = Number(interval) * 1000;
const phases = Array.from({ length: TURNS }, (_, turn) => (turn % 2 === 0 ? [0, DEAD] : [DEAD, 0])).flat();

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Tells how the turns of one load went; its p95 in ms. */
function tell(what: string, turns: readonly PhaseFigures[]): number {
  const of = (pick: (turn: PhaseFigures) => number): readonly number[] => turns.map(pick);
  const durations = turns.flatMap((turn) => turn.durations);
  const p95 = quantile(durations, 0.95);
  figures.told(`${what}: cycles`, sum(of(({ cycles }) => cycles)), '');
  figures.told(`${what}: samples`, sum(of(({ samples }) => samples)), '');
  figures.atMost(`${what}: cycle p95`, p95, 'ms', intervalMs);
  figures.told(`${what}: cycle median`, quantile(durations, 0.5), 'ms');
  figures.atMost(`${what}: healthy cycles late`, 100 * (1 - Math.min(...of(({ onTime }) => onTime))), '%', 1);
  figures.exactly(`${what}: failed looks at healthy devices`, sum(of(({ failed }) => failed)), '', 0);
  figures.told(`${what}: processor a device and cycle`, sum(of(({ cpuMsPerCycle }) => cpuMsPerCycle)) / turns.length, 'ms');
  return p95;
}

const load = await pollLoad({ devices: DEVICES, phases, intervalMs, forMs: (Number(seconds) * 1000) / TURNS, agents });
const of = (dead: number): readonly PhaseFigures[] => load.phases.filter((_, index) => phases[index] === dead);
const before = tell('all healthy', of(0));
figures.told('memory a device', load.bytesPerDevice, 'B');
const after = tell('one in ten dead', of(DEAD));
figures.atMost('change of the p95 of the healthy by the dead', 100 * (after / before - 1), '%', 5);
await Promise.all(agents.map((agent) => agent.stop()));
figures.end();
