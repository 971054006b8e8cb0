import type { MetricCode } from '../../../../shared/domain/metric/catalogue.ts';
import { type Figure, missing as missingBy, type Reason } from '../../../../shared/domain/observation/quality.ts';
import { type InterfaceMemory, type InterfaceState, interfaceCyclesColumns, NO_INTERFACES, readInterfaces } from './decode/interfaces.ts';
import { type Counters, createRates, NO_COUNTERS } from './decode/rates.ts';
import { firstOfEach, readProfile } from './decode/readings.ts';
import { readSensors, sensorColumns } from './decode/sensors.ts';
import { numberOf, type Value } from './decode/value.ts';
import type { Device } from './device.ts';
import { answerOrNothing, type DeviceFact, type Identity, isCut, SYS, tableOrNothing } from './identify.ts';
import { oidsOf } from './profile/schema.ts';
import { withCells } from './questions.ts';
import type { Table } from './walk.ts';

const HOST_UPTIME = '1.3.6.1.2.1.25.1.1.0';
const ENGINE_TIME = '1.3.6.1.6.3.10.2.1.3.0';
/** The system and its agent disagree by more: each counts from a start of its own. */
const SAME_START_S = 60;
const WRAP_S = 2 ** 32 / 100;
/** tooBig (RFC 3416 3). */
const TOO_BIG = 1;
const NO_VALUES: ReadonlyMap<string, Value> = new Map();

export interface CycleSample extends Figure {
  readonly metric: MetricCode;
  readonly component: string;
}

/** What one device leaves for its next cycle. */
export interface CycleMemory {
  readonly counters: Counters;
  readonly interfaces: InterfaceMemory;
  /** Seconds since the agent began. */
  readonly uptimeS: number;
  readonly ports: PartMemory;
  readonly profile: PartMemory;
}

/** What one part of a device leaves: its interfaces, or what its profile names. */
interface PartMemory {
  /** Columns the agent had; null before the first cycle in which it gave all of the part. */
  readonly columns: ReadonlySet<string> | null;
  /** What was measured before the agent left the part out, each as a gap. */
  readonly measured: readonly CycleSample[];
}

const NO_PART: PartMemory = { columns: null, measured: [] };

export const NO_CYCLE: CycleMemory = {
  counters: NO_COUNTERS,
  interfaces: NO_INTERFACES,
  uptimeS: 0,
  ports: NO_PART,
  profile: NO_PART,
};

/** The same, with every column to be asked for again: the device was identified anew. */
export const withAllColumns = (memory: CycleMemory): CycleMemory => ({
  ...memory,
  ports: { ...memory.ports, columns: null },
  profile: { ...memory.profile, columns: null },
});

export interface CycleResult {
  readonly samples: readonly CycleSample[];
  readonly facts: readonly DeviceFact[];
  readonly states: readonly InterfaceState[];
  readonly memory: CycleMemory;
  /** The agent began anew, or has rows that were not there: the device is to be identified again. */
  readonly isChanged: boolean;
}

interface Uptime {
  /** That of the agent, which its counters follow. */
  readonly agentS: number;
  /** That of the system, as it is shown. */
  readonly systemS: number;
}

/** The uptimes of a device. TimeTicks begin again after 497 days, the engine's seconds do not: they are believed where both agree. */
function uptimeOf(values: ReadonlyMap<string, Value>): Uptime | null {
  const ticks = numberOf(values.get(SYS.uptime));
  if (ticks === null) return null;
  const agentS = ticks / 100;
  const engineS = numberOf(values.get(ENGINE_TIME));
  const agrees = engineS !== null && Math.abs((engineS % WRAP_S) - agentS) < SAME_START_S;
  const hostTicks = numberOf(values.get(HOST_UPTIME));
  return { agentS: agrees ? engineS : agentS, systemS: hostTicks === null ? (agrees ? engineS : agentS) : hostTicks / 100 };
}

const isWrap = (beforeS: number, nowS: number, elapsedS: number): boolean => Math.abs(beforeS + elapsedS - WRAP_S - nowS) < SAME_START_S;

const columnsOf = (table: Table): ReadonlySet<string> => new Set([...table.values()].flatMap((cells) => [...cells.keys()]));

const GAPS = new Map<string, CycleSample>();
const MOST_GAPS = 200_000;

/** The gap that stands in the place of this value; the same for all devices, which have thousands of the same name. */
function gapOf({ metric, component }: CycleSample): CycleSample {
  const key = `${metric}\n${component}`;
  const known = GAPS.get(key);
  if (known) return known;
  if (GAPS.size >= MOST_GAPS) GAPS.clear();
  const gap = { metric, component, value: null };
  GAPS.set(key, gap);
  return gap;
}

interface PartAfter {
  readonly memory: PartMemory;
  readonly samples: readonly CycleSample[];
}

/** Why an agent did not give something, by the codes of what it did not give: `interfaces.snmp.notIncreasing`. */
export function reasonOf(missing: readonly string[]): Reason {
  if (missing.some((one) => one.endsWith('.snmp.notIncreasing'))) return 'loop';
  return missing.some((one) => one.endsWith(`.snmp.status.${TOO_BIG}`)) ? 'tooBig' : 'protocol';
}

