import { expect, it } from 'vitest';
import { INTERVAL_MS, planTurns, runAhead } from './ahead.ts';
import { judgeLabels, labelsOf } from './judge.ts';

const EVENTS = 80;
const DEVICES = 20;

it('R-8.4.3-b4-3 every labelled event of a simulated day is an alarm, and there is no alarm without one', async () => {
  const turns = planTurns(EVENTS, DEVICES);
  const { truths, raised, active, lostLooks, looks } = await runAhead(turns, DEVICES);
  const labels = labelsOf(truths);
  expect(labels).toHaveLength(EVENTS);
  const { missed, unfounded, delays } = judgeLabels(
    labels,
    raised.map(({ at, ...one }) => ({ ...one, firstAt: at, cleared: null })),
    4 * INTERVAL_MS,
  );
  expect({ missed, unfounded }).toEqual({ missed: [], unfounded: [] });
  expect(active.filter(({ probableCause }) => probableCause !== 'restarted')).toEqual([]);
  expect(delays.length).toBeGreaterThan(EVENTS / 2);
  expect(looks).toBeGreaterThan(EVENTS * 10);
  expect(lostLooks, 'packets are lost all the time').toBeGreaterThan(0);
}, 300_000);
