import { z } from 'zod';
import { MOST_PARTS, PART_CLASSES, POWER_STATES } from '../domain/hardware/part.ts';
import { METRICS } from '../domain/metric/catalogue.ts';
import { protocolsOf } from '../domain/metric/protocol.ts';
import { LEARNED_TABLES, MOST_MEMBERSHIPS, membershipsOf } from '../domain/network/inventory.ts';
import { FAULT_KINDS, PROTOCOLS } from '../domain/observation/observation.ts';
import { QUALITIES } from '../domain/observation/quality.ts';
import { CLAIM_KINDS } from '../domain/topology/neighbour.ts';
import { InstantMs, Uuid } from './common.ts';

const observed = { resourceId: Uuid, at: InstantMs, protocol: z.enum(PROTOCOLS) };
/** What is to be doubted about a value that is there, or why there is none. */
export const Quality = z.enum(QUALITIES).meta({ id: 'Quality' });
const Component = z.string().max(300);
const MetricCode = z.enum(METRICS.map((metric) => metric.code));
const Fault = z.object({ kind: z.enum(FAULT_KINDS), retryable: z.boolean(), detail: z.string().max(1000) });

/** Words of devices about each other: as long as their MIBs allow them. */
const Word = z.string().max(1000);
const Words = z.array(Word).max(4096).readonly();
const Claim = z.object({ kind: z.enum(CLAIM_KINDS), value: Word });
const port = { port: Component };
const Neighbour = z.discriminatedUnion('kind', [
  z.object({
    ...{ kind: z.literal('lldp'), ...port, chassis: Claim, remotePort: Claim, portDescription: Word, sysName: Word, addresses: Words },
  }),
  z.object({ kind: z.literal('cdp'), ...port, deviceId: Word, remotePort: Word, addresses: Words }),
  z.object({ kind: z.literal('fdb'), ...port, vlan: z.int().min(0).nullable(), macs: Words }),
  z.object({ kind: z.literal('arp'), ...port, address: Word, mac: Word }),
]);
const DeviceIdentity = z.object({
  ...{ sysName: Word, chassisMac: Word, addresses: Words },
  ports: z
    .array(z.object({ name: Component, alias: Word, mac: Word, index: Word }))
    .max(4096)
    .readonly(),
});

const PartText = z.string().max(300);
/** A physical part of a device. */
export const Part = z
  .object({
    index: z.int().describe('entPhysicalIndex; negative where the device tells of it elsewhere'),
    parent: z.int().describe('index of the part it is in; 0 for none'),
    position: z.int().describe('among the parts of its parent; -1 where it is not known'),
    class: z.enum(PART_CLASSES),
    component: Component.describe('its name on the device, made unique'),
    ...{ description: PartText, model: PartText, serial: PartText, manufacturer: PartText },
    ...{ hardware: PartText, firmware: PartText, software: PartText },
    isReplaceable: z.boolean().nullable(),
    port: Component.describe('the interface it is; empty for none'),
  })
  .meta({ id: 'Part' });
/** How ports of a name stand on the front of a device. */
export const PanelRule = z
  .object({
    ...{ like: z.string().max(300), rows: z.int().min(1).max(4), order: z.enum(['columns', 'rows']), first: z.enum(['top', 'bottom']) },
    media: z.enum(['copper', 'pluggable']).nullable(),
  })
  .meta({ id: 'PanelRule' });
const Hardware = z.object({
  parts: z.array(Part).max(MOST_PARTS).readonly(),
  isCut: z.boolean(),
  panel: z.array(PanelRule).max(100).readonly(),
});
const Watts = z.number().min(0).nullable();
/** What a port gives to what is plugged into it. */
export const PowerPort = z
  .object({
    ...{ group: z.int(), number: z.int(), port: Component, isEnabled: z.boolean().nullable() },
    ...{ state: z.enum(POWER_STATES).nullable(), deviceClass: z.int().min(0).max(8).nullable(), watts: Watts },
  })
  .meta({ id: 'PowerPort' });
