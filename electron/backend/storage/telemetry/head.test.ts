import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createHead, makeBatch } from './head.ts';
import { PARTITION_MS, partitionStart } from './layout.ts';

test('a head has of each series what was appended, ascending, each time once, the first one given, with what is less than good about it', () => {
  const row = fc.record({
    sid: fc.nat(2000),
    at: fc.nat(20 * PARTITION_MS),
    value: fc.double({ noNaN: true }),
    code: fc.constantFrom(0, 0, 0, 3),
  });
  const appends = fc.array(fc.array(row, { maxLength: 300 }), { maxLength: 8 });
  fc.assert(
    fc.property(appends, fc.nat(8), (batches, blockBits) => {
      const head = createHead(blockBits);
      const model = new Map<number, Map<number, readonly [value: number, code: number]>>();
      for (const rows of batches) {
        const batch = makeBatch(
          rows.length,
          rows.some(({ code }) => code !== 0),
        );
        rows.forEach(({ sid, at, value, code }, i) => {
          batch.sid[i] = sid;
          batch.at[i] = at;
          batch.value[i] = value;
          if (batch.quality) batch.quality[i] = code;
          const series = model.get(sid) ?? new Map<number, readonly [number, number]>();
          if (!series.has(at)) series.set(at, [value, code]);
          model.set(sid, series);
        });
        head.append(batch);
      }
      const times = batches.flat().map(({ at }) => at);
      expect(head.size()).toBe(times.length);
      expect(head.oldestAt()).toBe(times.length === 0 ? null : Math.min(...times));
      expect(head.partitions()).toEqual([...new Set(times.map(partitionStart))].sort((a, b) => a - b));
      expect([...head.sids()]).toEqual([...model.keys()].sort((a, b) => a - b));
      for (const [sid, series] of model) {
        const { at, value, quality } = head.read(sid);
        const read = Array.from(at, (time, i) => [time, [value[i], quality?.[i] ?? 0]]);
        expect(read).toEqual([...series].sort((a, b) => a[0] - b[0]));
      }
      expect(head.read(2001).at.length).toBe(0);
    }),
    { numRuns: 60 },
  );
});
