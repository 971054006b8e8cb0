/** Kinds of frames. What goes up is numbered and acknowledged (`item`); the rest is conversation between the two ends. */
export const FRAME_TYPES = {
  challenge: 1,
  hello: 2,
  welcome: 3,
  refusal: 4,
  item: 5,
  acknowledge: 6,
  message: 7,
  status: 8,
} as const;
export type FrameType = keyof typeof FRAME_TYPES;

export interface Frame {
  readonly type: FrameType;
  readonly body: Buffer;
}

/** Largest body of a frame in bytes; a longer one is refused by both ends. */
export const MAX_FRAME_BYTES = 16 * 1024 * 1024;

const HEADER_BYTES = 5;
const NAMES: ReadonlyMap<number, FrameType> = new Map(Object.entries(FRAME_TYPES).map(([name, code]) => [code, name as FrameType]));

/** A frame on the wire: length of the body (u32, big-endian), type (u8), body. Throws on a body over the limit: the caller must split. */
export function encodeFrame(type: FrameType, body: Uint8Array): Buffer {
  if (body.byteLength > MAX_FRAME_BYTES) throw new RangeError(`frame of ${body.byteLength} bytes`);
  const frame = Buffer.allocUnsafe(HEADER_BYTES + body.byteLength);
  frame.writeUInt32BE(body.byteLength, 0);
  frame.writeUInt8(FRAME_TYPES[type], 4);
  frame.set(body, HEADER_BYTES);
  return frame;
}

export interface Decoded {
  readonly frames: readonly Frame[];
  /** Why the rest of the stream cannot be read; null while all is well. After garbage nothing more is decoded. */
  readonly garbage: string | null;
}

/** Reads frames from a byte stream cut anywhere. Holds at most one unfinished frame. */
export function createDecoder(maxBytes: number = MAX_FRAME_BYTES): { push(chunk: Uint8Array): Decoded } {
  let chunks: Buffer[] = [];
  let held = 0;
  let needed = HEADER_BYTES;
  let garbage: string | null = null;

  function push(chunk: Uint8Array): Decoded {
    if (garbage !== null) return { frames: [], garbage };
    chunks.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    held += chunk.byteLength;
    if (held < needed) return { frames: [], garbage };
    const bytes = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, held);
    const frames: Frame[] = [];
    let at = 0;
    needed = HEADER_BYTES;
    while (garbage === null && bytes.byteLength - at >= HEADER_BYTES) {
      const length = bytes.readUInt32BE(at);
      const type = NAMES.get(bytes.readUInt8(at + 4));
      if (type === undefined) garbage = `frame type ${bytes.readUInt8(at + 4)}`;
      else if (length > maxBytes) garbage = `frame of ${length} bytes`;
      else if (bytes.byteLength - at - HEADER_BYTES < length) {
        needed = HEADER_BYTES + length;
        break;
      } else {
        frames.push({ type, body: bytes.subarray(at + HEADER_BYTES, at + HEADER_BYTES + length) });
        at += HEADER_BYTES + length;
      }
    }
    const rest = garbage === null ? bytes.subarray(at) : Buffer.alloc(0);
    chunks = rest.byteLength > 0 ? [rest] : [];
    held = rest.byteLength;
    return { frames, garbage };
  }

  return { push };
}
