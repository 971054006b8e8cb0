import { constants, crc32, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { type Batch, makeBatch } from './head.ts';
import { TelemetryError } from './store.ts';

/** Every segment begins with this; the last byte is the version of what follows: since 2 a frame may say what is less than good. */
export const SEGMENT_HEADER = Buffer.from('SWHEAD\0\x02', 'latin1');
const FIRST_VERSION = 1;
const FRAME_HEADER = 8;
const SAMPLE_BYTES = 24;
/** Bits of the first byte of a frame. */
const ZSTD = 1;
const QUALITY = 2;
/** Frames of fewer samples are not worth compressing. */
const ZSTD_FROM = 16;
/** Least a compressor's buffer holds. */
const MIN_CHUNK = 1024;
/** A frame lives for hours: a tenth more of bytes for a third less of time. */
const PACKING = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** One append group as a frame: length and CRC-32 of what follows (little-endian), then the columns, compressed where that pays. */
export function encodeFrame(batch: Batch): Buffer {
  const columns = [batch.at, batch.value, batch.sid, batch.intervalMs, ...(batch.quality ? [batch.quality] : [])];
  const body = Buffer.concat(columns.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)));
  const packed =
    batch.sid.length >= ZSTD_FROM ? zstdCompressSync(body, { ...PACKING, chunkSize: Math.max(MIN_CHUNK, body.length >> 1) }) : body;
  const header = Buffer.alloc(FRAME_HEADER + 1);
  header[FRAME_HEADER] = (packed === body ? 0 : ZSTD) + (batch.quality ? QUALITY : 0);
  header.writeUInt32LE(packed.length + 1, 0);
  header.writeUInt32LE(crc32(packed, crc32(header.subarray(FRAME_HEADER))), 4);
  return Buffer.concat([header, packed]);
}

function decodePayload(payload: Buffer): Batch {
  const stored = payload.subarray(1);
  const format = payload[0] ?? 0;
  const body = (format & ZSTD) === 0 ? stored : zstdDecompressSync(stored);
  const hasQuality = (format & QUALITY) !== 0;
  const count = Math.floor(body.length / (hasQuality ? SAMPLE_BYTES + 1 : SAMPLE_BYTES));
  const batch = makeBatch(count, hasQuality);
  let place = 0;
  for (const column of [batch.at, batch.value, batch.sid, batch.intervalMs, ...(batch.quality ? [batch.quality] : [])]) {
    body.copy(new Uint8Array(column.buffer), 0, place, place + column.byteLength);
    place += column.byteLength;
  }
  return batch;
}

export interface Replay {
  readonly batches: readonly Batch[];
  /** Bytes after the last readable frame: a write the machine did not finish. */
  readonly tornBytes: number;
  /** Unreadable frames with readable ones after them: not a torn write but damage. */
  readonly damaged: number;
}

/** Reads a segment to its last readable frame. Throws TelemetryError where the segment is of a later version. */
export function readSegment(segment: Buffer): Replay {
  const magic = SEGMENT_HEADER.length - 1;
  const isWhole = segment.length >= SEGMENT_HEADER.length;
  if (!isWhole || !segment.subarray(0, magic).equals(SEGMENT_HEADER.subarray(0, magic))) {
    return { batches: [], tornBytes: segment.length, damaged: 0 };
  }
  const version = segment[magic] ?? 0;
  if (version < FIRST_VERSION || version > (SEGMENT_HEADER[magic] ?? 0)) {
    throw new TelemetryError('telemetry.fromTheFuture', `log segment of version ${version}`);
  }
  const batches: Batch[] = [];
  let damaged = 0;
  let unreadable = 0;
  let readableEnd = SEGMENT_HEADER.length;
  let place = readableEnd;
  while (place + FRAME_HEADER < segment.length) {
    const end = place + FRAME_HEADER + segment.readUInt32LE(place);
    if (end > segment.length) break;
    const payload = segment.subarray(place + FRAME_HEADER, end);
    if (payload.length > 0 && crc32(payload) === segment.readUInt32LE(place + 4)) {
      batches.push(decodePayload(payload));
      damaged += unreadable;
      unreadable = 0;
      readableEnd = end;
    } else unreadable++;
    place = end;
  }
  return { batches, tornBytes: segment.length - readableEnd, damaged };
}
