import type { Value } from '../../electron/backend/collectors/snmp/decode/value.ts';
import { type Device, DeviceFault } from '../../electron/backend/collectors/snmp/device.ts';
import type { Mib } from '../../electron/backend/lab/agent/mib.ts';
import type { Seen } from '../../electron/backend/lab/device/state.ts';
import { oidOf, type Value as WireValue } from '../../electron/backend/lib/snmp/ber.ts';
import type { Condition } from './condition.ts';

function heard(value: WireValue): Value | null {
  switch (value.type) {
    case 'integer':
    case 'gauge32':
    case 'timeTicks':
      return { kind: 'number', value: value.value };
    case 'counter32':
      return { kind: 'counter', value: BigInt(value.value), bits: 32 };
    case 'counter64':
      return { kind: 'counter', value: value.value, bits: 64 };
    case 'octets':
      return { kind: 'octets', value: value.value };
    case 'ipAddress':
      return { kind: 'address', value: [...value.value].join('.') };
    case 'oid':
      return { kind: 'oid', value: value.value.join('.') };
    default:
      return null;
  }
}

interface Column {
  readonly oid: string;
  readonly leaves: readonly { readonly index: string; read(seen: Seen): WireValue | null }[];
}

/** Columns of a tree by their OID; one for all devices of a model. */
const COLUMNS = new WeakMap<Mib<Seen>, Map<string, Column>>();

function columnOf(mib: Mib<Seen>, oid: string): Column {
  const known = COLUMNS.get(mib) ?? new Map<string, Column>();
  COLUMNS.set(mib, known);
  const found = known.get(oid);
  if (found) return found;
  const base = oidOf(oid);
  const leaves = mib.leaves
    .filter((leaf) => leaf.oid.length > base.length && base.every((number, at) => leaf.oid[at] === number))
    .map((leaf) => ({ index: leaf.oid.slice(base.length).join('.'), read: leaf.read }));
  const column = { oid, leaves };
  known.set(oid, column);
  return column;
}

export interface MemoryDevice {
  readonly mib: Mib<Seen>;
  readonly condition: Condition;
  /** Epoch ms. */
  now(): number;
  /** Whether the next packet, or its answer, is lost. */
  isLost(): boolean;
}

const NO_ANSWER = { kind: 'timeout', retryable: true, detail: 'snmp.noAnswer' } as const;

/** A device of the rig as the collector asks it, without network, codec and waiting: a question and its one repetition may be lost. */
export function openMemoryDevice({ mib, condition, now, isLost }: MemoryDevice): Device {
  function answer(): Seen {
    if (condition.isSilent || (isLost() && isLost())) throw new DeviceFault(NO_ANSWER);
    return condition.see(now());
  }
  return {
    get: async (oids) => {
      const seen = answer();
      const values = new Map<string, Value>();
      for (const oid of oids) {
        const read = mib.at(oidOf(oid))?.read(seen);
        const value = read ? heard(read) : null;
        if (value) values.set(oid, value);
      }
      return values;
    },
    columns: async (bases) => {
      const seen = answer();
      const table = new Map<string, Map<string, Value>>();
      for (const { oid, leaves } of bases.map((base) => columnOf(mib, base)))
        for (const { index, read } of leaves) {
          const wire = read(seen);
          const value = wire ? heard(wire) : null;
          if (!value) continue;
          const row = table.get(index) ?? new Map<string, Value>();
          table.set(index, row.set(oid, value));
        }
      return { table, isCut: false };
    },
    read: async () => [],
    subtree: async () => ({ isEnd: true }),
    close: () => undefined,
  };
}
