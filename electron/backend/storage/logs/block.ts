import { crc32, constants as zlib, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Instant } from '../../../../shared/domain/id.ts';
import type { LogRecord } from '../../../../shared/domain/log/record.ts';
import { type Batch, type Columns, decodeColumns, encodeColumns, recordAt } from '../../records/batch.ts';
import { BatchDamaged } from '../../records/columns.ts';
import { foldText, unfoldText } from './fold.ts';
import { encodeGrams, gramsOf } from './grams.ts';

/** Records that are written once and no more changed, in the parts in which they are read: what is looked at first is smallest. */
export interface Block {
  readonly count: number;
  /** Oldest and newest time of receipt. */
  readonly from: Instant;
  readonly to: Instant;
  readonly grams: Uint8Array;
  readonly columns: Uint8Array;
  readonly text: Uint8Array;
  readonly capitals: Uint8Array;
}

/** Level 1: a block is written once and its time counts; higher ones save a tenth. */
const LEVEL = { params: { [zlib.ZSTD_c_compressionLevel]: 1 } };
const CRC_BYTES = 4;
/** Most that a block is unpacked into at once, whatever its head says. */
const PIECE_BYTES = { least: 64, most: 4 * 1024 * 1024 };

function pack(bytes: Uint8Array): Buffer {
  const packed = zstdCompressSync(bytes, LEVEL);
  const crc = Buffer.alloc(CRC_BYTES);
  crc.writeUInt32LE(crc32(packed));
  return Buffer.concat([crc, packed]);
}

/** Bytes that a frame says it unpacks to (RFC 8878 3.1.1.1); null where it does not say. */
export function unpackedSize(frame: Buffer): number | null {
  if (frame.length < 14) return null;
  const descriptor = frame[4] ?? 0;
  const isSingle = (descriptor & 0x20) !== 0;
  const flag = descriptor >> 6;
  const at = 5 + (isSingle ? 0 : 1) + ([0, 1, 2, 4][descriptor & 3] ?? 0);
  switch (flag) {
    case 0:
      return isSingle ? frame.readUInt8(at) : null;
    case 1:
      return frame.readUInt16LE(at) + 256;
    case 2:
      return frame.readUInt32LE(at);
    default:
      return frame.length < at + 8 ? null : Number(frame.readBigUInt64LE(at));
  }
}

function unpack(bytes: Uint8Array): Buffer {
  const stored = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (stored.length < CRC_BYTES || crc32(stored.subarray(CRC_BYTES)) !== stored.readUInt32LE(0)) throw new BatchDamaged('checksum');
  try {
    const frame = stored.subarray(CRC_BYTES);
    // In one piece with room to spare: pieces of the usual 16 KiB are put together after it, which costs as much as the rest.
    const chunkSize = Math.min(PIECE_BYTES.most, (unpackedSize(frame) ?? PIECE_BYTES.most) + PIECE_BYTES.least);
    return zstdDecompressSync(frame, { chunkSize });
  } catch {
    throw new BatchDamaged('zstd');
  }
}

/** A batch as a block. It must hold a record. */
export function blockOf(batch: Batch): Block {
  const { text, capitals } = foldText(batch.text);
  return {
    count: batch.count,
    from: batch.receivedAt.reduce((least, at) => Math.min(least, at), Number.POSITIVE_INFINITY),
    to: batch.receivedAt.reduce((most, at) => Math.max(most, at), Number.NEGATIVE_INFINITY),
    grams: encodeGrams(gramsOf(text)),
    columns: pack(encodeColumns(batch)),
    text: pack(text),
    capitals: pack(capitals),
  };
}

/** The folded text of a block. Throws BatchDamaged. */
export const readText = (text: Block['text']): Buffer => unpack(text);

/** The columns of a block. Throws BatchDamaged. */
export const readColumns = (columns: Block['columns']): Columns => decodeColumns(unpack(columns));

/** Some records of a block, in the order of their places. Throws BatchDamaged. */
export function readRecords(columns: Columns, text: Buffer, capitals: Block['capitals'], places: readonly number[]): readonly LogRecord[] {
  const bits = unpack(capitals);
  return places.map((place) => recordAt(columns, place, (from, to) => unfoldText(text, bits, from, to)));
}
