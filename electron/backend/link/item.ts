import { MAX_FRAME_BYTES } from './frame.ts';

/** One thing sent up a stream. Sequence numbers grow; they have gaps after a restart of the sender. */
export interface Item {
  readonly seq: number;
  readonly kind: string;
  readonly payload: unknown;
}

/** An item whose payload is still JSON text in UTF-8, as it lies in the spool and travels. */
export interface RawItem {
  readonly seq: number;
  readonly bytes: Buffer;
}

const SEQ_BYTES = 8;
const MAX_KIND_BYTES = 64;
/** Set in the length of the kind where the payload is bytes as they are. */
const IS_BYTES = 0x80;

/** Longest content of an item: what one frame takes. */
export const MAX_CONTENT_BYTES = MAX_FRAME_BYTES - SEQ_BYTES;

/** Content that is longer than an item may be. Nothing of it was queued: the caller splits it, or does without. */
export class ItemTooLong extends RangeError {
  readonly bytes: number;
  constructor(kind: string, bytes: number) {
    super(`item ${kind} of ${bytes} bytes`);
    this.name = 'ItemTooLong';
    this.bytes = bytes;
  }
}

/** Kind (length u8, UTF-8) and payload (JSON in UTF-8, or bytes as they are) in one buffer. */
export function encodeContent(kind: string, payload: unknown): Buffer {
  const name = Buffer.from(kind, 'utf8');
  if (name.byteLength === 0 || name.byteLength > MAX_KIND_BYTES) throw new RangeError(`kind of ${name.byteLength} bytes`);
  if (payload instanceof Uint8Array) return Buffer.concat([Buffer.of(name.byteLength | IS_BYTES), name, payload]);
  return Buffer.concat([Buffer.of(name.byteLength), name, Buffer.from(JSON.stringify(payload), 'utf8')]);
}

/** Kind and payload (a Buffer where bytes were sent), or null for bytes that are neither. */
export function decodeContent(bytes: Buffer): { readonly kind: string; readonly payload: unknown } | null {
  const first = bytes.byteLength > 0 ? bytes.readUInt8(0) : 0;
  const length = first & ~IS_BYTES;
  if (length === 0 || length > MAX_KIND_BYTES || bytes.byteLength <= 1 + length) return null;
  const kind = bytes.toString('utf8', 1, 1 + length);
  if (first & IS_BYTES) return { kind, payload: bytes.subarray(1 + length) };
  try {
    return { kind, payload: JSON.parse(bytes.toString('utf8', 1 + length)) };
  } catch {
    return null;
  }
}

/** Body of an `item` frame: sequence number (u64, big-endian) and content. */
export function encodeItem(item: RawItem): Buffer {
  const head = Buffer.allocUnsafe(SEQ_BYTES);
  head.writeBigUInt64BE(BigInt(item.seq));
  return Buffer.concat([head, item.bytes]);
}

/** The item of an `item` frame, or null when it cannot be one. */
export function decodeItem(body: Buffer): Item | null {
  if (body.byteLength < SEQ_BYTES) return null;
  const seq = Number(body.readBigUInt64BE(0));
  const content = decodeContent(body.subarray(SEQ_BYTES));
  return content && Number.isSafeInteger(seq) && seq > 0 ? { seq, ...content } : null;
}
