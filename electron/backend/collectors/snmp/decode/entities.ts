import { PART_CLASSES, type PartClass } from '../../../../../shared/domain/hardware/part.ts';
import type { Table } from '../walk.ts';
import { numberOf, textOf, type Value } from './value.ts';

const ENTITY = '1.3.6.1.2.1.47.1.1.1.1';
export const COLUMN = {
  descr: `${ENTITY}.2`,
  containedIn: `${ENTITY}.4`,
  class: `${ENTITY}.5`,
  name: `${ENTITY}.7`,
  software: `${ENTITY}.10`,
  serial: `${ENTITY}.11`,
  manufacturer: `${ENTITY}.12`,
  model: `${ENTITY}.13`,
} as const;

export const ENTITY_COLUMNS: readonly string[] = Object.values(COLUMN);

/** What agents write where there is nothing to say. */
const NOTHING = /^(?:n\/?a|none|null|unknown|not available|-+|0+)$/i;

/** Classes of entPhysicalClass that a person calls a part (RFC 6933). */
const NAMED: ReadonlySet<PartClass> = new Set(['chassis', 'powerSupply', 'fan', 'module', 'stack']);

/** A physical part of a device (ENTITY-MIB). */
export interface Entity {
  readonly index: string;
  /** Its name on the device, made unique. */
  readonly component: string;
  /** What it is; null for what no person calls a part. */
  readonly class: string | null;
  readonly kind: PartClass;
  /** Index of the one it is in; 0 for none. */
  readonly parent: number;
  readonly description: string;
  readonly model: string;
  readonly serial: string;
  readonly version: string;
  readonly manufacturer: string;
}

/** A text of a part; '' for what only says that there is none. */
export const saidOf = (cells: ReadonlyMap<string, Value> | undefined, column: string): string =>
  (textOf(cells?.get(column)) ?? '').replace(NOTHING, '');

/** The physical entities of a device in the order of the agent. */
export function entitiesOf(table: Table): readonly Entity[] {
  const rows = [...table].filter(([, cells]) => cells.has(COLUMN.class) || cells.has(COLUMN.descr));
  const text = (cells: ReadonlyMap<string, Value>, column: string): string => textOf(cells.get(column)) ?? '';
  const named = rows.map(([index, cells]) => ({ index, cells, name: text(cells, COLUMN.name) || text(cells, COLUMN.descr) }));
  const times = new Map<string, number>();
  for (const { name } of named) times.set(name, (times.get(name) ?? 0) + 1);
  return named.map(({ index, cells, name }) => {
    const kind = PART_CLASSES[(numberOf(cells.get(COLUMN.class)) ?? 0) - 1] ?? 'unknown';
    return {
      ...{ index, kind, class: NAMED.has(kind) ? kind : null },
      component: name !== '' && times.get(name) === 1 ? name : `${name}#${index}`,
      parent: numberOf(cells.get(COLUMN.containedIn)) ?? 0,
      description: text(cells, COLUMN.descr),
      model: saidOf(cells, COLUMN.model),
      serial: saidOf(cells, COLUMN.serial),
      version: saidOf(cells, COLUMN.software),
      manufacturer: saidOf(cells, COLUMN.manufacturer),
    };
  });
}

/** The part whose model and serial number are those of the device: the first chassis that says one, else any part that does. */
export function chassisOf(entities: readonly Entity[]): Entity | null {
  const said = entities.filter(({ serial, model }) => serial !== '' || model !== '');
  return said.find((one) => one.class === 'chassis') ?? said.find((one) => one.class === 'module') ?? null;
}
