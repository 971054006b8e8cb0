import type { Value } from '../../lib/snmp/ber.ts';
import type { DeviceModel } from '../device/model.ts';
import { column, counter64, gauge, identifier, integer, type SeenLeaf, scalar, text, ticks } from './values.ts';

const HR = '1.3.6.1.2.1.25';
const UCD = '1.3.6.1.4.1.2021';
const KINDS = { ram: `${HR}.2.1.2`, virtual: `${HR}.2.1.3`, fixedDisk: `${HR}.2.1.4` } as const;
const FIRST_DISK = 31;
const FIRST_PROCESSOR = 196_608;
/** zeroDotZero (RFC 2578 3.7). */
const NO_FIRMWARE: Value = { type: 'oid', value: [0, 0] };
const MB = 1024 * 1024;

/** HOST-RESOURCES-MIB (RFC 2790): storage, processors, processes. */
export function hostLeaves(model: DeviceModel): readonly SeenLeaf[] {
  if (model.storages.length === 0 && model.processors === 0) return [];
  const storages = model.storages.map((storage, n) => ({ ...storage, index: storage.kind === 'ram' ? n + 1 : FIRST_DISK + n }));
  const processors = Array.from({ length: model.processors }, (_, n) => FIRST_PROCESSOR + n);
  const STORAGE = `${HR}.2.3.1`;
  type Storage = (typeof storages)[number];
  const of = (object: string, read: (storage: Storage, seen: Parameters<SeenLeaf['read']>[0]) => ReturnType<SeenLeaf['read']>) =>
    column(object, storages, ({ index }) => index, read);
  const units = ({ sizeMb, unitBytes }: Storage) => Math.floor((sizeMb * MB) / unitBytes);
  const each = (object: string, read: SeenLeaf['read']) =>
    column(
      object,
      processors,
      (index) => index,
      (_, seen) => read(seen),
    );
  return [
    scalar(`${HR}.1.1`, ({ at, device }) => ticks(at - device.bootedAt)),
    scalar(`${HR}.1.6`, ({ quantity }) => gauge(180 + quantity('cpu'))),
    ...of(`${STORAGE}.1`, ({ index }) => integer(index)),
    ...of(`${STORAGE}.2`, ({ kind }) => identifier(KINDS[kind])),
    ...of(`${STORAGE}.3`, ({ name }) => text(name)),
    ...of(`${STORAGE}.4`, ({ unitBytes }) => integer(unitBytes)),
    ...of(`${STORAGE}.5`, (storage) => integer(units(storage))),
    ...of(`${STORAGE}.6`, (storage, { quantity }) => integer((units(storage) * quantity(storage.used)) / 100)),
    ...column(
      `${HR}.3.2.1.1`,
      processors,
      (index) => index,
      (index) => integer(index),
    ),
    ...each(`${HR}.3.2.1.2`, () => identifier(`${HR}.3.1.3`)),
    ...each(`${HR}.3.2.1.3`, () => text('CPU')),
    ...each(`${HR}.3.2.1.5`, () => integer(2)),
    ...each(`${HR}.3.3.1.1`, () => NO_FIRMWARE),
    ...each(`${HR}.3.3.1.2`, ({ quantity }) => integer(Math.min(100, quantity('cpu')))),
  ];
}

const LOADS = [
  { index: 1, name: 'Load-1', share: 1 },
  { index: 2, name: 'Load-5', share: 0.95 },
  { index: 3, name: 'Load-15', share: 0.9 },
] as const;

/** UCD-SNMP-MIB of net-snmp: memory, load, shares of the processor. */
export function ucdLeaves(model: DeviceModel): readonly SeenLeaf[] {
  const { ucd, processors } = model;
  if (!ucd) return [];
  const free = (quantity: (name: string) => number) => (ucd.memoryKb * (100 - quantity('memory'))) / 100;
  const load = (quantity: (name: string) => number, share: number) => (processors * quantity('cpu') * share) / 100;
  return [
    scalar(`${UCD}.4.3`, () => integer(ucd.swapKb)),
    scalar(`${UCD}.4.4`, () => integer(ucd.swapKb * 0.98)),
    scalar(`${UCD}.4.5`, () => integer(ucd.memoryKb)),
    scalar(`${UCD}.4.6`, ({ quantity }) => integer(free(quantity) * 0.4)),
    scalar(`${UCD}.4.11`, ({ quantity }) => integer(free(quantity) * 0.4 + ucd.swapKb * 0.98)),
    scalar(`${UCD}.4.14`, ({ quantity }) => integer(free(quantity) * 0.1)),
    scalar(`${UCD}.4.15`, ({ quantity }) => integer(free(quantity) * 0.5)),
    ...column(
      `${UCD}.10.1.1`,
      LOADS,
      ({ index }) => index,
      ({ index }) => integer(index),
    ),
    ...column(
      `${UCD}.10.1.2`,
      LOADS,
      ({ index }) => index,
      ({ name }) => text(name),
    ),
    ...column(
      `${UCD}.10.1.3`,
      LOADS,
      ({ index }) => index,
      ({ share }, { quantity }) => text(load(quantity, share).toFixed(2)),
    ),
    ...column(
      `${UCD}.10.1.5`,
      LOADS,
      ({ index }) => index,
      ({ share }, { quantity }) => integer(load(quantity, share) * 100),
    ),
    scalar(`${UCD}.11.9`, ({ quantity }) => integer(quantity('cpu') * 0.75)),
    scalar(`${UCD}.11.10`, ({ quantity }) => integer(quantity('cpu') * 0.25)),
    scalar(`${UCD}.11.11`, ({ quantity }) => integer(100 - quantity('cpu'))),
  ];
}

/** UCD-DISKIO-MIB: bytes read and written. */
export function diskLeaves({ disks }: DeviceModel): readonly SeenLeaf[] {
  const DISKIO = `${UCD}.13.15.1.1`;
  const rows = disks.map((disk, n) => ({ ...disk, index: n + 1 }));
  const of = (object: string, read: Parameters<typeof column<(typeof rows)[number]>>[3]) =>
    column(`${DISKIO}.${object}`, rows, ({ index }) => index, read);
  return [
    ...of('1', ({ index }) => integer(index)),
    ...of('2', ({ name }) => text(name)),
    ...of('12', ({ name, read }, { counted }) => counter64(counted(`${name} read`, read))),
    ...of('13', ({ name, written }, { counted }) => counter64(counted(`${name} written`, written))),
  ];
}
