import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Observation } from '../../../shared/domain/observation/observation.ts';
import { createRemembered } from '../lib/remembered.ts';
import { ItemTooLong } from '../link/index.ts';
import { AssignmentList, MAX_OBSERVATIONS } from './messages.ts';
import { createOutbox } from './outbox.ts';
import { createCycleStatistics } from './statistics.ts';

const sample: Observation = { kind: 'sample', resourceId: 'r', at: 1, protocol: 'icmp', metric: 'icmp.rtt', component: '', value: null };
describe('outbox', () => {
  it('gathers for a moment, in order, and splits what is too much for one item', () => {
    vi.useFakeTimers();
    try {
      const sent: (readonly Observation[])[] = [];
      const outbox = createOutbox({ send: (observations) => sent.push(observations), onTooLong: () => expect.fail() });
      outbox.add([sample]);
      outbox.add([sample, sample]);
      expect(sent).toEqual([]);
      vi.advanceTimersByTime(60);
      expect(sent.map((list) => list.length)).toEqual([3]);
      outbox.add(Array.from({ length: 1200 }, () => sample));
      expect(sent.slice(1).map((list) => list.length)).toEqual([MAX_OBSERVATIONS, MAX_OBSERVATIONS, 200]);
      outbox.add([sample]);
      outbox.flush();
      expect(sent.at(-1)).toHaveLength(1);
      vi.advanceTimersByTime(1000);
      expect(sent).toHaveLength(5);
    } finally {
      vi.useRealTimers();
    }
  });

  it('halves what is too long together, and leaves out the one that is too long by itself', () => {
    const sent: (readonly string[])[] = [];
    const left: string[] = [];
    const weigh = (observations: readonly Observation[]) => observations.reduce((sum, { resourceId }) => sum + Number(resourceId), 0);
    const outbox = createOutbox({
      send: (observations, most = 5_000_000) => {
        const bytes = weigh(observations);
        if (bytes > most) throw new ItemTooLong('observations', bytes);
        sent.push(observations.map(({ resourceId }) => resourceId));
      },
      onTooLong: ({ resourceId }, bytes) => left.push(`${resourceId} ${bytes}`),
    });
    outbox.add(['1000', '4000000', '3000', '9000000', '5000'].map((resourceId) => ({ ...sample, resourceId })));
    outbox.flush();
    expect(left).toEqual(['9000000 9000000']);
    expect(sent.flat()).toEqual(['1000', '4000000', '3000', '5000']);
    expect(sent).toContainEqual(['4000000']);
  });
});

describe('stored assignments', () => {
  const log = pino({ level: 'silent' });
  const list = {
    version: '7',
    credentials: [],
    items: [{ id: 'a', resourceId: 'r', protocol: 'tcp' as const, address: 'h', intervalMs: 30_000, config: { port: 22 } }],
  };
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'assignments-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('come back as they were, and are none where the file is missing or damaged', () => {
    const path = join(folder, 'deep', 'assignments.json');
    const file = createRemembered(path, AssignmentList, log);
    expect(file.load()).toBeNull();
    file.save(list);
    expect(createRemembered(path, AssignmentList, log).load()).toEqual(list);
    expect(readdirSync(join(folder, 'deep'))).toEqual(['assignments.json']);
    writeFileSync(path, '{"version":"7","items":[{');
    expect(file.load()).toBeNull();
  });

  it('that cannot be stored stop nobody', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => createRemembered(join(folder, 'file', 'assignments.json'), AssignmentList, log).save(list)).not.toThrow();
  });
});

describe('figures of cycles', () => {
  it('are the 95th percentile of the last thousand and the late ones of five minutes', () => {
    const statistics = createCycleStatistics();
    expect([statistics.p95Ms(), statistics.latenessP99()]).toEqual([null, null]);
    for (let i = 1; i <= 100; i += 1) statistics.add({ at: i, durationMs: i, lateness: i / 1000, isLate: i % 10 === 0 }, i * 1000);
    expect(statistics.p95Ms()).toBe(95);
    expect(statistics.latenessP99()).toBeCloseTo(9.9);
    expect(statistics.late(100_000)).toBe(10);
    expect(statistics.late(350_001)).toBe(5);
    expect(statistics.lastAt()).toBe(100);
    for (let i = 0; i < 1000; i += 1) statistics.add({ at: i, durationMs: 7, lateness: 0.5, isLate: false }, 400_000);
    expect(statistics.p95Ms()).toBe(7);
    expect(statistics.latenessP99()).toBe(50);
  });
});
