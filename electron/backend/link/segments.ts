import {
  closeSync,
  fdatasync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  truncateSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Instant } from '../../../shared/domain/id.ts';
import type { Log } from '../lib/log.ts';
import { decodeRecord, encodeRecord, RECORD_HEADER_BYTES, recordSize, type SpoolRecord, scanRecords } from './record.ts';

/** One file of consecutive records, named after its first number. */
interface Segment {
  readonly path: string;
  readonly firstSeq: number;
  readonly times: Instant[];
  bytes: number;
}

export interface Segments {
  /** Throws what the file system says (ENOSPC, EIO ...); the record is then not in the file. */
  append(record: SpoolRecord): void;
  /** Records after `seq` in order, at least one when there is one. */
  read(afterSeq: number, maxItems: number, maxBytes: number): readonly SpoolRecord[];
  /** Unlinks whole segments up to `seq`. */
  acknowledge(seq: number): void;
  /** Unlinks the oldest segment; returns how many records after `seq` were in it. */
  dropOldest(afterSeq: number): number;
  /** Records after `seq`. */
  count(afterSeq: number): number;
  oldestAt(afterSeq: number): Instant | null;
  lastSeq(): number;
  bytes(): number;
  /** Brings to the disk whatever was appended before; not to be called again before it is over. Rejects with what the file system says. */
  sync(): Promise<void>;
  close(): void;
}

/** An open file. One that is not written to any more stays open until the disk has it all. */
interface Handle {
  readonly segment: Segment;
  readonly fd: number;
  isDirty: boolean;
  isSyncing: boolean;
  isLeft: boolean;
  /** Why the disk refused some of it: the system gave that up, and asked again it would say that all is well. */
  fault: unknown;
}

const datasync = promisify(fdatasync);

const SUFFIX = '.seg';
const READ_BYTES = 256 * 1024;
const lastSeqOf = (segment: Segment): number => segment.firstSeq + segment.times.length - 1;

