import { fork } from 'node:child_process';
import { join } from 'node:path';
import { startAgent } from '../protocol/snmpd.ts';
import { createFigures, quantile } from '../support/figures.ts';
import type { Load, LoadFigures, PhaseFigures } from '../support/pollLoad.ts';

/**
 * A thousand addresses answered by real agents, and the same with one in ten dead: in time, and the healthy ones do not notice. Two pollers,
 * each a process with a thousand devices of its own, go from one to the other by turns: while one has dead devices the other has none.
 * A machine that slows down slows both down at once, and each device is compared with itself.
 */
const DEVICES = 1000;
const DEAD = 100;
const TURNS = 4;
const [, , seconds = '600', interval = '60'] = process.argv;
const figures = createFigures('poll');
const agents = await Promise.all([startAgent({ everywhere: true }), startAgent({ everywhere: true })]);
const intervalMs = Number(interval) * 1000;
/** Per poller the dead devices of each turn: 0 100 100 0 against 100 0 0 100, so that what grows with time is the same for both. */
const PLANS = [
  [0, DEAD, DEAD, 0],
  [DEAD, 0, 0, DEAD],
];

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function inProcess(load: Load): Promise<LoadFigures> {
  const child = fork(join(import.meta.dirname, '../support/pollLoadProcess.ts'));
  return new Promise((resolve, reject) => {
    child.once('message', (told) => resolve(told as LoadFigures));
    child.once('exit', (code) => reject(new Error(`the poller ended with ${code}`)));
    child.send(load);
  });
}

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

// Each load is counted for the whole time, half of it in each poller.
const forMs = (Number(seconds) * 1000) / TURNS;
const ports = agents.map(({ port }) => ({ port }));
const loads = await Promise.all(
  PLANS.map((phases, place) => inProcess({ devices: DEVICES, phases, intervalMs, forMs, agents: ports, after: place * DEVICES })),
);
const turnsWith = (dead: number): readonly PhaseFigures[] =>
  loads.flatMap(({ phases }, place) => phases.filter((_, turn) => PLANS[place]?.[turn] === dead));
const before = tell('all healthy', turnsWith(0));
figures.told('memory a device', sum(loads.map(({ bytesPerDevice }) => bytesPerDevice)) / loads.length, 'B');
const after = tell('one in ten dead', turnsWith(DEAD));
figures.atMost('change of the p95 of the healthy by the dead', 100 * (after / before - 1), '%', 5);
await Promise.all(agents.map((agent) => agent.stop()));
figures.end();
