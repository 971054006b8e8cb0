import { BufferReader, crc32, RemoteZipReader } from '@cj-tech-master/excelts/archive';
import { faultOf, Refused } from './refused.ts';
import { LIMITS, type WorkbookFault } from './workbook.ts';

/** The parts of a workbook that hold cells; pictures, charts, macros and links are never unpacked. */
const NEEDED = ['xl/workbook.xml', 'xl/_rels/workbook.xml.rels', 'xl/sharedStrings.xml', 'xl/styles.xml'];
const SHEET = /^xl\/worksheets\/sheet\d+\.xml$/;
const STORED = 0;
const DEFLATED = 8;

type Entry = ReturnType<RemoteZipReader['getEntries']>[number];

/** The path of a needed part as everybody writes it; names of parts do not tell capitals from others. Undefined for any other part. */
function neededPath(path: string): string | undefined {
  const plain = path.replace(/^\//, '').toLowerCase();
  return SHEET.test(plain) ? plain : NEEDED.find((one) => one.toLowerCase() === plain);
}

async function* inflated(entry: Entry, packed: Uint8Array): AsyncGenerator<Uint8Array> {
  if (entry.compressionMethod === STORED) return yield packed;
  if (entry.compressionMethod !== DEFLATED) throw new Refused('brokenWorkbook');
  const reader = new Blob([new Uint8Array(packed)]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

/** One part, never more than `room` bytes of it, whatever the archive says its size were. */
async function unpackPart(entry: Entry, packed: Uint8Array, room: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of inflated(entry, packed)) {
    size += piece.byteLength;
    if (size > room) throw new Refused('unfolds');
    pieces.push(piece);
  }
  const part = new Uint8Array(await new Blob(pieces.map((piece) => new Uint8Array(piece))).arrayBuffer());
  if (size !== entry.uncompressedSize || crc32(part) !== entry.crc32) throw new Refused('brokenWorkbook');
  return part;
}

async function unpackParts(bytes: Uint8Array): Promise<ReadonlyMap<string, Uint8Array>> {
  const reader = await RemoteZipReader.fromReader(new BufferReader(bytes));
  const entries = reader.getEntries();
  if (entries.length > LIMITS.entries) throw new Refused('unfolds');
  const needed = entries.flatMap((entry) => {
    const path = neededPath(entry.path);
    return path === undefined ? [] : { entry, path };
  });
  if (!needed.some(({ path }) => path === 'xl/workbook.xml')) throw new Refused('otherArchive');
  if (needed.some(({ entry }) => entry.isEncrypted)) throw new Refused('lockedWorkbook');
  const parts = new Map<string, Uint8Array>();
  let room: number = LIMITS.unpackedBytes;
  if (needed.reduce((sum, { entry }) => sum + entry.uncompressedSize, 0) > room) throw new Refused('unfolds');
  for (const { entry, path } of needed) {
    const packed = await reader.getRawCompressedData(entry);
    if (packed === null || parts.has(path)) throw new Refused('brokenWorkbook');
    const part = await unpackPart(entry, packed, room);
    room -= part.byteLength;
    parts.set(path, part);
  }
  return parts;
}

/** The parts of a workbook that hold cells, by their path; checked against their sums, and bounded while they unfold. */
export async function unpack(bytes: Uint8Array): Promise<ReadonlyMap<string, Uint8Array> | WorkbookFault> {
  try {
    return await unpackParts(bytes);
  } catch (error) {
    return faultOf(error);
  }
}