function openSegment(path: string, log: Log): Segment | null {
  const bytes = readFileSync(path);
  const { records, end } = scanRecords(bytes);
  if (end < bytes.byteLength) {
    log.warn({ segment: path, kept: records.length, cutBytes: bytes.byteLength - end }, 'spool segment cut');
    truncateSync(path, end);
  }
  const first = records[0];
  if (first) return { path, firstSeq: first.seq, times: records.map((record) => record.at), bytes: end };
  unlinkSync(path);
  return null;
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** The files of a spool, oldest first. Scans them all, cuts torn tails; appending begins in a new file. Throws when the folder cannot be used. */
export function openSegments(folder: string, segmentBytes: number, log: Log): Segments {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const names = readdirSync(folder).filter((name) => name.endsWith(SUFFIX));
  const segments = names.toSorted().flatMap((name) => openSegment(join(folder, name), log) ?? []);
  const handles = new Set<Handle>();
  let active: Handle | null = null;
  let cursor: { readonly path: string; readonly nextSeq: number; readonly offset: number } | null = null;

  /** Closed while it is brought to the disk, its number could be another file's before that is over. */
  function closeWhereDone(handle: Handle): void {
    if (!handle.isLeft || handle.isDirty || handle.isSyncing || !handles.delete(handle)) return;
    closeSync(handle.fd);
  }

  function leave(): void {
    if (!active) return;
    active.isLeft = true;
    closeWhereDone(active);
    active = null;
  }

  /** What is unlinked need not be on the disk. */
  function forget(segment: Segment): void {
    if (active?.segment === segment) leave();
    for (const handle of handles) {
      if (handle.segment !== segment) continue;
      handle.isDirty = false;
      closeWhereDone(handle);
    }
  }

  async function syncOne(handle: Handle): Promise<void> {
    if (handle.fault !== null) throw handle.fault;
    handle.isDirty = false;
    handle.isSyncing = true;
    try {
      await datasync(handle.fd);
    } catch (error) {
      handle.isDirty = segments.includes(handle.segment);
      handle.fault = error;
      if (active === handle) leave();
      throw error;
    } finally {
      handle.isSyncing = false;
      closeWhereDone(handle);
    }
  }

  function begin(seq: number): Handle {
    leave();
    const path = join(folder, `${String(seq).padStart(16, '0')}${SUFFIX}`);
    const fd = openSync(path, 'wx', 0o600);
    const segment = { path, firstSeq: seq, times: [], bytes: 0 };
    active = { segment, fd, isDirty: false, isSyncing: false, isLeft: false, fault: null };
    handles.add(active);
    return active;
  }

  function writeWhole(fd: number, bytes: Buffer, position: number): void {
    let written = 0;
    try {
      while (written < bytes.byteLength) written += writeSync(fd, bytes, written, bytes.byteLength - written, position + written);
    } catch (error) {
      ftruncateSync(fd, position);
      throw error;
    }
  }

  function append(record: SpoolRecord): void {
    const fits = active && active.segment.bytes < segmentBytes && lastSeqOf(active.segment) + 1 === record.seq;
    const target = fits && active ? active : begin(record.seq);
    const bytes = encodeRecord(record);
    try {
      writeWhole(target.fd, bytes, target.segment.bytes);
    } catch (error) {
      if (target.segment.times.length === 0) {
        forget(target.segment);
        unlinkSync(target.segment.path);
      }
      throw error;
    }
    if (target.segment.times.length === 0) {
      syncFolder(folder);
      segments.push(target.segment);
    }
    target.segment.bytes += bytes.byteLength;
    target.segment.times.push(record.at);
    target.isDirty = true;
  }

  function readSegment(segment: Segment, afterSeq: number, maxItems: number, maxBytes: number): readonly SpoolRecord[] {
    const resumes = cursor?.path === segment.path && cursor.nextSeq === afterSeq + 1;
    let offset = resumes && cursor ? cursor.offset : 0;
    const records: SpoolRecord[] = [];
    let taken = 0;
    const fd = openSync(segment.path, 'r');
    try {
      while (offset < segment.bytes && records.length < maxItems && (taken < maxBytes || records.length === 0)) {
        const head = Buffer.alloc(4);
        readSync(fd, head, 0, 4, offset);
        const length = Math.min(segment.bytes - offset, Math.max(READ_BYTES, recordSize(head, 0) ?? 0));
        const chunk = Buffer.alloc(length);
        readSync(fd, chunk, 0, length, offset);
        let at = 0;
        for (let record = decodeRecord(chunk, at); record; record = decodeRecord(chunk, at)) {
          if (records.length >= maxItems || (taken >= maxBytes && records.length > 0)) break;
          const size = RECORD_HEADER_BYTES + record.bytes.byteLength;
          at += size;
          if (record.seq <= afterSeq) continue;
          records.push(record);
          taken += size;
        }
        if (at === 0) throw new Error(`unreadable record in ${segment.path} at ${offset}`);
        offset += at;
      }
    } finally {
      closeSync(fd);
    }
    const last = records.at(-1);
    if (last) cursor = { path: segment.path, nextSeq: last.seq + 1, offset };
    return records;
  }

  function read(afterSeq: number, maxItems: number, maxBytes: number): readonly SpoolRecord[] {
    const records: SpoolRecord[] = [];
    let taken = 0;
    for (const segment of segments) {
      if (lastSeqOf(segment) <= afterSeq) continue;
      const more = readSegment(segment, Math.max(afterSeq, records.at(-1)?.seq ?? 0), maxItems - records.length, maxBytes - taken);
      records.push(...more);
      taken += more.reduce((sum, record) => sum + RECORD_HEADER_BYTES + record.bytes.byteLength, 0);
      if (records.at(-1)?.seq !== lastSeqOf(segment) || records.length >= maxItems || taken >= maxBytes) break;
    }
    return records;
  }

  function remove(segment: Segment): void {
    forget(segment);
    segments.splice(segments.indexOf(segment), 1);
    // A run that came later may have taken it away already.
    rmSync(segment.path, { force: true });
  }

  const countIn = (segment: Segment, afterSeq: number): number =>
    Math.max(0, lastSeqOf(segment) - Math.max(segment.firstSeq - 1, afterSeq));

  return {
    append,
    read,
    acknowledge: (seq) => {
      for (const segment of segments.filter((s) => lastSeqOf(s) <= seq)) {
        // A small file that is still written to stays: making and unlinking one per acknowledgement would cost more than it frees.
        if (active?.segment === segment && segment.bytes < segmentBytes / 4) continue;
        remove(segment);
      }
    },
    dropOldest: (afterSeq) => {
      const oldest = segments[0];
      if (!oldest) return 0;
      const lost = countIn(oldest, afterSeq);
      remove(oldest);
      return lost;
    },
    count: (afterSeq) => segments.reduce((sum, segment) => sum + countIn(segment, afterSeq), 0),
    oldestAt: (afterSeq) => {
      const segment = segments.find((s) => lastSeqOf(s) > afterSeq);
      return segment?.times[Math.max(0, afterSeq + 1 - segment.firstSeq)] ?? null;
    },
    lastSeq: () => (segments.length > 0 ? Math.max(...segments.map(lastSeqOf)) : 0),
    bytes: () => segments.reduce((sum, segment) => sum + segment.bytes, 0),
    sync: async () => {
      await Promise.all([...handles].filter(({ isDirty }) => isDirty).map(syncOne));
    },
    close: () => {
      leave();
      for (const handle of handles) {
        handle.isDirty = false;
        closeWhereDone(handle);
      }
    },
  };
}
