import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../lib/clock.ts';
import { type Log, toLogFormat } from '../lib/log.ts';
import type { RawItem } from './item.ts';
import { type LedgerFile, openLedger } from './ledger.ts';
import type { SpoolRecord } from './record.ts';
import { openSegments, type Segments } from './segments.ts';
import type { QueueState } from './wire.ts';

export interface SpoolOptions {
  readonly folder: string;
  readonly log: Log;
  readonly clock: Clock;
  /** Most bytes on disk; beyond them the oldest segment goes and what was in it is counted. */
  readonly maxBytes?: number;
  /** Most bytes held in memory while the disk takes nothing. */
  readonly memoryBytes?: number;
  readonly segmentBytes?: number;
}

/** The sender's durable queue: survives kill -9 at any moment, and goes on in memory, visibly, while the disk takes nothing. */
export interface Spool {
  /** Identity of this queue; a spool made anew has another one, and its numbers begin again. */
  readonly epoch: string;
  /** Queues content and returns its sequence number, which this spool never gives out again, whatever happens. */
  append(content: Buffer): number;
  /** Items after `seq` in order: at least one when there is one. */
  read(afterSeq: number, maxItems: number, maxBytes: number): readonly RawItem[];
  /** Everything up to `seq` is stored elsewhere and may go. */
  acknowledge(seq: number): void;
  state(): QueueState;
  /** Resolves when a power cut takes nothing any more of what was appended before; rejects where the disk does not take it. */
  durable(): Promise<void>;
  /** Flushes to the disk and stops using the folder. */
  close(): Promise<void>;
}

const MIB = 1024 * 1024;
const RESERVE = 1_000_000;
const TEND_MS = 1000;

interface Disk {
  readonly segments: Segments;
  readonly ledger: LedgerFile;
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown');

/** Opens the queue in its folder, or a new one. Never throws: without a usable folder the queue lives in memory and its state says why. */
export function createSpool(options: SpoolOptions): Spool {
  const { folder, log, clock } = options;
  const maxBytes = options.maxBytes ?? 512 * MIB;
  const memoryBytes = options.memoryBytes ?? 16 * MIB;
  const segmentBytes = options.segmentBytes ?? Math.max(64 * 1024, Math.min(4 * MIB, maxBytes / 16));

  let epoch = randomBytes(16).toString('hex');
  let nextSeq = 1;
  let reservedTo = 0;
  let acknowledged = 0;
  let dropped = 0;
  let isDropTold = true;
  let problem: string | null = null;
  let retryAt = 0;
  let isClosed = false;
  let memory: SpoolRecord[] = [];
  let memoryUsed = 0;
  let flushing: Promise<void> | null = null;
  let following: Promise<void> | null = null;
  const disk = open();

  function open(): Disk | null {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const ledger = openLedger(join(folder, 'ledger'));
      const known = ledger.read();
      const segments = openSegments(folder, segmentBytes, log);
      epoch = known?.epoch ?? epoch;
      dropped = known?.dropped ?? 0;
      nextSeq = Math.max(known?.reservedTo ?? 0, segments.lastSeq()) + 1;
      reservedTo = nextSeq - 1;
      ledger.write({ epoch, reservedTo: nextSeq + RESERVE, dropped });
      reservedTo = nextSeq + RESERVE;
      return { segments, ledger };
    } catch (error) {
      problem = codeOf(error);
      log.error({ folder, error: toLogFormat(error) }, 'spool folder unusable, queue is in memory');
      // Numbers of this run could be given out again by the next one: they belong to an epoch of their own.
      epoch = randomBytes(16).toString('hex');
      nextSeq = 1;
      return null;
    }
  }

  function noteDropped(count: number, where: string): void {
    if (count === 0) return;
    dropped += count;
    isDropTold = false;
    log.warn({ count, dropped, where }, 'spool full, oldest items dropped');
  }

  function saveLedger(): void {
    try {
      disk?.ledger.write({ epoch, reservedTo, dropped });
      isDropTold = true;
    } catch (error) {
      log.warn({ error: toLogFormat(error) }, 'spool ledger not written');
    }
  }

  function toDisk(record: SpoolRecord): boolean {
    if (!disk) return false;
    try {
      while (disk.segments.bytes() + record.bytes.byteLength > maxBytes && disk.segments.bytes() > 0)
        noteDropped(disk.segments.dropOldest(acknowledged), 'disk');
      disk.segments.append(record);
      if (problem !== null) log.info({ was: problem }, 'spool is on disk again');
      problem = null;
      return true;
    } catch (error) {
      if (problem !== codeOf(error)) log.error({ error: toLogFormat(error) }, 'spool disk takes nothing, queue goes on in memory');
      problem = codeOf(error);
      retryAt = clock.monotonic() + TEND_MS;
      return false;
    }
  }

