import { z } from 'zod';
import { type FarEnd, type LabDevice, type Port, portsOf } from './state.ts';

/** How the devices of one group are joined with those of another: each with each, each with two of them in turn, or each with one. */
export const Wiring = z.strictObject({ from: z.string(), to: z.string(), how: z.enum(['all', 'two', 'one', 'peers']) });
export type Wiring = z.output<typeof Wiring>;

/** Every cable from the side of a device, by the number of its port. */
export type Cables = ReadonlyMap<string, ReadonlyMap<number, FarEnd>>;

/** A device in its group, and in its city where the group has one in each. */
export interface Placed {
  readonly device: LabDevice;
  readonly group: string;
  readonly city: string;
}

const ETHERNET = 6;

/** The next free port of a device: towards the core an uplink where there is one, away from it any other. */
function createPorts() {
  const free = new Map<string, Port[]>();
  return (device: LabDevice, isUp: boolean): Port | null => {
    const own = free.get(device.name) ?? portsOf(device).filter(({ range, isUnused }) => range.type === ETHERNET && !isUnused);
    free.set(device.name, own);
    const wanted = own.findIndex(({ range }) => range.isUplink === isUp);
    const [port] = own.splice(wanted < 0 ? 0 : wanted, 1);
    return port ?? null;
  };
}

/** Peers are joined twice, each with the next; of two groups those of the same city. */
function pairsOf({ from, to, how }: Wiring, all: readonly Placed[]): readonly (readonly [LabDevice, LabDevice])[] {
  const lower = all.filter(({ group }) => group === from);
  const upper = all.filter(({ group }) => group === to);
  return lower.flatMap(({ device, city }): readonly (readonly [LabDevice, LabDevice])[] => {
    const own = upper.filter((one) => one.city === city || city === '' || one.city === '').map((one) => one.device);
    const place = lower.filter((one) => one.city === city).findIndex((one) => one.device === device);
    const at = (index: number) => own[index % own.length];
    const joined = (...others: readonly (LabDevice | undefined)[]) =>
      [...others].flatMap((other) => (other && other !== device ? [[device, other] as const] : []));
    if (how === 'all') return joined(...own);
    if (how === 'one') return joined(at(place));
    if (how === 'two') return joined(...new Set([at(place), at(place + 1)]));
    return place + 1 < own.length ? joined(own[place + 1], own[place + 1]) : [];
  });
}

/** Joins devices as the rules say, in their order, as long as both have a free port. The same every time. */
export function cablesOf(rules: readonly Wiring[], all: readonly Placed[]): Cables {
  const take = createPorts();
  const cables = new Map<string, Map<number, FarEnd>>();
  const put = (device: LabDevice, port: Port, far: FarEnd) => {
    const own = cables.get(device.name) ?? new Map<number, FarEnd>();
    cables.set(device.name, own.set(port.index, far));
  };
  for (const rule of rules)
    for (const [lower, upper] of pairsOf(rule, all)) {
      const up = take(lower, true);
      const down = up && take(upper, rule.how === 'peers');
      if (!up || !down) continue;
      put(lower, up, { device: upper, port: down });
      put(upper, down, { device: lower, port: up });
    }
  return cables;
}
