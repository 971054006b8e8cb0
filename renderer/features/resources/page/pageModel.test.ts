import { describe, expect, it } from 'vitest';
import type { Alarm } from '../../../../shared/contracts/alarms.ts';
import { markersOf, PageSearch, panelAlarms, RANGES, rangeOf } from './pageModel.ts';

const NOW = Date.parse('2026-11-22T14:35:12+08:00');
const HOUR = 3_600_000;

/** An alarm with what these functions read. */
function anAlarm(change: Partial<Alarm>): Alarm {
  return {
    id: 'a',
    severity: 'minor',
    component: '',
    firstAt: NOW - HOUR,
    cleared: null,
    acknowledged: null,
    threshold: { metric: 'cpu.utilisation', observed: 84, level: 80, direction: 'above' },
    ...change,
  } as Alarm;
}

describe('window of the charts', () => {
  it('opens a young resource on its last hours, an older one on a day', () => {
    expect(rangeOf({}, NOW - HOUR / 2, NOW)).toBe('1h');
    expect(rangeOf({}, NOW - 2 * HOUR, NOW)).toBe('6h');
    expect(rangeOf({}, NOW - 30 * HOUR, NOW)).toBe('24h');
  });
  it('is what the address says', () => {
    expect(rangeOf({ range: '6M' }, NOW, NOW)).toBe('6M');
    expect(PageSearch.parse({ range: '2y', group: 'cpu', only: 'x' })).toEqual({ range: undefined, group: 'cpu', only: undefined });
  });
  it('R-8.2.2-e-1 reaches over everything that must be kept', () => {
    expect(RANGES['6M']).toBeGreaterThanOrEqual(184 * 24 * HOUR);
  });
});

describe('alarms of a resource', () => {
  it('mark the chart of their metric and component, and no other', () => {
    const alarms = [
      anAlarm({ firstAt: 1 }),
      anAlarm({ firstAt: 2, component: '/data' }),
      anAlarm({ firstAt: 3, threshold: null }),
      anAlarm({ firstAt: 4, threshold: { metric: 'icmp.loss', observed: 1, level: 1, direction: 'above' } }),
    ];
    expect(markersOf(alarms, ['cpu.utilisation'], '')).toEqual([{ at: 1, severity: 'minor' }]);
  });
  it('are listed active first, and the rest is counted', () => {
    const cleared = { at: NOW, kind: 'automatic', by: null, reason: null } as const;
    const alarms = [
      anAlarm({ id: 'closed', cleared }),
      anAlarm({ id: 'active' }),
      anAlarm({ id: 'old', cleared, firstAt: NOW - 48 * HOUR }),
    ];
    const panel = panelAlarms(alarms, NOW, 2);
    expect(panel.shown.map(({ id }) => id)).toEqual(['active', 'closed']);
    expect([panel.active, panel.today, panel.total]).toEqual([1, 2, 3]);
  });
});
