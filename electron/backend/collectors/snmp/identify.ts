import type { Hardware } from '../../../../shared/domain/hardware/part.ts';
import { chassisOf, ENTITY_COLUMNS, type Entity, entitiesOf } from './decode/entities.ts';
import { ALIAS_COLUMNS, aliasesOf, HARDWARE_COLUMNS, hardwareOf, type OpticalSensor, opticalSensorsOf } from './decode/hardware.ts';
import { INTERFACE_COLUMNS, type Interface, interfacesOf } from './decode/interfaces.ts';
import { sensorStaticColumns } from './decode/sensors.ts';
import { numberOf, textOf, type Value } from './decode/value.ts';
import { type Device, DeviceFault } from './device.ts';
import { isPrefix, type Profiles } from './profile/profiles.ts';
import type { Profile } from './profile/schema.ts';
import { type Questions, questionsOf } from './questions.ts';
import type { Table } from './walk.ts';

const SYSTEM = '1.3.6.1.2.1.1';
export const SYS = {
  descr: `${SYSTEM}.1.0`,
  objectId: `${SYSTEM}.2.0`,
  uptime: `${SYSTEM}.3.0`,
  contact: `${SYSTEM}.4.0`,
  name: `${SYSTEM}.5.0`,
  location: `${SYSTEM}.6.0`,
  engineId: '1.3.6.1.6.3.10.2.1.1.0',
} as const;

/** Something of a device that is so until told otherwise. */
export interface DeviceFact {
  readonly name: string;
  readonly component: string;
  readonly value: string | number | boolean | null;
}

/** What a device is, and what may be asked of it every cycle. */
export interface Identity {
  readonly profile: Profile;
  readonly interfaces: readonly Interface[];
  /** Names by index: of physical entities, and of interfaces. */
  readonly entities: ReadonlyMap<string, string>;
  readonly ports: ReadonlyMap<string, string>;
  /** Interfaces that are physical entities, by the index of the entity. */
  readonly aliases: ReadonlyMap<number, string>;
  readonly optical: ReadonlyMap<string, OpticalSensor>;
  /** Columns that change seldom, by row. */
  readonly known: Table;
  /** What the profile asks every cycle. */
  readonly questions: Questions;
  /** Parts that the agent did not give, as codes: `interfaces.snmp.notIncreasing`. */
  readonly missing: readonly string[];
}

/** The same with what it says of itself. */
export interface Identified extends Identity {
  readonly facts: readonly DeviceFact[];
  /** Its parts; null where it told of none. */
  readonly hardware: Hardware | null;
}

const EMPTY: Table = new Map();

/** What an agent answers, or `nothing` where it answers with rubbish; silence is that of the whole device. */
export async function answerOrNothing<Answer>(
  part: string,
  missing: string[],
  nothing: Answer,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof DeviceFault) || error.fault.kind !== 'protocol') throw error;
    missing.push(`${part}.${error.fault.detail}`);
    return nothing;
  }
}

/** True for a part that was given and was too long; the others were not given. */
export const isCut = (missing: string): boolean => missing.endsWith('.cut');

/** One table, as far as the agent gives it. */
export async function tableOrNothing(device: Device, part: string, columns: readonly string[], missing: string[]): Promise<Table> {
  if (columns.length === 0) return EMPTY;
  return answerOrNothing(part, missing, EMPTY, async () => {
    const { table, isCut } = await device.columns(columns);
    if (isCut) missing.push(`${part}.cut`);
    return table;
  });
}

/** The columns of a profile's tables that name or choose rows. */
function staticColumns({ tables, sensors }: Profile): readonly string[] {
  const named = tables.flatMap(({ component, where }) => [
    ...('column' in component ? [component.column] : []),
    ...('entity' in component && component.entity !== 'index' ? [component.entity] : []),
    ...where.map(({ column }) => column),
  ]);
  return [...new Set([...named, ...sensors.flatMap(sensorStaticColumns)])];
}

function profileFacts(profile: Profile, system: ReadonlyMap<string, Value>, scalars: ReadonlyMap<string, Value>): readonly DeviceFact[] {
  const description = textOf(system.get(SYS.descr)) ?? '';
  const found = new Map<string, DeviceFact>();
  for (const { name, text, scalar, pattern } of profile.facts) {
    const value = text ?? (scalar ? textOf(scalars.get(scalar)) : null) ?? (pattern ? new RegExp(pattern).exec(description)?.[1] : null);
    if (value && !found.has(name)) found.set(name, { name, component: '', value });
  }
  return [...found.values()];
}

function chassisFacts(chassis: Entity | null): readonly DeviceFact[] {
  if (!chassis) return [];
  const facts: readonly (readonly [string, string])[] = [
    ['device.model', chassis.model],
    ['device.serial', chassis.serial],
    ['device.version', chassis.version],
    ['device.vendor', chassis.manufacturer],
  ];
  return facts.flatMap(([name, value]) => (value === '' ? [] : [{ name, component: '', value }]));
}

const MOST_MODULES = 200;

function moduleFacts(entities: readonly Entity[]): readonly DeviceFact[] {
  const parts = entities.filter((one) => one.class !== null && (one.model !== '' || one.serial !== ''));
  const facts = parts
    .slice(0, MOST_MODULES)
    .flatMap(({ component, model, serial, version, class: kind }): readonly DeviceFact[] => [
      { name: 'module.class', component, value: kind },
      ...(model === '' ? [] : [{ name: 'module.model', component, value: model }]),
      ...(serial === '' ? [] : [{ name: 'module.serial', component, value: serial }]),
      ...(version === '' ? [] : [{ name: 'module.version', component, value: version }]),
    ]);
  return parts.length > MOST_MODULES ? [...facts, { name: 'modules.cut', component: '', value: parts.length }] : facts;
}

