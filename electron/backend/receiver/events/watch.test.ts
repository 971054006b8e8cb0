import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EventReport } from '../../../../shared/contracts/eventLink.ts';
import type { EventHit } from '../../../../shared/domain/event/hit.ts';
import type { LogRecord } from '../../../../shared/domain/log/record.ts';
import { aDefinition } from '../../../../test/support/events.ts';
import { createEventWatch, type EventWatch } from './watch.ts';

const T0 = 1_795_478_400_000;
const { isOn: _, ...failed } = aDefinition();
const recovered = {
  ...failed,
  name: '风扇恢复',
  effect: 'ends' as const,
  match: { ...failed.match, messageId: 'FAN_RECOVERED', template: 'Fan {fan} recovered' } as typeof failed.match,
};
const RULES = [
  { ...failed, id: 'failed' },
  { ...recovered, id: 'recovered' },
];

let told: EventHit[];
let reports: number;
let watch: EventWatch;
beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  reports = 0;
  watch = createEventWatch({
    send: ({ hits }: EventReport) => {
      reports += 1;
      told.push(...hits);
    },
    monotonic: () => performance.now(),
  });
  watch.follow({ version: '1', items: RULES });
});
afterEach(() => void vi.useRealTimers());

function record(what: 'failed' | 'recovered', fan: number, over: Partial<LogRecord> = {}): LogRecord {
  const line = `%%10DEV/3/FAN_${what.toUpperCase()}: Fan ${fan} ${what}.`;
  return {
    ...{ receivedAt: T0, at: null, kind: 'syslog', transport: 'udp', source: '10.1.1.1', resourceId: 'r1', host: null, app: 'DEV' },
    ...{ processId: null, messageId: `FAN_${what.toUpperCase()}`, facility: null, severity: 'err', marks: [], line, textFrom: 0 },
    ...over,
  };
}
const brief = () => told.map(({ ruleId, component, count, at, lastAt }) => `${ruleId} ${component} x${count} ${at - T0}..${lastAt - T0}`);

describe('R-8.4.2-c4-2 rules asked of what comes', () => {
  it('tell what they found with whose it is, nearly at once', () => {
    watch.look(record('failed', 1));
    watch.look(record('failed', 1, { app: 'IFNET' }));
    expect(told).toEqual([]);
    vi.advanceTimersByTime(50);
    expect(told).toEqual([
      {
        ...{ ruleId: 'failed', resourceId: 'r1', source: '10.1.1.1', component: '1', effect: 'begins', at: T0, lastAt: T0, count: 1 },
        line: '%%10DEV/3/FAN_FAILED: Fan 1 failed.',
      },
    ]);
    expect(watch.stats()).toEqual({ version: '1', rules: 2, hits: 1, strangers: 0 });
  });

  it('tell what repeats as one, but keep the order of what one thing does', () => {
    for (const [what, fan, ms] of [
      ['failed', 1, 0],
      ['failed', 2, 1],
      ['failed', 1, 2],
      ['recovered', 1, 2],
      ['failed', 1, 2],
      ['failed', 2, 3],
    ] as const)
      watch.look(record(what, fan, { receivedAt: T0 + ms }));
    watch.flush();
    expect(brief()).toEqual(['failed 1 x2 0..2', 'failed 2 x2 1..3', 'recovered 1 x1 3..3', 'failed 1 x1 4..4']);
  });

  it('in a storm tell once a second, and before their time what would be too much', () => {
    for (let ms = 0; ms < 3000; ms += 10) {
      watch.look(record('failed', 1, { receivedAt: T0 + ms }));
      vi.advanceTimersByTime(10);
    }
    watch.flush();
    expect(reports).toBeLessThan(6);
    expect(told.reduce((sum, { count }) => sum + count, 0)).toBe(300);
    told = [];
    for (let fan = 0; fan < 501; fan++) watch.look(record('failed', fan));
    expect(told).toHaveLength(500);
  });

  it('of who is no resource only count, whatever part it was', () => {
    for (let fan = 0; fan < 5; fan++) watch.look(record('failed', fan, { resourceId: null }));
    watch.flush();
    expect(told).toMatchObject([{ resourceId: null, component: '', count: 5 }]);
    expect(watch.stats()).toMatchObject({ hits: 5, strangers: 5 });
  });

  it('are those told last, from the next record on', () => {
    watch.follow({ version: '2', items: [] });
    watch.look(record('failed', 1));
    watch.flush();
    expect(told).toEqual([]);
    expect(watch.stats()).toMatchObject({ version: '2', rules: 0 });
  });
});
