import { type Hardware, MOST_PARTS, MOST_TEXT, type PanelRule, type Part } from '../../../../../shared/domain/hardware/part.ts';
import type { Table } from '../walk.ts';
import { type Entity, saidOf } from './entities.ts';
import type { Interface } from './interfaces.ts';
import { numberOf } from './value.ts';

/** Of entPhysicalTable what only an inventory needs, and entAliasMappingTable (ENTITY-MIB, RFC 6933). */
const ENTITY = '1.3.6.1.2.1.47.1.1.1.1';
const COLUMN = { position: `${ENTITY}.6`, hardware: `${ENTITY}.8`, firmware: `${ENTITY}.9`, isFru: `${ENTITY}.16` } as const;
const ALIAS = '1.3.6.1.2.1.47.1.3.2.1.2';
/** What an alias that is an interface points to: ifIndex, which is also said as ifEntry. */
const IF_INDEX = /^1\.3\.6\.1\.2\.1\.2\.2\.1(?:\.1)?\.(\d+)$/;
const TRUE = 1;
const FALSE = 2;

export const HARDWARE_COLUMNS: readonly string[] = Object.values(COLUMN);
export const ALIAS_COLUMNS: readonly string[] = [ALIAS];

/** The interface of each physical entity that is one, by the index of the entity. The alias of no certain logical entity (0) before any other. */
export function aliasesOf(table: Table, interfaces: readonly Interface[]): ReadonlyMap<number, string> {
  const names = new Map(interfaces.map(({ index, component }) => [index, component]));
  const found = new Map<number, { readonly logical: number; readonly component: string }>();
  for (const [row, cells] of table) {
    const [entity = 0, logical = 0] = row.split('.').map(Number);
    const pointed = cells.get(ALIAS);
    const index = pointed?.kind === 'oid' ? IF_INDEX.exec(pointed.value)?.[1] : undefined;
    const component = index === undefined ? undefined : names.get(index);
    const known = found.get(entity);
    if (component !== undefined && (known === undefined || logical < known.logical)) found.set(entity, { logical, component });
  }
  return new Map([...found].map(([entity, { component }]) => [entity, component]));
}

/** Columns of a maker's table of transceivers, whose rows are interfaces. */
export interface TransceiverColumns {
  readonly model: string;
  readonly manufacturer?: string | undefined;
  readonly serial: string;
}

const cut = (text: string): string => text.slice(0, MOST_TEXT);

/** Transceivers that the entities do not tell of: each in its port, or in the device where that has no ports. Their indexes are none of the agent's. */
function transceiversOf(
  columns: TransceiverColumns | null,
  table: Table,
  interfaces: readonly Interface[],
  parts: readonly Part[],
): readonly Part[] {
  if (columns === null) return [];
  const ofPort = new Map(parts.filter(({ port }) => port !== '').map((part) => [part.port, part]));
  const root = parts.find((part) => part.class === 'chassis')?.index ?? 0;
  const known = new Set(parts.flatMap(({ serial }) => (serial === '' ? [] : [serial])));
  return interfaces.flatMap(({ index, component }): readonly Part[] => {
    const cells = table.get(index);
    const serial = cut(saidOf(cells, columns.serial));
    if (serial === '' || known.has(serial)) return [];
    return [
      {
        ...{
          index: -Number(index),
          parent: ofPort.get(component)?.index ?? root,
          position: 1,
          class: 'module',
          component: `${component} SFP`,
        },
        ...{ description: '', model: cut(saidOf(cells, columns.model)), serial },
        manufacturer: columns.manufacturer === undefined ? '' : cut(saidOf(cells, columns.manufacturer)),
        ...{ hardware: '', firmware: '', software: '', isReplaceable: true, port: ofPort.has(component) ? '' : component },
      },
    ];
  });
}

export interface HardwareTables {
  readonly entities: readonly Entity[];
  /** HARDWARE_COLUMNS, and those of `transceivers`. */
  readonly more: Table;
  readonly aliases: ReadonlyMap<number, string>;
  readonly interfaces: readonly Interface[];
  readonly transceivers: TransceiverColumns | null;
  readonly panel: readonly PanelRule[];
  readonly isCut: boolean;
}

/** The parts of a device; null where it tells of none, which is no news about parts that it told of before. */
export function hardwareOf({ entities, more, aliases, interfaces, transceivers, panel, isCut }: HardwareTables): Hardware | null {
  const own = entities
    .filter(({ kind }) => kind !== 'sensor')
    .map((entity): Part => {
      const cells = more.get(entity.index);
      const isFru = numberOf(cells?.get(COLUMN.isFru));
      const index = Number(entity.index);
      return {
        ...{ index, parent: entity.parent, position: numberOf(cells?.get(COLUMN.position)) ?? -1, class: entity.kind },
        ...{ component: cut(entity.component), description: cut(entity.description), model: cut(entity.model), serial: cut(entity.serial) },
        ...{ manufacturer: cut(entity.manufacturer), hardware: cut(saidOf(cells, COLUMN.hardware)) },
        ...{ firmware: cut(saidOf(cells, COLUMN.firmware)), software: cut(entity.version) },
        ...{ isReplaceable: isFru === TRUE ? true : isFru === FALSE ? false : null, port: aliases.get(index) ?? '' },
      };
    })
    .filter(({ index }) => Number.isSafeInteger(index) && index > 0);
  const parts = [...own, ...transceiversOf(transceivers, more, interfaces, own)];
  return parts.length === 0 ? null : { parts: parts.slice(0, MOST_PARTS), isCut: isCut || parts.length > MOST_PARTS, panel };
}

/** What light a sensor measures, and on which interface. */
export interface OpticalSensor {
  readonly metric: 'optics.rx' | 'optics.tx';
  readonly component: string;
}

const RECEIVES = /\b(?:rx|receive[rd]?)\b/i;
const TRANSMITS = /\b(?:tx|transmit(?:ter|ted)?)\b/i;

/**
 * The sensors of received and of sent light among the entities, by their index: those whose name says which of both, in a port or in what
 * holds one port only. What an agent puts elsewhere belongs to nobody.
 */
export function opticalSensorsOf(entities: readonly Entity[], aliases: ReadonlyMap<number, string>): ReadonlyMap<string, OpticalSensor> {
  const byIndex = new Map(entities.map((one) => [Number(one.index), one]));
  const held = new Map<number, Set<string>>();
  for (const [index, component] of aliases)
    for (const above of upwards(byIndex, index)) held.set(above, (held.get(above) ?? new Set()).add(component));
  const found = new Map<string, OpticalSensor>();
  for (const { index, kind, component, description } of entities) {
    if (kind !== 'sensor') continue;
    const name = `${component} ${description}`;
    const [isRx, isTx] = [RECEIVES.test(name), TRANSMITS.test(name)];
    if (isRx === isTx) continue;
    for (const above of upwards(byIndex, Number(index))) {
      const ports = held.get(above);
      if (ports === undefined) continue;
      const [port] = ports;
      if (ports.size === 1 && port !== undefined) found.set(index, { metric: isRx ? 'optics.rx' : 'optics.tx', component: port });
      break;
    }
  }
  return found;
}

/** Levels of parts in parts that are followed: an agent may put two into each other. */
const MOST_LEVELS = 20;

/** An entity and what it is in, outwards. */
function* upwards(byIndex: ReadonlyMap<number, Entity>, index: number): Generator<number> {
  let at = index;
  for (let level = 0; level < MOST_LEVELS && at > 0; level += 1) {
    yield at;
    at = byIndex.get(at)?.parent ?? 0;
  }
}
