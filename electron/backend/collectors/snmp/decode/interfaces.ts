import type { MetricCode } from '../../../../../shared/domain/metric/catalogue.ts';
import { changed, type Figure, missing } from '../../../../../shared/domain/observation/quality.ts';
import type { Table } from '../walk.ts';
import { readingOf } from './counter.ts';
import type { Bounds, Rates } from './rates.ts';
import { macOf, numberOf, textOf, type Value } from './value.ts';

const IF = '1.3.6.1.2.1.2.2.1';
const IFX = '1.3.6.1.2.1.31.1.1.1';

/** What of an interface changes seldom (IF-MIB, RFC 2863). */
const STATIC = {
  descr: `${IF}.2`,
  type: `${IF}.3`,
  speed: `${IF}.5`,
  mac: `${IF}.6`,
  name: `${IFX}.1`,
  highSpeed: `${IFX}.15`,
  alias: `${IFX}.18`,
} as const;
const STATE = { admin: `${IF}.7`, oper: `${IF}.8`, discontinuity: `${IFX}.19` } as const;

interface Counter {
  readonly metric: MetricCode;
  /** The counter of 64 bits, where there is one, and that of 32. */
  readonly wide: string | null;
  readonly narrow: string;
  readonly factor: number;
}

const COUNTERS: readonly Counter[] = [
  { metric: 'interface.in', wide: `${IFX}.6`, narrow: `${IF}.10`, factor: 8 },
  { metric: 'interface.out', wide: `${IFX}.10`, narrow: `${IF}.16`, factor: 8 },
  { metric: 'interface.in.packets', wide: `${IFX}.7`, narrow: `${IF}.11`, factor: 1 },
  { metric: 'interface.out.packets', wide: `${IFX}.11`, narrow: `${IF}.17`, factor: 1 },
  { metric: 'interface.in.discards', wide: null, narrow: `${IF}.13`, factor: 1 },
  { metric: 'interface.out.discards', wide: null, narrow: `${IF}.19`, factor: 1 },
  { metric: 'interface.in.errors', wide: null, narrow: `${IF}.14`, factor: 1 },
  { metric: 'interface.out.errors', wide: null, narrow: `${IF}.20`, factor: 1 },
];
const UTILISATION: Readonly<Partial<Record<MetricCode, MetricCode>>> = {
  'interface.in': 'interface.in.utilisation',
  'interface.out': 'interface.out.utilisation',
};

export const INTERFACE_COLUMNS: readonly string[] = Object.values(STATIC);

/** Columns of every cycle: until it is known which the agent has (`known` null) all, then what is not said twice. */
export function interfaceCyclesColumns(known: ReadonlySet<string> | null): readonly string[] {
  const counters = COUNTERS.flatMap(({ wide, narrow }) => (wide === null ? [narrow] : [wide, narrow]));
  const all = [...Object.values(STATE), ...counters];
  if (known === null) return all;
  const doubled = new Set(COUNTERS.flatMap(({ wide, narrow }) => (wide !== null && known.has(wide) ? [narrow] : [])));
  return all.filter((column) => known.has(column) && !doubled.has(column));
}

export interface Interface {
  readonly index: string;
  /** Its name on the device, made unique. */
  readonly component: string;
  readonly alias: string;
  readonly type: number | null;
  /** Bit a second; null where the device does not say it. */
  readonly speed: number | null;
  readonly mac: string | null;
}

const HIGHEST_SPEED = 4_294_967_295;

function speedOf(cells: ReadonlyMap<string, Value>): number | null {
  const mega = numberOf(cells.get(STATIC.highSpeed)) ?? 0;
  if (mega > 0) return mega * 1_000_000;
  const speed = numberOf(cells.get(STATIC.speed)) ?? 0;
  return speed > 0 && speed < HIGHEST_SPEED ? speed : null;
}

/** The interfaces of a device. Names that are missing or stand twice get the index behind them. */
export function interfacesOf(table: Table): readonly Interface[] {
  const rows = [...table].filter(([, cells]) => cells.has(STATIC.descr) || cells.has(STATIC.name));
  const named = rows.map(([index, cells]) => ({
    index,
    cells,
    name: textOf(cells.get(STATIC.name)) || textOf(cells.get(STATIC.descr)) || '',
  }));
  const times = new Map<string, number>();
  for (const { name } of named) times.set(name, (times.get(name) ?? 0) + 1);
  return named.map(({ index, cells, name }) => ({
    index,
    component: name !== '' && times.get(name) === 1 ? name : `${name}#${index}`,
    alias: textOf(cells.get(STATIC.alias)) ?? '',
    type: numberOf(cells.get(STATIC.type)),
    speed: speedOf(cells),
    mac: macOf(cells.get(STATIC.mac)),
  }));
}

