import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../lib/clock.ts';

const MB = 1024 * 1024;
const STEPS = 8;
const PAGE_BYTES = 4096;

export type DiskState = 'ok' | 'low' | 'full';

export interface DiskReading {
  readonly total: number;
  readonly free: number;
  readonly state: DiskState;
  /** Since when it is not `ok`, null while it is. */
  readonly since: number | null;
  /** Bytes still held back. */
  readonly ballast: number;
}

/** What free space means on a disk of this size: full below 2 % (at most 16 MB), low below 10 % (at most 2 GB), well again only above twice the limit of full. */
export function judgeDisk(total: number, free: number, before: DiskState): DiskState {
  const full = Math.min(16 * MB, total * 0.02);
  if (free < full || (before === 'full' && free < 2 * full)) return 'full';
  return free < lowBelow(total) ? 'low' : 'ok';
}

/** Free bytes below which a disk of this size is low. */
export const lowBelow = (total: number): number => Math.min(2048 * MB, total * 0.1);

/** The ballast: real bytes on disk that are given back in steps when it is full, so that audit and alarms go on being written. */
export interface Reserve {
  /** Gives back one step; false when none is left. */
  relieve(): boolean;
  /** Makes missing steps again while there is room; called when the disk is well. */
  refill(total: number, free: number): void;
  bytes(): number;
}

/** Steps hold random bytes: a file system that compresses or keeps holes must not pretend. */
export function createReserve(folder: string, total: number, most: number): Reserve {
  const stepBytes = Math.max(64 * 1024, Math.floor(Math.min(most, total * 0.1) / STEPS));
  const path = (step: number) => join(folder, `step-${step}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });

  function make(step: number): void {
    const descriptor = openSync(path(step), 'w', 0o600);
    try {
      for (let written = 0; written < stepBytes; ) written += writeSync(descriptor, randomBytes(Math.min(MB, stepBytes - written)));
      fsyncSync(descriptor);
    } catch {
      rmSync(path(step), { force: true });
    } finally {
      closeSync(descriptor);
    }
  }

  return {
    relieve: () => {
      const step = readdirSync(folder)
        .filter((name) => name.startsWith('step-'))
        .sort()[0];
      if (!step) return false;
      rmSync(join(folder, step), { force: true });
      return true;
    },
    refill: (size, free) => {
      let room = free - size * 0.15;
      for (let step = 0; step < STEPS && room > stepBytes; step++) {
        if (existsSync(path(step)) && statSync(path(step)).size === stepBytes) continue;
        make(step);
        room -= stepBytes;
      }
    },
    bytes: () => readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0),
  };
}

export interface DiskGuard {
  reading(): DiskReading;
  /** For the writer: the disk is full, give back a step. */
  relieve(): Promise<boolean>;
  /** Before a start on a full disk: gives back steps until so many bytes are free, or none is left. */
  makeRoom(bytes: number): Promise<void>;
  /** True where a database's shared memory may be full of holes: SQLite allocates one block of each page of 4 KiB, and a touch of the rest ends the process when the disk is full. */
  readonly hasSmallBlocks: boolean;
  /** Reads the disk and acts on it; called every two seconds. */
  check(): Promise<void>;
}

interface Options {
  readonly folder: string;
  readonly clock: Clock;
  /** Most bytes held back; never more than a tenth of the disk. */
  readonly ballastBytes: number;
  /** The state changed; telemetry stops on `full` and goes on otherwise. */
  onChange(reading: DiskReading, before: DiskState): void;
}

/** Watches the disk under the data folder; the reserve is made at the first check. */
export async function createDiskGuard({ folder, clock, ballastBytes, onChange }: Options): Promise<DiskGuard> {
  const measure = async () => {
    const { blocks, bavail, bsize } = await statfs(folder);
    return { total: blocks * bsize, free: bavail * bsize, blockBytes: bsize };
  };
  const first = await measure();
  const reserve = createReserve(join(folder, 'ballast'), first.total, ballastBytes);
  const { total, free } = first;
  let reading: DiskReading = { total, free, state: judgeDisk(total, free, 'ok'), since: null, ballast: 0 };
  if (reading.state !== 'ok') reading = { ...reading, since: clock.now() };

  function move({ total, free }: { readonly total: number; readonly free: number }, state: DiskState): void {
    const before = reading.state;
    const since = state === 'ok' ? null : before === state ? reading.since : clock.now();
    reading = { total, free, state, since, ballast: reserve.bytes() };
    if (state !== before) onChange(reading, before);
  }

  async function relieve(): Promise<boolean> {
    const helped = reserve.relieve();
    move(await measure(), 'full');
    return helped;
  }

  return {
    reading: () => reading,
    hasSmallBlocks: first.blockBytes < PAGE_BYTES,
    relieve,
    makeRoom: async (bytes) => {
      while ((await measure()).free < bytes && (await relieve()));
    },
    check: async () => {
      const now = await measure();
      const state = judgeDisk(now.total, now.free, reading.state);
      if (state !== 'full') reserve.refill(now.total, now.free);
      move(now, state);
    },
  };
}
