import { type EventVariable, variableUnder } from './variable.ts';

const IF_ENTRY = '1.3.6.1.2.1.2.2.1';
const IF_INDEX = `${IF_ENTRY}.1`;
/** ifName before ifDescr: it is what monitoring calls an interface. */
const NAMES = ['1.3.6.1.2.1.31.1.1.1.1', `${IF_ENTRY}.2`];
const COLUMNS = [IF_INDEX, ...NAMES, `${IF_ENTRY}.7`, `${IF_ENTRY}.8`];

/** `name#index`, `name` or `#index`, as much of it as a notification has; null for none. RFC 2863 obliges to ifIndex, some send names only. */
export function interfaceWords(variables: readonly EventVariable[]): string | null {
  const name = NAMES.map((column) => variableUnder(variables, column)?.text.trim()).find((text) => text) ?? '';
  const row = COLUMNS.flatMap((column) => variableUnder(variables, column)?.oid.slice(column.length + 1) ?? []).find((text) => text);
  const index = variableUnder(variables, IF_INDEX)?.text || row;
  return index === undefined && name === '' ? null : name + (index === undefined ? '' : `#${index}`);
}

/** An interface of a resource as monitoring knows it. */
export interface KnownInterface {
  readonly component: string;
  /** Null where it is not known. */
  readonly index: number | null;
}

const WORDS = /^(.*?)(?:#(\d{1,10}))?$/s;

/** What a device shortens the kinds of its interfaces to, beside beginnings of their names (Cisco IOS, Huawei VRP, H3C Comware, Ruijie). */
const SHORT: Readonly<Record<string, string>> = {
  ge: 'gigabitethernet',
  xge: 'ten-gigabitethernet',
  te: 'ten-gigabitethernet',
  tengigabitethernet: 'ten-gigabitethernet',
  xgigabitethernet: 'ten-gigabitethernet',
  tf: 'twentyfivegige',
  twe: 'twentyfivegige',
  twentyfivegigabitethernet: 'twentyfivegige',
  fge: 'fortygige',
  fo: 'fortygige',
  fortygigabitethernet: 'fortygige',
  hge: 'hundredgige',
  hu: 'hundredgige',
  hundredgigabitethernet: 'hundredgige',
  bagg: 'bridge-aggregation',
  ragg: 'route-aggregation',
  po: 'port-channel',
  vl: 'vlan-interface',
  vlan: 'vlan-interface',
  vlanif: 'vlan-interface',
};

/** The kind of an interface and what stands behind it, without spaces and capitals: `Gi0/1`, `GigabitEthernet 0/1`. */
function partsOf(name: string): { readonly kind: string; readonly place: string } {
  const [, kind = '', place = ''] = /^([a-z-]*?)-?(\d.*)?$/s.exec(name.toLowerCase().replaceAll(/\s/g, '')) ?? ['', name.toLowerCase()];
  return { kind: SHORT[kind] ?? kind, place };
}

/** True where two names can be of one interface of one device. */
export function isSameInterface(a: string, b: string): boolean {
  if (a === b) return true;
  const [one, other] = [partsOf(a), partsOf(b)];
  const isShort = (short: string, long: string) => short.length >= 2 && long.startsWith(short);
  return (
    one.place === other.place &&
    one.place !== '' &&
    (one.kind === other.kind || isShort(one.kind, other.kind) || isShort(other.kind, one.kind))
  );
}

/**
 * What monitoring calls the interface that an event speaks of, most certain first: by its index, by its name, by a name that only one of
 * the known can be short for. Then the event's own words. What began under one of these ends under each.
 */
export function componentsOf(words: string, known: readonly KnownInterface[]): readonly [string, ...string[]] {
  const [, name = '', digits] = WORDS.exec(words) ?? [];
  const index = digits === undefined ? null : Number(digits);
  const alike = name === '' ? [] : known.filter(({ component }) => isSameInterface(component, name));
  const found =
    known.find((one) => index !== null && one.index === index) ??
    known.find(({ component }) => component === words || component === name) ??
    (alike.length === 1 ? alike[0] : undefined);
  const own = name === '' ? words : name;
  const rest = [own, ...(digits === undefined ? [] : [`#${digits}`])];
  const [first = own, ...others] = [...new Set(found ? [found.component, ...rest] : rest)];
  return [first, ...others];
}
