import { crc32 } from 'node:zlib';
import type { Instant } from '../../../shared/domain/id.ts';

/** One queued item as it lies in a segment file. */
export interface SpoolRecord {
  readonly seq: number;
  /** When it was queued. */
  readonly at: Instant;
  readonly bytes: Buffer;
}

/** Length of the content (u32), CRC-32 of everything after these eight bytes, sequence number (u64), time (u64), content. All big-endian. */
export const RECORD_HEADER_BYTES = 24;

export function encodeRecord(record: SpoolRecord): Buffer {
  const bytes = Buffer.allocUnsafe(RECORD_HEADER_BYTES + record.bytes.byteLength);
  bytes.writeUInt32BE(record.bytes.byteLength, 0);
  bytes.writeBigUInt64BE(BigInt(record.seq), 8);
  bytes.writeBigUInt64BE(BigInt(Math.max(0, Math.round(record.at))), 16);
  bytes.set(record.bytes, RECORD_HEADER_BYTES);
  bytes.writeUInt32BE(crc32(bytes.subarray(8)), 4);
  return bytes;
}

/** Bytes the record at `offset` takes in all, or null while its length is not inside the buffer. */
export function recordSize(bytes: Buffer, offset: number): number | null {
  return bytes.byteLength - offset < 4 ? null : RECORD_HEADER_BYTES + bytes.readUInt32BE(offset);
}

/** The record at `offset`, or null when it is torn or damaged. */
export function decodeRecord(bytes: Buffer, offset: number): SpoolRecord | null {
  const size = recordSize(bytes, offset);
  if (size === null || bytes.byteLength - offset < size) return null;
  if (crc32(bytes.subarray(offset + 8, offset + size)) !== bytes.readUInt32BE(offset + 4)) return null;
  return {
    seq: Number(bytes.readBigUInt64BE(offset + 8)),
    at: Number(bytes.readBigUInt64BE(offset + 16)),
    bytes: bytes.subarray(offset + RECORD_HEADER_BYTES, offset + size),
  };
}

/** All whole records from the start of a segment, in which numbers rise by one, and where the first unreadable byte is. */
export function scanRecords(bytes: Buffer): { readonly records: readonly SpoolRecord[]; readonly end: number } {
  const records: SpoolRecord[] = [];
  let end = 0;
  for (;;) {
    const record = decodeRecord(bytes, end);
    const previous = records.at(-1);
    if (!record || (previous && record.seq !== previous.seq + 1)) return { records, end };
    records.push(record);
    end += RECORD_HEADER_BYTES + record.bytes.byteLength;
  }
}