/** A part after a cycle, `missing` of which was not given. What was asked and not given is a gap, not gone; another part that was given says nothing about it. */
function after(before: PartMemory, table: Table, found: readonly CycleSample[], missing: readonly string[]): PartAfter {
  const isWhole = missing.length === 0;
  const gap = missingBy(reasonOf(missing));
  const samples = isWhole ? found : firstOfEach([...found, ...before.measured.map((one) => ({ ...one, ...gap }))]);
  const columns = isWhole ? (before.columns ?? columnsOf(table)) : before.columns;
  return { memory: { columns, measured: samples.map(gapOf) }, samples };
}

/** What was measured before and the agent no longer has: said once, as the begin of a gap. */
function goneOf(before: readonly CycleSample[], now: readonly CycleSample[]): readonly CycleSample[] {
  const keyOf = ({ metric, component }: CycleSample): string => `${metric}\n${component}`;
  const found = new Set(now.map(keyOf));
  return before.filter((one) => !found.has(keyOf(one))).map((one) => ({ ...one, ...missingBy('absent') }));
}

/** The same of ports that still report; one that was shut down or taken out says nothing. Thousands that are all there are not compared. */
function goneOfPorts(before: readonly CycleSample[], now: readonly CycleSample[]): readonly CycleSample[] {
  if (now.length >= before.length) return [];
  const reporting = new Set(now.map(({ component }) => component));
  return goneOf(before, now).filter(({ component }) => reporting.has(component));
}

/**
 * One cycle of a device that was identified: one GET, then its tables side by side. `clock` is monotonic in ms. Rejects with DeviceFault
 * only. What an agent did not have in the first cycle is not asked again until it is identified anew.
 */
export async function cycle(device: Device, identity: Identity, before: CycleMemory, clock: () => number): Promise<CycleResult> {
  const { profile, interfaces } = identity;
  const askedAt = clock();
  const scalars = await device.get([...new Set([SYS.uptime, HOST_UPTIME, ENGINE_TIME, ...profile.scalars.flatMap(oidsOf)])]);
  const rtt = clock() - askedAt;
  const uptime = uptimeOf(scalars);
  const elapsedS = (askedAt - before.counters.at) / 1000;
  const isAnew = uptime !== null && uptime.agentS < before.uptimeS && !isWrap(before.uptimeS, uptime.agentS, elapsedS);
  const missing: string[] = [];
  const has = (column: string): boolean => before.profile.columns?.has(column) ?? true;
  const missingOf = (part: string): readonly string[] => missing.filter((one) => !isCut(one) && one.startsWith(`${part}.`));
  const ports =
    interfaces.length === 0 ? new Map() : await tableOrNothing(device, 'interfaces', interfaceCyclesColumns(before.ports.columns), missing);
  const readAt = clock();
  const { columns, cells } = identity.questions;
  const walked = await tableOrNothing(device, 'profile', [...columns, ...profile.sensors.flatMap(sensorColumns)].filter(has), missing);
  const answers = await answerOrNothing('profile', missing, NO_VALUES, () =>
    device.get(cells.map(({ column, row }) => `${column}.${row}`)),
  );
  const table = withCells(walked, cells, answers);
  const rates = createRates(before.counters, readAt, !isAnew);
  const entity = (index: string): string | null => identity.entities.get(index) ?? null;
  const port = (index: string): string | null => identity.ports.get(index) ?? null;
  const read = readInterfaces(interfaces, ports, rates, isAnew ? { ...NO_INTERFACES, used: before.interfaces.used } : before.interfaces);
  const readings = readProfile(profile, scalars, { known: identity.known, now: table, entity, port }, rates);
  const sensors = profile.sensors
    .flatMap((entry) => readSensors(entry, identity.known, table))
    .flatMap(({ index, metric, ...rest }): readonly CycleSample[] => {
      if (metric !== 'light') return [{ ...rest, metric, component: entity(index) ?? index }];
      const optical = identity.optical.get(index);
      return optical ? [{ ...rest, ...optical }] : [];
    });
  const own: readonly CycleSample[] = [
    { metric: 'snmp.rtt', component: '', value: rtt },
    ...(uptime ? [{ metric: 'system.uptime', component: '', value: uptime.systemS } as const] : []),
  ];
  const knownPorts = new Set(interfaces.map(({ index }) => index));
  // A device may say one sensor in several tables: its own, that of the standard, that of its maker.
  const found = firstOfEach<CycleSample>([...readings, ...sensors]);
  const portsAfter = after(before.ports, ports, read.readings, missingOf('interfaces'));
  const profileAfter = after(before.profile, table, found, missingOf('profile'));
  const gone = [
    ...(missingOf('profile').length === 0 ? goneOf(before.profile.measured, found) : []),
    ...(missingOf('interfaces').length === 0 ? goneOfPorts(before.ports.measured, read.readings) : []),
  ];
  return {
    samples: [...own, ...portsAfter.samples, ...profileAfter.samples, ...gone],
    facts: [
      ...read.states.map(({ component, isAdminUp }) => ({ name: 'interface.adminUp', component, value: isAdminUp })),
      { name: 'monitoring.missing', component: '', value: [...new Set([...identity.missing, ...missing])].join(', ') },
    ],
    states: read.states,
    memory: {
      counters: rates.counters,
      interfaces: read.memory,
      uptimeS: uptime?.agentS ?? before.uptimeS,
      ports: portsAfter.memory,
      profile: profileAfter.memory,
    },
    isChanged: isAnew || [...ports.keys()].some((index) => !knownPorts.has(index)),
  };
}
