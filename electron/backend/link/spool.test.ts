import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../lib/clock.ts';
import { openLedger } from './ledger.ts';
import { decodeRecord, encodeRecord, scanRecords } from './record.ts';
import { createSpool, type Spool, type SpoolOptions } from './spool.ts';

const log = pino({ level: 'silent' });
let folder: string;
let open: Spool[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spool-'));
  open = [];
});
afterEach(async () => {
  for (const spool of open) await spool.close();
  rmSync(folder, { recursive: true });
});

function spoolHere(options: Partial<SpoolOptions> = {}): Spool {
  const spool = createSpool({ folder, log, clock: systemClock, ...options });
  open.push(spool);
  return spool;
}

/** What a killed process leaves: the files as they are, nothing closed or flushed by us. */
const reopen = spoolHere;
const all = (spool: Spool, after = 0): string[] => {
  const got: string[] = [];
  for (let seq = after; ; ) {
    const items = spool.read(seq, 7, 100);
    if (items.length === 0) return got;
    got.push(...items.map((item) => item.bytes.toString()));
    seq = items.at(-1)!.seq;
  }
};
const append = (spool: Spool, ...texts: string[]): number[] => texts.map((text) => spool.append(Buffer.from(text)));
const segmentFiles = () => readdirSync(folder).filter((name) => name.endsWith('.seg'));

describe('records', () => {
  it('survive the round trip; any damaged byte is noticed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(), fc.integer({ min: 1, max: 255 }), (content, where, flip) => {
        const bytes = encodeRecord({ seq: 42, at: 1_800_000_000_123, bytes: Buffer.from(content) });
        expect(decodeRecord(bytes, 0)).toEqual({ seq: 42, at: 1_800_000_000_123, bytes: Buffer.from(content) });
        const damaged = Buffer.from(bytes);
        damaged[where % bytes.byteLength]! ^= flip;
        expect(decodeRecord(damaged, 0)).toBeNull();
      }),
    );
  });

  it('end a scan where one is torn, at every length', () => {
    const whole = Buffer.concat([1, 2, 3].map((seq) => encodeRecord({ seq, at: 0, bytes: Buffer.from(`item ${seq}`) })));
    const size = whole.byteLength / 3;
    for (let length = 0; length <= whole.byteLength; length += 1) {
      const { records, end } = scanRecords(whole.subarray(0, length));
      expect(records).toHaveLength(Math.floor(length / size));
      expect(end).toBe(records.length * size);
    }
  });
});

describe('ledger', () => {
  it('keeps the entry before the last when the last was torn', () => {
    const path = join(folder, 'ledger');
    const ledger = openLedger(path);
    expect(ledger.read()).toBeNull();
    ledger.write({ epoch: 'ab'.repeat(16), reservedTo: 10, dropped: 1 });
    ledger.write({ epoch: 'ab'.repeat(16), reservedTo: 20, dropped: 2 });
    ledger.close();
    const bytes = readFileSync(path);
    bytes.fill(0xee, 0, 20);
    writeFileSync(path, bytes);
    const again = openLedger(path);
    expect(again.read()).toEqual({ epoch: 'ab'.repeat(16), reservedTo: 10, dropped: 1 });
    again.write({ epoch: 'ab'.repeat(16), reservedTo: 30, dropped: 3 });
    expect(again.read()).toMatchObject({ reservedTo: 30 });
    again.close();
  });
});

