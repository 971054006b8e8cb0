import { type FileHandle, open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from './folder.ts';
import { encodeFrame, readSegment, SEGMENT_HEADER } from './frames.ts';
import type { Batch } from './head.ts';
import { segmentFile, segmentOfFile } from './layout.ts';

/** What was found in the logs at start. */
export interface Replayed {
  readonly tornBytes: number;
  readonly damaged: number;
}

/** The durable twin of the head: segments that only grow and are removed whole. Calls must not overlap. */
export interface HeadLog {
  readonly replayed: Replayed;
  /** Resolves when the batch survives a power cut. After a rejection the batch may or may not be found at the next start. */
  append(batch: Batch): Promise<void>;
  /** Ends the segment in use; what is appended later goes to a new one. Returns every segment so far, for `drop`. */
  rotate(): Promise<readonly number[]>;
  /** Removes segments whose samples are all in chunks. */
  drop(segments: readonly number[]): Promise<void>;
  bytes(): number;
  close(): Promise<void>;
}

interface Segment {
  readonly number: number;
  readonly handle: FileHandle;
  length: number;
}

async function begin(folder: string, number: number): Promise<Segment> {
  const file = join(folder, segmentFile(number));
  const handle = await open(file, 'wx');
  try {
    await writeAll(handle, SEGMENT_HEADER, 0);
    await handle.sync();
    await syncFolder(folder);
    return { number, handle, length: SEGMENT_HEADER.length };
  } catch (error) {
    await handle.close();
    await rm(file, { force: true });
    throw error;
  }
}

async function writeAll(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, position + written);
    written += bytesWritten;
  }
}

/** Opens the log of a folder and hands everything in it to `take`, oldest first. */
export async function openHeadLog(folder: string, take: (batch: Batch) => void): Promise<HeadLog> {
  const sizes = new Map<number, number>();
  let tornBytes = 0;
  let damaged = 0;
  const found = (await readdir(folder)).map(segmentOfFile).filter((number) => number !== null);
  for (const number of found.sort((a, b) => a - b)) {
    const content = await readFile(join(folder, segmentFile(number)));
    const replay = readSegment(content);
    replay.batches.forEach(take);
    tornBytes += replay.tornBytes;
    damaged += replay.damaged;
    sizes.set(number, content.length);
  }
  let next = Math.max(0, ...sizes.keys()) + 1;
  let current: Segment | undefined;

  /** After a failed sync nothing may be believed of what follows in the file, so it gets no more. */
  async function abandon(segment: Segment): Promise<void> {
    current = undefined;
    await segment.handle.close().catch(() => undefined);
  }

  async function write(segment: Segment, frame: Buffer): Promise<void> {
    try {
      await writeAll(segment.handle, frame, segment.length);
    } catch (error) {
      await segment.handle.truncate(segment.length).catch(() => abandon(segment));
      throw error;
    }
    try {
      await segment.handle.datasync();
    } catch (error) {
      await abandon(segment);
      throw error;
    }
    segment.length += frame.length;
    sizes.set(segment.number, segment.length);
  }

  return {
    replayed: { tornBytes, damaged },
    append: async (batch) => {
      if (!current) {
        current = await begin(folder, next++);
        sizes.set(current.number, current.length);
      }
      await write(current, encodeFrame(batch));
    },
    rotate: async () => {
      if (current) await abandon(current);
      return [...sizes.keys()];
    },
    drop: async (segments) => {
      for (const number of segments) {
        await rm(join(folder, segmentFile(number)), { force: true });
        sizes.delete(number);
      }
    },
    bytes: () => [...sizes.values()].reduce((a, b) => a + b, 0),
    close: async () => {
      await current?.handle.close();
      current = undefined;
    },
  };
}
