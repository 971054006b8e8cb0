import { KINDS, tryRoots } from '../support/faultRoots.ts';
import { createFigures, quantile } from '../support/figures.ts';

/**
 * One device or cable of the simulated province is broken after the other, and what the alarms of a station name as the cause is compared
 * with the truth. `prove -- roots [faults] [seed]`, 100 by default. Shared supplies are not among the faults: no device says yet what feeds it.
 */
const [, , faults = '100', seed = '1'] = process.argv;
/** Every thirty seconds is asked. */
const INTERVAL_MS = 30_000;
const figures = createFigures('roots');
const trials = await tryRoots({ faults: Number(faults), seed: Number(seed) });
const named = trials.filter(({ ms }) => ms !== null);
for (const { kind, what, instead } of trials.filter(({ ms }) => ms === null)) console.error(`${kind} ${what}: ${instead}`);
for (const kind of KINDS) figures.told(`faults: ${kind}`, trials.filter((trial) => trial.kind === kind).length, '');
figures.told('devices that could not be asked, most', Math.max(...trials.map(({ silent }) => silent)), '');
figures.atLeast('named as it was', (100 * named.length) / trials.length, '%', 99);
const times = named.map(({ ms }) => ms ?? 0);
figures.told('after the look that made it known, p95', quantile(times, 0.95), 'ms');
figures.atMost('after the look that made it known, at most', Math.max(...times), 'ms', INTERVAL_MS);
figures.end();
