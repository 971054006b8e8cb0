import { describe, expect, test } from 'vitest';
import type { Health } from '../../../../shared/contracts/health.ts';
import { FIGURE_CODES, FIGURES } from '../../../../shared/domain/health/figures.ts';
import { parseExposition } from '../../../../shared/domain/prometheus/text.ts';
import { figuresOf, toPrometheus } from './figures.ts';
import { createSlowQueries } from './slow.ts';

const AT = 1_800_000_000_000;
const health: Health = {
  ...{ at: AT, version: '0.1.0', startedAt: AT, dataFolder: '/data', endToEndP95Ms: null, requestP95Ms: 12, loopDelayP99Ms: 3 },
  disk: { total: 1000, free: 250, state: 'ok', since: null, telemetryStopped: false, ballast: 64 },
  processes: [{ name: 'poller', state: 'running', pid: 1, startedAt: AT, restarts: 2, lastExit: null, cpu: 1.5, memory: 9, at: AT }],
  queues: [
    { from: 'poller', to: 'pipeline', depth: 3, perSecond: 0, dropped: 1, oldestAt: AT - 5000 },
    { from: null, to: 'core', depth: 0, perSecond: 0, dropped: 0, oldestAt: null },
  ],
  collectors: [{ protocol: 'snmp', targets: 7, cycleP95Ms: 40, latenessP99: 2, lateCycles: 1, unanswered: 4, lastAt: AT, problem: null }],
  stores: [{ name: 'core', bytes: 100, writeP95Ms: 5, note: null, synchronous: 'FULL' }],
  audit: { records: 9, verifiedAt: null, ok: null },
  ...{ slowQueries: 2, slow: [{ name: 'read "x"', count: 2, worstMs: 90, lastAt: AT }], clock: { stepMs: -6000 } },
  certificate: { notAfter: AT, days: 12.5 },
  reception: { shed: 0, dropped: [{ door: 'traps', count: 4 }] },
  ...{ passingOn: { lost: 0 }, sockets: 1, sessions: 2, events: [] },
};

describe('R-8.4.3-h-2 the figures of the station', () => {
  test('are the same for the page, for history and for a scraper, whose grammar they keep', () => {
    const parsed = parseExposition(toPrometheus(health, { critical: 1, major: 0, minor: 0, warning: 0 }), () => true);
    if ('malformed' in parsed) throw new Error(`line ${parsed.malformed.line}: ${parsed.malformed.why}`);
    const { samples } = parsed.exposition;
    const said = new Map(samples.map(({ name, labels, value }) => [`${name} ${JSON.stringify(labels)}`, value]));
    const known = figuresOf(health).filter(({ value }) => value !== null);
    expect(said.size).toBe(known.length + 4);
    for (const { code, value } of known) {
      const named = [...said].filter(([name]) => name.startsWith(`shouwang_${FIGURES[code].scraped} `));
      expect([code, named.map(([, number]) => number)]).toEqual([code, expect.arrayContaining([value])]);
    }
    expect(new Set(figuresOf(health).map(({ code }) => code))).toEqual(new Set(FIGURE_CODES));
  });

  test('what is not known is left out, and a queue that holds nothing waits no time', () => {
    const values = new Map(figuresOf(health).map(({ code, part, value }) => [`${code} ${part}`, value]));
    expect([values.get('endToEndP95 '), values.get('queueOldest poller>pipeline'), values.get('queueOldest backend>core')]).toEqual([
      null,
      5,
      0,
    ]);
    expect(values.get('clockStep ')).toBe(6000);
    expect(toPrometheus(health, { critical: 0, major: 0, minor: 0, warning: 0 })).not.toMatch(/^shouwang_end_to_end_p95_ms /m);
  });
});

test('slow statements are told by what they are for, the most frequent first, twenty names at the most', () => {
  const slow = createSlowQueries();
  slow.add('alarm.settle', 'update "alarm" set x', 50, AT);
  for (const ms of [30, 70.4]) slow.add('read', 'select * from "alarm_event" where "x" = ?', ms, AT + ms);
  expect(slow.list()).toEqual([
    { name: 'read alarm_event', count: 2, worstMs: 70, lastAt: AT + 70.4 },
    { name: 'alarm.settle', count: 1, worstMs: 50, lastAt: AT },
  ]);
  for (let i = 0; i < 40; i++) slow.add(`use ${i}`, '', 1, AT);
  expect(slow.list().length).toBe(21);
  expect(slow.list().find(({ name }) => name === 'others')?.count).toBe(22);
});
