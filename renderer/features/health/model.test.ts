import { describe, expect, it } from 'vitest';
import type { Health } from '../../../shared/contracts/health.ts';
import { aHealth, at } from '../../testing/builders.ts';
import { attentionOf, diagnosis, diskUsed, isUnsafe, processMark, writeQueue } from './model.ts';

const NOW = at();
const well = aHealth();
const kinds = (change: Partial<Health>) => attentionOf({ ...well, ...change }, NOW).map(({ kind, severity }) => [kind, severity]);

describe('what waits for a person', () => {
  it('R-8.4.3-h-2 a healthy station is quiet', () => {
    expect(kinds({})).toEqual([]);
  });

  it.each([
    [
      'a full disk',
      { disk: { ...well.disk, state: 'full', telemetryStopped: true } },
      [
        ['diskFull', 'critical'],
        ['telemetryStopped', 'major'],
      ],
    ],
    ['a broken chain', { audit: { records: 1, verifiedAt: NOW, ok: false } }, [['auditBroken', 'critical']]],
    ['a missing tool', { collectors: [{ ...well.collectors[0]!, problem: 'tool.fping' }] }, [['toolMissing', 'major']]],
    ['a store that may forget', { stores: [{ ...well.stores[0]!, synchronous: 'NORMAL' }] }, [['notDurable', 'major']]],
    ['slow answers', { requestP95Ms: 2930 }, [['slowAnswers', 'minor']]],
    ['a slow path', { endToEndP95Ms: 2001 }, [['slowPath', 'minor']]],
    ['something dropped', { queues: [{ ...well.queues[0]!, dropped: 1 }] }, [['dropped', 'minor']]],
  ] as const)('R-8.4.3-d2-7 %s is named', (_, change, expected) => {
    expect(kinds(change as unknown as Partial<Health>)).toEqual(expected);
  });

  it('a chain that was never verified is unknown, not broken', () => {
    expect(kinds({ audit: { records: 1, verifiedAt: null, ok: null } })).toEqual([]);
  });

  it('puts the most severe first', () => {
    const severities = attentionOf({ ...well, endToEndP95Ms: 9000, audit: { ...well.audit, ok: false } }, NOW).map((one) => one.severity);
    expect(severities).toEqual(['critical', 'minor']);
  });
});

describe('parts', () => {
  const process = well.processes[0]!;
  it('a restart is marked for an hour, a process that is not running always', () => {
    expect(processMark({ ...process, restarts: 2, startedAt: NOW - 60_000 }, NOW)).toBe('minor');
    expect(processMark({ ...process, restarts: 2, startedAt: NOW - 3_600_000 }, NOW)).toBeNull();
    expect(processMark({ ...process, state: 'restarting' }, NOW)).toBe('major');
  });
  it('only the store of alarms and audit must be written through', () => {
    expect(well.stores.map(isUnsafe)).toEqual([false, false]);
    expect(isUnsafe({ ...well.stores[0]!, synchronous: null })).toBe(true);
  });
  it('the used part of a disk of unknown size is unknown', () => {
    expect(diskUsed(well.disk)).toBe(71);
    expect(diskUsed({ ...well.disk, total: 0 })).toBeNull();
  });
  it('counts what waits and everything that was lost', () => {
    expect(writeQueue({ ...well, queues: [...well.queues, { ...well.queues[0]!, from: 'poller', depth: 9, dropped: 2 }] })).toEqual({
      depth: 5,
      dropped: 2,
    });
  });
  it('the diagnosis file is the page as data', () => {
    expect(JSON.parse(diagnosis(well, NOW))).toEqual({ kind: 'shouwang-diagnosis', exportedAt: '2026-11-22T06:35:12.000Z', health: well });
  });
});