describe('spool', () => {
  it('gives back what was put in, in order, over many segments', () => {
    const spool = spoolHere({ segmentBytes: 200 });
    const texts = Array.from({ length: 100 }, (_, i) => `item ${i}`);
    const numbers = append(spool, ...texts);
    expect(all(spool)).toEqual(texts);
    expect(all(spool, numbers[49])).toEqual(texts.slice(50));
    expect(segmentFiles().length).toBeGreaterThan(5);
    expect(spool.state()).toMatchObject({ depth: 100, dropped: 0, storage: 'disk', problem: null });
  });

  it('keeps everything across a kill and never gives a number twice', () => {
    const first = spoolHere();
    const before = append(first, 'a', 'b');
    const second = reopen();
    expect(second.epoch).toBe(first.epoch);
    const after = append(second, 'c');
    expect(after[0]).toBeGreaterThan(before[1]!);
    expect(all(second)).toEqual(['a', 'b', 'c']);
    const third = reopen();
    expect(all(third)).toEqual(['a', 'b', 'c']);
    expect(third.state().depth).toBe(3);
  });

  it('gives out no number again although a power cut took the newest segment', async () => {
    const first = spoolHere();
    const lost = append(first, 'a', 'b', 'c').at(-1)!;
    await first.close();
    for (const name of segmentFiles()) rmSync(join(folder, name));
    expect(append(reopen(), 'd')[0]).toBeGreaterThan(lost);
  });

  it('R-8.4.3-d2-6 says when what was appended is on the disk, also of files that are not written to any more, and closes those', async () => {
    const spool = spoolHere({ segmentBytes: 200 });
    const descriptors = () => readdirSync('/proc/self/fd').length;
    await spool.durable();
    const before = descriptors();
    append(spool, ...Array.from({ length: 100 }, (_, i) => `item ${i}`));
    expect(descriptors()).toBeGreaterThan(before + 5);
    await Promise.all([spool.durable(), spool.durable()]);
    append(spool, 'one more');
    await spool.durable();
    // The one that is written to.
    expect(descriptors()).toBeLessThanOrEqual(before + 2);
    const last = append(spool, 'acknowledged while it is flushed').at(-1)!;
    const flushed = spool.durable();
    spool.acknowledge(last);
    await flushed;
    expect(descriptors()).toBeLessThanOrEqual(before + 2);
  });

  it('R-8.4.3-d2-6 never says so of what is only in memory', async () => {
    const blocked = join(folder, 'a file');
    writeFileSync(blocked, '');
    const spool = spoolHere({ folder: blocked });
    append(spool, 'in memory');
    await expect(spool.durable()).rejects.toThrow('not on disk');
  });

  it('cuts a torn tail and keeps what was whole', () => {
    append(spoolHere(), 'a', 'b', 'c');
    const path = join(folder, segmentFiles()[0]!);
    truncateSync(path, statSync(path).size - 1);
    expect(all(reopen())).toEqual(['a', 'b']);
    appendFileSync(path, 'rubbish');
    expect(all(reopen())).toEqual(['a', 'b']);
  });

  it('unlinks acknowledged segments and offers only what is left', () => {
    const spool = spoolHere({ segmentBytes: 200 });
    const numbers = append(spool, ...Array.from({ length: 60 }, (_, i) => `item ${i}`));
    spool.acknowledge(numbers[29]!);
    expect(spool.state().depth).toBe(30);
    expect(all(spool, numbers[29])).toHaveLength(30);
    const files = segmentFiles().length;
    spool.acknowledge(numbers.at(-1)!);
    expect(spool.state()).toMatchObject({ depth: 0, oldestAt: null });
    expect(segmentFiles().length).toBeLessThan(files);
    append(spool, 'next');
    expect(all(spool, numbers.at(-1))).toEqual(['next']);
  });

  it('tells the age of the oldest waiting item', () => {
    let now = 1000;
    const spool = spoolHere({ clock: { now: () => now, monotonic: () => now } });
    const first = append(spool, 'a')[0]!;
    now = 5000;
    append(spool, 'b');
    expect(spool.state().oldestAt).toBe(1000);
    spool.acknowledge(first);
    expect(spool.state().oldestAt).toBe(5000);
  });

  it('drops the oldest when full, counts it, and remembers the count', async () => {
    const spool = spoolHere({ maxBytes: 4000, segmentBytes: 500 });
    append(spool, ...Array.from({ length: 400 }, (_, i) => `item number ${i}`));
    const { depth, dropped, bytes } = spool.state();
    expect(bytes).toBeLessThanOrEqual(4000);
    expect(dropped).toBeGreaterThan(0);
    expect(depth + dropped).toBe(400);
    expect(all(spool).at(-1)).toBe('item number 399');
    expect(all(spool)).toHaveLength(depth);
    await spool.close();
    expect(reopen().state().dropped).toBe(dropped);
  });

  it('lives in memory under an epoch of its own where the folder cannot be used, and says so', () => {
    const blocked = join(folder, 'file');
    writeFileSync(blocked, '');
    const spool = createSpool({ folder: blocked, log, clock: systemClock, memoryBytes: 100 });
    open.push(spool);
    append(spool, ...Array.from({ length: 30 }, (_, i) => `item ${i}`));
    const state = spool.state();
    expect(state).toMatchObject({ storage: 'memory', problem: 'EEXIST' });
    expect(state.depth + state.dropped).toBe(30);
    expect(state.bytes).toBeLessThanOrEqual(100);
    expect(all(spool)).toHaveLength(state.depth);
  });

  it('drops a segment that rotted after it was opened, counts it, and goes on', () => {
    const spool = spoolHere({ segmentBytes: 200 });
    append(spool, ...Array.from({ length: 40 }, (_, i) => `item ${i}`));
    const path = join(folder, segmentFiles()[0]!);
    const bytes = readFileSync(path);
    bytes[30]! ^= 1;
    writeFileSync(path, bytes);
    const left = all(spool);
    expect(left.at(-1)).toBe('item 39');
    expect(left.length + spool.state().dropped).toBe(40);
    expect(existsSync(path)).toBe(false);
  });

  it('never reuses numbers that its receiver knows although its own files are older', () => {
    const spool = spoolHere();
    spool.acknowledge(5_000_000);
    expect(append(spool, 'a')[0]).toBeGreaterThan(5_000_000);
  });

  it('keeps order and loses nothing uncounted under any mix of calls and kills', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            { weight: 5, arbitrary: fc.record({ do: fc.constant('append' as const), count: fc.integer({ min: 1, max: 20 }) }) },
            { weight: 2, arbitrary: fc.record({ do: fc.constant('acknowledge' as const), count: fc.integer({ min: 0, max: 30 }) }) },
            { weight: 1, arbitrary: fc.record({ do: fc.constant('kill' as const), count: fc.constant(0) }) },
          ),
          { maxLength: 25 },
        ),
        (steps) => {
          const own = mkdtempSync(join(folder, 'run-'));
          const options = { folder: own, log, clock: systemClock, segmentBytes: 300 };
          let spool = createSpool(options);
          let expected: { seq: number; text: string }[] = [];
          let acknowledged = 0;
          let made = 0;
          for (const step of steps) {
            if (step.do === 'append')
              for (let i = 0; i < step.count; i += 1) {
                const text = `item ${made}`;
                made += 1;
                expected.push({ seq: spool.append(Buffer.from(text)), text });
              }
            if (step.do === 'acknowledge' && expected.length > 0) {
              acknowledged = expected[Math.min(step.count, expected.length - 1)]!.seq;
              spool.acknowledge(acknowledged);
              expected = expected.filter(({ seq }) => seq > acknowledged);
            }
            if (step.do === 'kill') {
              void spool.close();
              spool = createSpool(options);
            }
            expect(all(spool, acknowledged)).toEqual(expected.map(({ text }) => text));
          }
          void spool.close();
        },
      ),
      { numRuns: 40 },
    );
  });
});
