import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { VERSIONS } from '../agent/agent.ts';
import { FAULT_KINDS } from './faults.ts';

const OidText = z.string().regex(/^1\.3\.6\.1(\.\d+)+$/);

/** What a fault does to a quantity: it goes to a value, over a share of the fault's time (0: at once), or counts the seconds of it. */
const Effect = z.union([
  z.strictObject({ to: z.number(), over: z.number().min(0).max(1).default(0) }),
  z.strictObject({ elapsed: z.literal(true) }),
]);

/** Something of a device that has a value: its mean, how far the day moves it, what faults do to it. */
const Quantity = z.strictObject({
  mean: z.number(),
  /** Devices of a model differ by up to this. */
  spread: z.number().min(0).default(0),
  swing: z.number().min(0).default(0),
  effects: z.partialRecord(z.enum(FAULT_KINDS), Effect).default({}),
});

/** A value of the tree: a constant, or a quantity times a factor plus a number. */
const Reading = z.strictObject({
  oid: OidText,
  type: z.enum(['integer', 'gauge32', 'counter32', 'timeTicks', 'text', 'oid']),
  value: z.union([z.number(), z.string()]).optional(),
  of: z.string().optional(),
  times: z.number().default(1),
  plus: z.number().default(0),
});

const InterfaceRange = z.strictObject({
  /** With {n} for the number. */
  name: z.string(),
  /** Short name, of ifName. */
  short: z.string(),
  from: z.int().min(0).default(1),
  count: z.int().min(1).max(96),
  /** IANAifType. */
  type: z.int().default(6),
  mbps: z.int().min(0),
  /** Share of the speed that is used on the mean, from the quietest to the busiest. */
  load: z.tuple([z.number().min(0).max(1), z.number().min(0).max(1)]),
  /** Share of the ports that nobody uses; they are administratively down. */
  unused: z.number().min(0).max(1).default(0),
  alias: z.string().default(''),
  /** Links that can go down. */
  isUplink: z.boolean().default(false),
});
export type InterfaceRange = z.output<typeof InterfaceRange>;

const Storage = z.strictObject({
  name: z.string(),
  kind: z.enum(['ram', 'virtual', 'fixedDisk']),
  unitBytes: z.int().min(1),
  sizeMb: z.int().min(1),
  /** Quantity in percent. */
  used: z.string(),
});

export const Entity = z.strictObject({
  index: z.int().min(1),
  /** IANAPhysicalClass. */
  class: z.int().min(1).max(12),
  parent: z.int().min(0).default(0),
  position: z.int().min(-1).default(-1),
  name: z.string(),
  description: z.string(),
  vendorType: OidText.default('1.3.6.1'),
  hardware: z.string().default(''),
  software: z.string().default(''),
  model: z.string().default(''),
  hasSerial: z.boolean().default(false),
  /** Another maker than that of the device. */
  manufacturer: z.string().optional(),
  /** EntitySensorDataType and scale of RFC 3433, with the quantity it shows. */
  sensor: z
    .strictObject({ type: z.int(), scale: z.int().default(9), precision: z.int().default(0), of: z.string(), times: z.number().default(1) })
    .optional(),
});

/** Ports of a range as entities: in cages with transceivers where there are some, as ports of power, with light that is measured. */
const Sockets = z.strictObject({
  /** Place of the range among the interfaces. */
  range: z.int().min(0),
  parent: z.int().min(1),
  /** Index of the first port; each next one is `step` more. */
  from: z.int().min(1),
  step: z.int().min(1).default(1),
  /** Added to the index of the port: its cage, and the transceiver in it. */
  cage: z.int().optional(),
  transceiver: z.strictObject({ add: z.int(), model: z.string(), manufacturer: z.string() }).optional(),
  /** POWER-ETHERNET-MIB with CISCO-POWER-ETHERNET-EXT-MIB: W of the supply, and the share of used ports that draw power. */
  power: z.strictObject({ watts: z.int().min(1), share: z.number().min(0).max(1) }).optional(),
  /** Where the light of the transceivers is told: CISCO-ENTITY-SENSOR-MIB, with indexes from here, or HH3C-TRANSCEIVER-INFO-MIB. */
  light: z.union([z.strictObject({ cisco: z.int() }), z.strictObject({ h3c: z.literal(true) })]).optional(),
});
export type Sockets = z.output<typeof Sockets>;

export const DeviceModel = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]+$/),
  /** Where its numbers come from. */
  sources: z.array(z.string()).min(1),
  title: z.string(),
  manufacturer: z.string(),
  enterprise: z.int(),
  sysObjectId: OidText,
  sysDescr: z.string(),
  sysServices: z.int(),
  versions: z.array(z.enum(VERSIONS)).default([...VERSIONS]),
  maxBytes: z.int().min(484).max(65_000).default(8192),
  /** How long an answer takes, in ms, from the shortest to the longest. */
  delayMs: z.tuple([z.int().min(0), z.int().max(5000)]).default([0, 0]),
  faults: z.array(z.enum(FAULT_KINDS)),
  quantities: z.record(z.string(), Quantity),
  interfaces: z.array(InterfaceRange).default([]),
  has64BitCounters: z.boolean().default(true),
  /** Tells its neighbours of itself by LLDP, and what it heard of them. */
  hasLldp: z.boolean().default(false),
  /** Cores, each with the load of the quantity `cpu`. */
  processors: z.int().min(0).default(0),
  storages: z.array(Storage).default([]),
  /** UCD-SNMP-MIB: memory in kB. */
  ucd: z.strictObject({ memoryKb: z.int(), swapKb: z.int() }).optional(),
  /** UCD-DISKIO-MIB: bytes a second on the mean. */
  disks: z.array(z.strictObject({ name: z.string(), read: z.number(), written: z.number() })).default([]),
  entities: z.array(Entity).default([]),
  sockets: z.array(Sockets).default([]),
  readings: z.array(Reading).default([]),
});
export type DeviceModel = z.output<typeof DeviceModel>;

/** Names of quantities a model uses and does not declare. */
export function unknownQuantities(model: DeviceModel): readonly string[] {
  const used = [
    ...model.readings.flatMap(({ of }) => of ?? []),
    ...model.storages.map(({ used: of }) => of),
    ...model.entities.flatMap(({ sensor }) => sensor?.of ?? []),
    ...(model.processors > 0 ? ['cpu'] : []),
    ...(model.ucd ? ['cpu', 'memory'] : []),
  ];
  return used.filter((name) => !Object.hasOwn(model.quantities, name));
}

/** Every model of the folder by name. Throws where a file is no model, for it is ours. */
export function readModels(folder: string): ReadonlyMap<string, DeviceModel> {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort();
  return new Map(
    files.map((file) => {
      const model = DeviceModel.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
      const unknown = unknownQuantities(model);
      if (unknown.length > 0 || file !== `${model.name}.json`) throw new Error(`${file}: ${unknown.join(', ') || 'another name'}`);
      return [model.name, model];
    }),
  );
}