export interface InterfaceReading extends Figure {
  readonly metric: MetricCode;
  readonly component: string;
}

export interface InterfaceState {
  readonly component: string;
  readonly isAdminUp: boolean;
  /** ifOperStatus as it was said, null when it was not. */
  readonly oper: number | null;
}

/** What is remembered of interfaces from cycle to cycle: which have been in use, and their discontinuities. */
export interface InterfaceMemory {
  readonly used: ReadonlySet<string>;
  readonly discontinuities: ReadonlyMap<string, number>;
}
export const NO_INTERFACES: InterfaceMemory = { used: new Set(), discontinuities: new Map() };

const ADMIN_UP = 1;
const UP = 1;
const DOWN = 2;
const NOT_PRESENT = 6;
const LOWER_LAYER_DOWN = 7;

const FREE: Figure = { value: null };

/** 1 up; 0 down, but only for one that has been in use: a free port is no fault. Nothing for what is neither. */
function upOf(oper: number | null, isUsed: boolean): Figure {
  if (oper === UP) return { value: 1 };
  if (oper !== DOWN && oper !== LOWER_LAYER_DOWN) return missing('noValue');
  return isUsed ? { value: 0 } : FREE;
}

export interface InterfaceCycle {
  readonly readings: readonly InterfaceReading[];
  readonly states: readonly InterfaceState[];
  readonly memory: InterfaceMemory;
}

/** One cycle of all interfaces. One that is administratively down, or not there, reports nothing. */
export function readInterfaces(known: readonly Interface[], table: Table, rates: Rates, before: InterfaceMemory): InterfaceCycle {
  const readings: InterfaceReading[] = [];
  const states: InterfaceState[] = [];
  const used = new Set<string>();
  const discontinuities = new Map<string, number>();
  for (const one of known) {
    const cells = table.get(one.index);
    if (!cells) {
      if (before.used.has(one.component)) used.add(one.component);
      continue;
    }
    const oper = numberOf(cells.get(STATE.oper));
    const admin = numberOf(cells.get(STATE.admin));
    if (oper === NOT_PRESENT) continue;
    states.push({ component: one.component, isAdminUp: admin === null || admin === ADMIN_UP, oper });
    const traffic = COUNTERS.slice(0, 2).some(
      ({ wide, narrow }) => (readingOf(cells.get(wide ?? narrow) ?? cells.get(narrow))?.value ?? 0n) > 0n,
    );
    const isUsed = oper === UP || before.used.has(one.component) || traffic;
    if (isUsed) used.add(one.component);
    const discontinuity = numberOf(cells.get(STATE.discontinuity)) ?? 0;
    discontinuities.set(one.component, discontinuity);
    const isWhole = (before.discontinuities.get(one.component) ?? discontinuity) === discontinuity;
    const counted = readCounters(one, cells, rates, isWhole);
    if (admin !== null && admin !== ADMIN_UP) continue;
    readings.push({ metric: 'interface.up', component: one.component, ...upOf(oper, isUsed) });
    if (isUsed) readings.push(...counted);
  }
  return { readings, states, memory: { used, discontinuities } };
}

/** ifType of what carries no more than its speed says: ethernet in its kinds, aggregates. The speed of a tunnel or a VLAN is a name only. */
const CARRIERS: ReadonlySet<number> = new Set([6, 62, 69, 117, 161]);
/** Bits that the smallest frame takes on an ethernet, its gap included. */
const SMALLEST_FRAME = 672;

/** Octets by the speed, frames by the speed and the smallest of them; no count of frames comes near to going round twice. */
function boundsOf({ speed, type }: Interface, factor: number): Bounds {
  const isOctets = factor === 8;
  if (speed === null) return { isSlow: !isOctets };
  const isCarrier = type !== null && CARRIERS.has(type);
  return { highest: isCarrier ? speed / (isOctets ? 8 : SMALLEST_FRAME) : null, fastest: isOctets ? speed / 8 : null, isSlow: !isOctets };
}

function readCounters(one: Interface, cells: ReadonlyMap<string, Value>, rates: Rates, isWhole: boolean): readonly InterfaceReading[] {
  const { component, speed } = one;
  return COUNTERS.flatMap(({ metric, wide, narrow, factor }): InterfaceReading[] => {
    const cell = (wide === null ? undefined : cells.get(wide)) ?? cells.get(narrow);
    if (cell === undefined) return [];
    const rate = rates.rate(`${metric} ${component}`, readingOf(cell), boundsOf(one, factor));
    const figure = isWhole ? changed(rate, (value) => value * factor) : missing('restarted');
    const share = UTILISATION[metric];
    return [
      { metric, component, ...figure },
      ...(share && speed !== null
        ? [{ metric: share, component, ...changed(figure, (value) => Math.min(100, (100 * value) / speed)) }]
        : []),
    ];
  });
}