  /** Moves what waits in memory to the disk, oldest first, as far as the disk takes it. */
  function drainMemory(): void {
    if (memory.length === 0 || clock.monotonic() < retryAt) return;
    let moved = 0;
    for (const record of memory) {
      if (!toDisk(record)) break;
      moved += 1;
      memoryUsed -= record.bytes.byteLength;
    }
    memory = memory.slice(moved);
  }

  function toMemory(record: SpoolRecord): void {
    memory.push(record);
    memoryUsed += record.bytes.byteLength;
    while (memoryUsed > memoryBytes && memory.length > 1) {
      // The oldest goes first, and unlinking works on a full disk.
      if (disk && disk.segments.count(acknowledged) > 0) {
        noteDropped(disk.segments.dropOldest(acknowledged), 'disk');
        retryAt = 0;
        drainMemory();
        continue;
      }
      const oldest = memory.shift();
      memoryUsed -= oldest?.bytes.byteLength ?? 0;
      noteDropped(1, 'memory');
    }
  }

  function append(content: Buffer): number {
    const seq = nextSeq;
    nextSeq += 1;
    if (disk && nextSeq > reservedTo) {
      reservedTo = nextSeq + RESERVE;
      saveLedger();
    }
    const record = { seq, at: clock.now(), bytes: content };
    drainMemory();
    if (memory.length > 0 || !toDisk(record)) toMemory(record);
    return seq;
  }

  function read(afterSeq: number, maxItems: number, maxItemBytes: number): readonly RawItem[] {
    let records: readonly SpoolRecord[] = [];
    try {
      records = disk?.segments.read(afterSeq, maxItems, maxItemBytes) ?? [];
    } catch (error) {
      log.error({ error: toLogFormat(error) }, 'spool segment unreadable');
      noteDropped(disk?.segments.dropOldest(afterSeq) ?? 0, 'damaged');
      return read(afterSeq, maxItems, maxItemBytes);
    }
    return records.length > 0 ? records : memory.filter((record) => record.seq > afterSeq).slice(0, maxItems);
  }

  function acknowledge(seq: number): void {
    if (seq <= acknowledged) return;
    acknowledged = seq;
    disk?.segments.acknowledge(seq);
    memory = memory.filter((record) => record.seq > seq);
    memoryUsed = memory.reduce((sum, record) => sum + record.bytes.byteLength, 0);
    // A spool behind what its receiver has stored lost its numbers (folder restored from a copy): never reuse them.
    nextSeq = Math.max(nextSeq, seq + 1);
  }

  /** One flush at a time: whoever comes meanwhile shares the next. */
  function flush(segments: Segments): Promise<void> {
    if (!flushing) {
      flushing = segments.sync().finally(() => {
        flushing = null;
      });
      return flushing;
    }
    following ??= flushing
      .catch(() => undefined)
      .then(() => {
        following = null;
        return flush(segments);
      });
    return following;
  }

  async function durable(): Promise<void> {
    drainMemory();
    if (!disk || memory.length > 0) throw new Error(`the spool is not on disk: ${problem ?? 'unknown'}`);
    await flush(disk.segments);
  }

  async function tend(): Promise<void> {
    drainMemory();
    if (!isDropTold) saveLedger();
    try {
      if (disk) await flush(disk.segments);
    } catch (error) {
      log.error({ error: toLogFormat(error) }, 'spool not flushed');
    }
  }

  const timer = setInterval(() => void tend(), TEND_MS);
  timer.unref();

  return {
    get epoch() {
      return epoch;
    },
    append,
    read,
    acknowledge,
    state: () => ({
      depth: (disk?.segments.count(acknowledged) ?? 0) + memory.length,
      bytes: (disk?.segments.bytes() ?? 0) + memoryUsed,
      oldestAt: disk?.segments.oldestAt(acknowledged) ?? memory[0]?.at ?? null,
      dropped,
      storage: disk && problem === null ? 'disk' : 'memory',
      problem,
    }),
    durable,
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      clearInterval(timer);
      retryAt = 0;
      await tend();
      disk?.segments.close();
      // Also of the file that was written to: the next run would give it out again.
      disk?.segments.acknowledge(acknowledged);
      disk?.ledger.close();
    },
  };
}
