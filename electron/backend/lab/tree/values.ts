import { type Oid, oidOf, type Value } from '../../lib/snmp/ber.ts';
import type { Leaf } from '../agent/mib.ts';
import type { Seen } from '../device/state.ts';

export type SeenLeaf = Leaf<Seen>;

const WRAP_32 = 2 ** 32;

const within = (value: number, min: number, max: number): number => Math.min(max, Math.max(min, Math.round(value)));

export const integer = (value: number): Value => ({ type: 'integer', value: within(value, -0x8000_0000, 0x7fff_ffff) });
export const gauge = (value: number): Value => ({ type: 'gauge32', value: within(value, 0, WRAP_32 - 1) });
/** Counts from zero at the boot and goes around at 32 bits. */
export const counter = (value: number): Value => ({ type: 'counter32', value: Math.floor(Math.max(0, value)) % WRAP_32 });
export const counter64 = (value: number): Value => ({ type: 'counter64', value: BigInt(Math.floor(Math.max(0, value))) });
/** Hundredths of a second out of milliseconds. */
export const ticks = (ms: number): Value => ({ type: 'timeTicks', value: Math.floor(Math.max(0, ms) / 10) % WRAP_32 });
export const text = (value: string): Value => ({ type: 'octets', value: Buffer.from(value) });
export const bytes = (value: Buffer): Value => ({ type: 'octets', value });
export const identifier = (value: string): Value => ({ type: 'oid', value: oidOf(value) });

/** A leaf at a place below a base. */
export function leaf(base: string | Oid, index: readonly number[], read: SeenLeaf['read']): SeenLeaf {
  return { oid: [...(typeof base === 'string' ? oidOf(base) : base), ...index], read };
}

/** A scalar: its instance is 0. */
export const scalar = (object: string, read: SeenLeaf['read']): SeenLeaf => leaf(object, [0], read);

/** A column of a table: one leaf per row. */
export function column<Row>(
  object: string,
  rows: readonly Row[],
  indexOf: (row: Row) => number,
  read: (row: Row, seen: Seen) => Value | null,
): readonly SeenLeaf[] {
  return rows.map((row) => leaf(object, [indexOf(row)], (seen) => read(row, seen)));
}
