import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instant } from '../../../../shared/domain/id.ts';
import { DATABASE_SUFFIXES, removeDatabase, sizeOf, syncFolder } from './folder.ts';
import { keptFile, keptOfFile } from './layout.ts';
import { openPartitionFile, type Partition } from './partitions.ts';

const UNFINISHED = '.building';

/** The samples of one week of series that are kept longer than the others, in a file for each time they are kept. */
interface KeptFile {
  readonly start: Instant;
  readonly days: number;
}

/** Such files of one week while they are written: a chunk with its rollup at a time, each call inside `transaction`. */
export interface KeptBuilder {
  /** Opens what a transaction will write into. */
  prepare(days: readonly number[]): Promise<void>;
  transaction(work: () => void): void;
  put(days: number, ...chunk: Parameters<Partition['put']>): void;
  /** Gives the files their names; a crash between two leaves a week without its file of rollups, and all is made anew. */
  finish(): Promise<void>;
  abandon(): Promise<void>;
}

/** What is kept of weeks whose other samples are gone. */
export interface KeptFiles {
  /** Starts of the weeks of which something is kept, ascending. */
  starts(): readonly Instant[];
  all(): readonly KeptFile[];
  build(start: Instant): Promise<KeptBuilder>;
  /** Unlinks what is kept of a week, all or of one time alone. No reader may have it open. */
  remove(start: Instant, days?: number): Promise<void>;
  bytes(start: Instant): Promise<number>;
}

/** Finds the files of a folder; opens none. */
export async function findKept(folder: string): Promise<KeptFiles> {
  const files: KeptFile[] = (await readdir(folder)).map(keptOfFile).filter((file) => file !== null);
  const path = ({ start, days }: KeptFile) => join(folder, keptFile(start, days));
  const ofWeek = (start: Instant) => files.filter((file) => file.start === start);

  async function build(start: Instant): Promise<KeptBuilder> {
    const opened = new Map<number, { readonly partition: Partition; close(): void }>();
    return {
      prepare: async (all) => {
        for (const days of all) {
          const file = path({ start, days }) + UNFINISHED;
          await removeDatabase(file);
          opened.set(days, await openPartitionFile(file));
        }
      },
      transaction: (work) => {
        const nested = [...opened.values()].reduceRight(
          (inner, { partition }) =>
            () =>
              partition.transaction(inner),
          work,
        );
        nested();
      },
      put: (days, ...chunk) => opened.get(days)?.partition.put(...chunk),
      finish: async () => {
        for (const [days, { close, partition }] of opened) {
          const isEmpty = partition.after(-1, 1).length === 0;
          close();
          const file = { start, days };
          if (isEmpty) await removeDatabase(path(file) + UNFINISHED);
          else {
            await rename(path(file) + UNFINISHED, path(file));
            files.push(file);
          }
        }
        await syncFolder(folder);
      },
      abandon: async () => {
        for (const [days, { close }] of opened) {
          close();
          await removeDatabase(path({ start, days }) + UNFINISHED);
        }
      },
    };
  }

  return {
    starts: () => [...new Set(files.map(({ start }) => start))].sort((a, b) => a - b),
    all: () => [...files],
    build,
    remove: async (start, days) => {
      for (const file of ofWeek(start)) {
        if (days !== undefined && file.days !== days) continue;
        files.splice(files.indexOf(file), 1);
        await removeDatabase(path(file));
      }
      await syncFolder(folder);
    },
    bytes: async (start) => {
      const sizes = await Promise.all(ofWeek(start).map((file) => sizeOf(path(file), DATABASE_SUFFIXES)));
      return sizes.reduce((a, b) => a + b, 0);
    },
  };
}