const interfaceFacts = (interfaces: readonly Interface[]): readonly DeviceFact[] =>
  interfaces.flatMap(({ index, component, alias, type, speed, mac }): readonly DeviceFact[] => [
    { name: 'interface.index', component, value: Number(index) },
    ...(alias === '' ? [] : [{ name: 'interface.alias', component, value: alias }]),
    ...(type === null ? [] : [{ name: 'interface.type', component, value: type }]),
    ...(speed === null ? [] : [{ name: 'interface.speed', component, value: speed }]),
    ...(mac === null ? [] : [{ name: 'interface.mac', component, value: mac }]),
  ]);

function systemFacts(system: ReadonlyMap<string, Value>): readonly DeviceFact[] {
  const objectId = system.get(SYS.objectId);
  const engineId = system.get(SYS.engineId);
  const texts: readonly (readonly [string, string | null])[] = [
    ['hostname', textOf(system.get(SYS.name))],
    ['system.description', textOf(system.get(SYS.descr))],
    ['system.objectId', objectId?.kind === 'oid' ? objectId.value : null],
    ['system.contact', textOf(system.get(SYS.contact))],
    ['system.location', textOf(system.get(SYS.location))],
    ['snmp.engineId', engineId?.kind === 'octets' ? Buffer.from(engineId.value).toString('hex') : null],
  ];
  return texts.flatMap(([name, value]) => (value ? [{ name, component: '', value: value.slice(0, 500) }] : []));
}

/** The first of each name and component. */
function unique(facts: readonly DeviceFact[]): readonly DeviceFact[] {
  const found = new Map<string, DeviceFact>();
  for (const fact of facts) {
    const key = `${fact.name}\n${fact.component}`;
    if (!found.has(key)) found.set(key, fact);
  }
  return [...found.values()];
}

/** Tables that were read before a slow device was cut off, and what it said it was then. */
export interface Progress {
  objectId: string | null;
  /** sysUpTime, hundredths of a second. */
  ticks: number;
  readonly tables: Map<string, Table>;
}

export const noProgress = (): Progress => ({ objectId: null, ticks: 0, tables: new Map() });

/** Another device, or one that started since, is not described by what was read before. */
function begin(progress: Progress, objectId: string | null, ticks: number): void {
  if (progress.objectId !== objectId || ticks < progress.ticks) progress.tables.clear();
  Object.assign(progress, { objectId, ticks });
}

/**
 * Finds out what a device is: its profile by sysObjectID, its interfaces, parts and facts (R-8.4.2-c2-9). Rejects with DeviceFault only;
 * what was read until then stands in `progress`, so that the next attempt goes on there.
 */
export async function identify(device: Device, profiles: Profiles, progress: Progress): Promise<Identified> {
  const system = await device.get(Object.values(SYS));
  const named = system.get(SYS.objectId);
  const objectId = named?.kind === 'oid' ? named.value : null;
  begin(progress, objectId, numberOf(system.get(SYS.uptime)) ?? 0);
  const profile = profiles.choose(objectId);
  const asked = profile.facts.flatMap(({ scalar }) => scalar ?? []);
  const scalars = asked.length > 0 ? await device.get(asked) : new Map<string, Value>();
  const missing: string[] = [];
  const read = async (part: string, columns: readonly string[]): Promise<Table> => {
    const known = progress.tables.get(part);
    if (known) return known;
    const before = missing.length;
    const table = await tableOrNothing(device, part, columns, missing);
    if (missing.length === before) progress.tables.set(part, table);
    return table;
  };
  const ports = await read('interfaces', INTERFACE_COLUMNS);
  const parts = await read('entities', ENTITY_COLUMNS);
  const transceiverColumns = Object.values(profile.transceivers ?? {}).filter((column) => column !== undefined);
  const hasParts = parts.size > 0;
  const more = await read('hardware', [...(hasParts ? HARDWARE_COLUMNS : []), ...transceiverColumns]);
  const pointed = await read('aliases', hasParts ? ALIAS_COLUMNS : []);
  const known = await read('profile', staticColumns(profile));
  progress.tables.clear();
  const interfaces = interfacesOf(ports);
  const entities = entitiesOf(parts);
  const aliases = aliasesOf(pointed, interfaces);
  return {
    profile,
    interfaces,
    entities: new Map(entities.map(({ index, component }) => [index, component])),
    ports: new Map(interfaces.map(({ index, component }) => [index, component])),
    aliases,
    optical: opticalSensorsOf(entities, aliases),
    hardware: missing.some((one) => one.startsWith('entities.') && !isCut(one))
      ? null
      : hardwareOf({
          ...{ entities, more, aliases, interfaces, transceivers: profile.transceivers ?? null },
          panel: profile.panel
            .filter(({ matches }) => matches === undefined || matches.some((prefix) => isPrefix(prefix, objectId ?? '')))
            .map(({ matches: _, ...rule }) => rule),
          isCut: missing.includes('entities.cut'),
        }),
    known,
    questions: questionsOf(profile, known),
    missing,
    facts: unique([
      ...systemFacts(system),
      ...profileFacts(profile, system, scalars),
      ...chassisFacts(chassisOf(entities)),
      { name: 'device.profile', component: '', value: profile.title },
      ...interfaceFacts(interfaces),
      ...moduleFacts(entities),
    ]),
  };
}