/** The supply of a group of ports. */
export const PowerGroup = z
  .object({ group: z.int(), nominalWatts: Watts, usedWatts: Watts, state: z.enum(['on', 'off', 'faulty']).nullable() })
  .meta({ id: 'PowerGroup' });
const PoweredPorts = z.object({
  ports: z.array(PowerPort).max(MOST_PARTS).readonly(),
  groups: z.array(PowerGroup).max(MOST_PARTS).readonly(),
});
const Ports = z.array(Component).max(4096).readonly();
const Prefix = z.int().min(0).max(128).nullable();
const isCut = { isCut: z.boolean() };
const listOf = <T extends z.ZodType>(item: T) => z.array(item).max(4096).readonly();
const Interface = z.object({
  ...{ ...port, index: z.int().min(0), alias: Word, type: z.int().nullable(), speed: z.number().min(0).nullable() },
  ...{ mtu: z.int().nullable(), mac: Word, pvid: z.int().min(1).max(4094).nullable(), changedAt: InstantMs.nullable() },
});
const Places = z.array(z.int().min(0).max(4095)).max(4096).readonly();
const VlanPart = z
  .object({
    part: z.literal('vlans'),
    ports: Ports,
    items: listOf(z.object({ id: z.int().min(1).max(4094), name: Word, tagged: Places, untagged: Places })),
    ...isCut,
  })
  .refine(({ items }) => membershipsOf(items) <= MOST_MEMBERSHIPS, 'more memberships than are taken')
  .refine(
    ({ ports, items }) =>
      items.every(({ tagged, untagged }) => [tagged, untagged].every((places) => places.every((place) => place < ports.length))),
    'a place without a port',
  );
const Network = z.discriminatedUnion('part', [
  z.object({ part: z.literal('interfaces'), items: listOf(Interface), ...isCut }),
  z.object({ part: z.literal('addresses'), items: listOf(z.object({ ...port, address: Word, prefix: Prefix })), ...isCut }),
  VlanPart,
  z.object({ part: z.literal('learned'), table: z.enum(LEARNED_TABLES), rows: z.int().min(0), ...isCut }),
  z.object({ part: z.literal('status'), items: listOf(z.object({ ...port, isAdminUp: z.boolean(), oper: z.int().nullable() })) }),
]);

/** What a spool of the first version still holds: only the local host gave facts, and every metric came from one kind of check. */
function withProtocol(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || 'protocol' in value || !('kind' in value)) return value;
  if (value.kind === 'fact') return { ...value, protocol: 'host' };
  return value.kind === 'sample' && 'metric' in value ? { ...value, protocol: protocolsOf(String(value.metric))[0] } : value;
}

const OneOf = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('sample'),
    ...observed,
    metric: MetricCode,
    component: Component,
    value: z.number().nullable(),
    quality: Quality.exactOptional(),
  }),
  z.object({
    kind: z.literal('reachability'),
    ...observed,
    component: Component,
    reachable: z.boolean(),
    fault: Fault.nullable(),
  }),
  z.object({
    kind: z.literal('fact'),
    ...observed,
    name: z.string().max(100),
    component: Component,
    value: z.union([z.string().max(2000), z.number(), z.boolean(), z.null()]),
  }),
  z.object({
    kind: z.literal('cycle'),
    ...observed,
    intervalMs: z.number().min(0),
    dueAt: z.number().min(0),
    durationMs: z.number().min(0),
  }),
  z.object({ kind: z.literal('identity'), ...observed, identity: DeviceIdentity }),
  z.object({ kind: z.literal('neighbour'), ...observed, neighbour: Neighbour }),
  z.object({ kind: z.literal('hardware'), ...observed, hardware: Hardware }),
  z.object({ kind: z.literal('power'), ...observed, power: PoweredPorts }),
  z.object({ kind: z.literal('network'), ...observed, network: Network }),
]);
/** What crosses the border from a collector's process; anything else in a batch is counted and dropped, never believed. */
export const Observation = z.preprocess(withProtocol, OneOf);
