import { fork } from 'node:child_process';
import { join } from 'node:path';
import { startAgent } from '../protocol/snmpd.ts';
import { createFigures, quantile } from '../support/figures.ts';
import type { Load, LoadFigures, Phase, PhaseFigures } from '../support/pollLoad.ts';

/**
 * A thousand addresses answered by real agents, in time; and nine hundred of them with and without a hundred dead ones beside: the healthy
 * ones do not notice. Two pollers, each a process with addresses of its own, take turns at having the dead ones, so that a machine that
 * slows down slows both at once. The agents are asked the same throughout: one that is asked less often answers more slowly, because a
 * larger share of its answers has to wait until it has read its tables anew.
 */
const DEVICES = 1000;
const DEAD = 100;
const TURNS = 4;
const [, , seconds = '600', interval = '60'] = process.argv;
const figures = createFigures('poll');
const agents = await Promise.all([startAgent({ everywhere: true }), startAgent({ everywhere: true })]);
const intervalMs = Number(interval) * 1000;
const countedMs = Number(seconds) * 1000;
const WHOLE: Phase = { devices: DEVICES, dead: 0, forMs: countedMs };
// Each is counted for the whole time, half of it in each poller.
const WITHOUT: Phase = { devices: DEVICES - DEAD, dead: 0, forMs: countedMs / TURNS };
const WITH: Phase = { devices: DEVICES, dead: DEAD, forMs: countedMs / TURNS };
/** The second is the first the other way round, and what grows with time is the same for both. */
const PLANS = [
  [WHOLE, WITHOUT, WITH, WITH, WITHOUT],
  [WHOLE, WITH, WITHOUT, WITHOUT, WITH],
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

const ports = agents.map(({ port }) => ({ port }));
const loads = await Promise.all(PLANS.map((phases, place) => inProcess({ phases, intervalMs, agents: ports, after: place * DEVICES })));
const turnsOf = (wanted: Phase): readonly PhaseFigures[] =>
  loads.flatMap(({ phases }, place) => phases.filter((_, turn) => PLANS[place]?.[turn] === wanted));
tell('a thousand healthy', turnsOf(WHOLE));
figures.told('memory a device', sum(loads.map(({ bytesPerDevice }) => bytesPerDevice)) / loads.length, 'B');
const before = tell('nine hundred healthy', turnsOf(WITHOUT));
const after = tell('nine hundred healthy and a hundred dead', turnsOf(WITH));
figures.atMost('change of the p95 of the healthy by the dead', 100 * (after / before - 1), '%', 5);
await Promise.all(agents.map((agent) => agent.stop()));
figures.end();
