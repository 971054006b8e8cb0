import { INTERVAL_MS, planTurns, runAhead } from '../rig/ahead.ts';
import { judgeLabels, labelsOf } from '../rig/judge.ts';
import { createFigures } from '../support/figures.ts';

/**
 * Labelled events (faults, flaps, restarts, and packets lost all the time) against every time an alarm was raised: missed and unfounded
 * ones, one by one (8.4.3 b) 4), below 1 %; ours is 0.1 %). `prove -- events [events] [devices]`, 100,000 and 1,000 by default. The
 * station is whole and its collector is the product's; devices are asked in memory and time runs ahead, so that days pass in minutes. The
 * same with sockets, in real time and few: `prove -- labels`.
 */
const [, , events = '100000', devices = '1000'] = process.argv;
const GRACE_MS = 4 * INTERVAL_MS;
const SAY_MS = 30_000;
const figures = createFigures('events');

const turns = planTurns(Number(events), Number(devices));
const startedAt = performance.now();
let saidAt = startedAt;
const { truths, raised, active, looks, observations, lostLooks } = await runAhead(turns, Number(devices), (look, last) => {
  if (performance.now() - saidAt < SAY_MS) return;
  saidAt = performance.now();
  console.error(`${Math.round((100 * look) / last)} %`);
});
const labels = labelsOf(truths);
const cleared = { at: 0, kind: 'automatic', by: null, reason: null } as never;
const { missed, unfounded } = judgeLabels(
  labels,
  raised.map(({ at, ...one }) => ({ ...one, firstAt: at, cleared })),
  GRACE_MS,
);
// That a device began anew is told for half an hour, whatever it does meanwhile.
const lasting = active.filter(({ probableCause }) => probableCause !== 'restarted');
for (const label of missed) console.log(JSON.stringify({ run: 'events', missed: label }));
for (const one of unfounded) console.log(JSON.stringify({ run: 'events', unfounded: one }));
for (const one of lasting) console.log(JSON.stringify({ run: 'events', lasting: one }));
figures.told('labelled events', labels.length, '');
for (const kind of new Set(labels.map(({ fault }) => fault)))
  figures.told(`of them ${kind}`, labels.filter(({ fault }) => fault === kind).length, '');
figures.told('looks at a device', looks, '');
figures.told('looks that failed because packets were lost', lostLooks, '');
figures.told('observations', observations, '');
figures.told('alarms raised or come back', raised.length, '');
figures.told('missed', missed.length, '');
figures.told('unfounded', unfounded.length, '');
figures.atMost('missed and unfounded', (100 * (missed.length + unfounded.length)) / labels.length, '%', 0.1);
figures.exactly('still active although over', lasting.length, '', 0);
figures.told('observations a second, looked at, judged and stored', observations / ((performance.now() - startedAt) / 1000), '/s');
figures.end();
