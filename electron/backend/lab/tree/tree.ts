import { oidOf, type Value } from '../../lib/snmp/ber.ts';
import { createMib, type Mib } from '../agent/mib.ts';
import type { DeviceModel } from '../device/model.ts';
import type { Seen } from '../device/state.ts';
import { entityLeaves } from './entity.ts';
import { diskLeaves, hostLeaves, ucdLeaves } from './host.ts';
import { interfaceLeaves } from './interfaces.ts';
import { lldpLeaves } from './lldp.ts';
import { socketLeaves } from './sockets.ts';
import { systemLeaves } from './system.ts';
import { counter, gauge, identifier, integer, type SeenLeaf, text, ticks } from './values.ts';

type Reading = DeviceModel['readings'][number];

function valueIn({ type, value, of, times, plus }: Reading, { quantity }: Seen): Value {
  if (type === 'text') return text(of === undefined ? String(value ?? '') : String(Math.round(quantity(of) * times + plus)));
  if (type === 'oid') return identifier(String(value));
  const number = of === undefined ? Number(value ?? 0) : quantity(of) * times + plus;
  switch (type) {
    case 'integer':
      return integer(number);
    case 'gauge32':
      return gauge(number);
    case 'counter32':
      return counter(number);
    case 'timeTicks':
      return ticks(number * 10);
    default:
      return type satisfies never;
  }
}

function readingLeaf(reading: Reading): SeenLeaf {
  return { oid: oidOf(reading.oid), read: (seen) => valueIn(reading, seen) };
}

/** Everything devices of a model tell, in one tree for all of them. */
export function treeOf(model: DeviceModel): Mib<Seen> {
  return createMib([
    ...systemLeaves(model),
    ...interfaceLeaves(model),
    ...(model.hasLldp ? lldpLeaves(model) : []),
    ...hostLeaves(model),
    ...ucdLeaves(model),
    ...diskLeaves(model),
    ...entityLeaves(model),
    ...socketLeaves(model),
    ...model.readings.map(readingLeaf),
  ]);
}
