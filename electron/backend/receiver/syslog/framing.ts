/** One message as it came, without what ends it. */
export interface Frame {
  readonly bytes: Buffer;
  /** There was more than is taken. */
  readonly isCut: boolean;
}

export interface Framing {
  /** The messages that are whole with these bytes. */
  push(chunk: Buffer): readonly Frame[];
  /** What the sender left unended when it went, where that is something. */
  end(): readonly Frame[];
}

const LINE_FEED = 0x0a;
const SPACE = 0x20;
const PRIORITY = 0x3c;
/** `MSG-LEN SP` of RFC 6587 3.4.1; longer numbers are no lengths. */
const MOST_DIGITS = 7;
const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;

/**
 * The length a message announces here: how many bytes the announcement has and the message; null where none is, undefined where it may
 * still be coming. Only before a priority: a line may begin with a year.
 */
function announced(bytes: Buffer): { readonly head: number; readonly length: number } | null | undefined {
  if (bytes[0] === 0x30) return null;
  for (let at = 0; at <= MOST_DIGITS; at++) {
    const byte = bytes[at];
    if (byte === undefined) return undefined;
    if (byte === SPACE && at > 0) {
      const next = bytes[at + 1];
      if (next === undefined) return undefined;
      return next === PRIORITY ? { head: at + 1, length: Number(bytes.toString('latin1', 0, at)) } : null;
    }
    if (!isDigit(byte)) return null;
  }
  return null;
}

/**
 * Takes messages of syslog out of a stream (RFC 6587): counted octets, or lines ended by a line feed, as each message begins. A message of
 * more than `mostBytes` is cut, and the rest of it passed over.
 */
export function createFraming(mostBytes: number): Framing {
  let rest: Buffer = Buffer.alloc(0);
  /** Bytes of a counted message still to be passed over. */
  let skip = 0;
  /** A line that was cut is passed over up to its end. */
  let isSkippingLine = false;

  function next(): Frame | 'more' | 'again' {
    if (skip > 0) {
      const passed = Math.min(skip, rest.length);
      rest = rest.subarray(passed);
      skip -= passed;
      return skip > 0 || rest.length === 0 ? 'more' : 'again';
    }
    if (rest.length === 0) return 'more';
    const counted = isSkippingLine ? null : announced(rest);
    if (counted === undefined) return 'more';
    return counted ? takeCounted(counted.head, counted.length) : takeLine();
  }

  function takeCounted(head: number, length: number): Frame | 'more' {
    const taken = Math.min(length, mostBytes);
    if (rest.length < head + taken) return 'more';
    const bytes = Buffer.from(rest.subarray(head, head + taken));
    rest = rest.subarray(head + taken);
    skip = length - taken;
    return { bytes, isCut: skip > 0 };
  }

  function takeLine(): Frame | 'more' | 'again' {
    const end = rest.indexOf(LINE_FEED);
    if (end < 0 && rest.length <= mostBytes && !isSkippingLine) return 'more';
    if (isSkippingLine) {
      rest = end < 0 ? Buffer.alloc(0) : rest.subarray(end + 1);
      isSkippingLine = end < 0;
      return end < 0 ? 'more' : 'again';
    }
    const isCut = end < 0 || end > mostBytes;
    const bytes = Buffer.from(rest.subarray(0, isCut ? mostBytes : end));
    rest = rest.subarray(end < 0 ? rest.length : end + 1);
    isSkippingLine = end < 0;
    return { bytes: withoutReturn(bytes), isCut };
  }

  return {
    push: (chunk) => {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const frames: Frame[] = [];
      for (let one = next(); one !== 'more'; one = next()) if (one !== 'again' && one.bytes.length > 0) frames.push(one);
      return frames;
    },
    end: () => {
      const counted = skip > 0 || isSkippingLine ? null : announced(rest);
      const left = skip > 0 || isSkippingLine ? Buffer.alloc(0) : rest.subarray(counted?.head ?? 0);
      rest = Buffer.alloc(0);
      const bytes = withoutReturn(Buffer.from(left.subarray(0, mostBytes)));
      return bytes.length > 0 ? [{ bytes, isCut: true }] : [];
    },
  };
}

/** Some senders end lines by CR LF or by NUL LF. */
function withoutReturn(bytes: Buffer): Buffer {
  const last = bytes.at(-1);
  return last === 0x0d || last === 0x00 ? bytes.subarray(0, -1) : bytes;
}
