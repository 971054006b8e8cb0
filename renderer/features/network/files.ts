import type { AddressRow, ArpRow, FdbRow, InterfaceRow, SubnetRow, VlanRow } from '../../../shared/contracts/network.ts';
import type { zhCN } from '../../i18n/zh-CN/index.ts';
import { toCsv } from '../../lib/csv.ts';
import { formatNumber } from '../../lib/format.ts';
import type { T } from './columns.tsx';
import { stateText, typeText, whenText } from './words.ts';

type Cell = string | number | null;
/** The rows of a list as a CSV file, values without units so that they can be calculated with; times in the zone of the product. */
export type ToFile<Row> = (t: T, rows: readonly Row[]) => string;

const simulated = (t: T, { isSimulated }: { readonly isSimulated: boolean }): string => (isSimulated ? t('network:csv.isSimulated') : '');
const names = (list: readonly string[]): string => list.join(' ');

/** Names of columns; `t` is asked for each as one of a few keys that are all there. */
type Head = Extract<keyof (typeof zhCN)['network'], `column.${string}` | 'csv.oper' | 'csv.index' | 'csv.readAt' | 'csv.simulated'>;
function fileOf<Row>(head: readonly Head[], row: (t: T, one: Row) => readonly Cell[]): ToFile<Row> {
  return (t, rows) =>
    toCsv(
      head.map((one) => t(`network:${one}`)),
      rows.map((one) => row(t, one)),
    );
}

export const interfaceFile = fileOf<InterfaceRow>(
  [
    ...(['column.name', 'csv.simulated', 'column.port', 'csv.index', 'column.alias', 'column.state'] as const),
    ...(['csv.oper', 'column.changedAt', 'column.speed', 'column.type', 'column.mtu'] as const),
    ...(['column.mac', 'column.pvid', 'column.addresses', 'csv.readAt', 'column.heard'] as const),
  ],
  (t, one) => [
    ...[one.name, simulated(t, one), one.port, one.index, one.alias, stateText(one.state), one.oper, whenText(one.changedAt), one.speed],
    ...[typeText(one.type), one.mtu, one.mac, one.pvid, names(one.addresses), whenText(one.seenAt), whenText(one.heardAt)],
  ],
);

export const vlanFile = fileOf<VlanRow>(
  [...(['column.id', 'column.names', 'column.devices', 'column.tagged'] as const), ...(['column.untagged', 'csv.readAt'] as const)],
  (_t, one) => [one.id, one.names.join(' / '), one.devices, one.tagged, one.untagged, whenText(one.seenAt)],
);

export const subnetFile = fileOf<SubnetRow>(
  [
    ...(['column.cidr', 'column.size', 'column.used', 'column.share', 'column.own'] as const),
    ...(['column.resolved', 'column.devices', 'column.holders', 'column.overlaps'] as const),
  ],
  (_t, one) => [
    ...[one.cidr, one.size, one.used, formatNumber(100 * one.share, 2), one.own, one.seen, one.devices],
    ...[one.holders.map(({ name, address }) => `${name} ${address}`).join(' / '), names(one.overlaps)],
  ],
);

export const addressFile = fileOf<AddressRow>(
  [
    ...(['column.address', 'column.duplicate', 'column.holders', 'column.macs'] as const),
    ...(['column.firstAt', 'column.lastAt'] as const),
  ],
  (t, one) => [
    ...[one.address, one.isDuplicate ? t('network:duplicate') : '', one.holders.map(({ name, port }) => `${name} ${port}`).join(' / ')],
    ...[names(one.macs), whenText(one.firstAt), whenText(one.lastAt)],
  ],
);

const STAY = ['column.stay', 'column.firstAt', 'column.lastAt', 'csv.readAt'] as const;
const stay = (t: T, one: ArpRow | FdbRow): readonly Cell[] => [
  ...[t(`network:stay.${one.state}`), whenText(one.firstAt), whenText(one.lastAt), whenText(one.readAt)],
];

export const arpFile = fileOf<ArpRow>(
  ['column.address', 'column.mac', 'column.name', 'csv.simulated', 'column.port', ...STAY],
  (t, one) => [one.address, one.mac, one.name, simulated(t, one), one.port, ...stay(t, one)],
);

export const macFile = fileOf<FdbRow>(
  [...(['column.mac', 'column.vlan', 'column.name', 'csv.simulated', 'column.port'] as const), ...(['column.beside', ...STAY] as const)],
  (t, one) => [one.mac, one.vlan, one.name, simulated(t, one), one.port, one.beside, ...stay(t, one)],
);
