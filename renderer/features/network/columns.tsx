import type { TFunction } from 'i18next';
import type { AddressRow, ArpRow, FdbRow, InterfaceRow, SubnetRow, VlanRow } from '../../../shared/contracts/network.ts';
import { INVENTORY_MS } from '../../../shared/domain/network/inventory.ts';
import { ASKED_MS } from '../../../shared/domain/topology/evidence.ts';
import { Age } from '../../components/Age/Age.tsx';
import type { Column } from '../../components/DataTable/DataTable.tsx';
import { ResourceName } from '../../components/ResourceName/ResourceName.tsx';
import { Tag } from '../../components/Tag/Tag.tsx';
import { formatCount, formatNumber, formatWhen } from '../../lib/format.ts';
import { Holders } from './cells.tsx';
import { shareShown } from './model.ts';
import styles from './network.module.css';
import { operText, portText, sizeText, speedText, stateText, typeText } from './words.ts';

export type T = TFunction<['network', 'common', 'terms']>;

const mono = (text: string) => <span className="mono">{text}</span>;
const when = (at: number | null, now: number) => (at === null ? '' : formatWhen(at, now));

export function interfaceColumns(t: T, now: number): readonly Column<InterfaceRow>[] {
  return [
    {
      id: 'name',
      title: t('network:column.name'),
      width: 'minmax(140px, 220px)',
      sortable: true,
      render: (row) => <ResourceName {...row} />,
    },
    { id: 'port', title: t('network:column.port'), width: 'minmax(120px, 220px)', sortable: true, render: ({ port }) => portText(port) },
    {
      id: 'state',
      title: t('network:column.state'),
      width: '72px',
      sortable: true,
      render: ({ state, oper }) => (state === 'down' ? <b>{stateText(state)}</b> : (operText(oper) ?? stateText(state))),
    },
    {
      ...{ id: 'changedAt', title: t('network:column.changedAt'), width: '120px', sortable: true, tone: 'meta' },
      render: ({ changedAt }) => when(changedAt, now),
    },
    {
      ...{ id: 'speed', title: t('network:column.speed'), width: '96px', align: 'end', sortable: true },
      render: ({ speed }) => speedText(speed),
    },
    { id: 'alias', title: t('network:column.alias'), width: 'minmax(120px, 280px)', tone: 'meta', render: ({ alias }) => alias },
    {
      id: 'addresses',
      title: t('network:column.addresses'),
      width: 'minmax(120px, 240px)',
      render: ({ addresses }) => mono(addresses.join(t('common:list.separator'))),
    },
    { id: 'pvid', title: t('network:column.pvid'), width: '56px', align: 'end', tone: 'meta', render: ({ pvid }) => pvid },
    { id: 'type', title: t('network:column.type'), width: '72px', tone: 'meta', render: ({ type }) => typeText(type) },
    { id: 'mtu', title: t('network:column.mtu'), width: '64px', align: 'end', tone: 'meta', render: ({ mtu }) => mtu },
    { id: 'mac', title: t('network:column.mac'), width: '152px', tone: 'meta', render: ({ mac }) => mono(mac) },
    {
      ...{ id: 'heard', title: t('network:column.heard'), width: '80px', align: 'end' },
      render: ({ heardAt, intervalMs }) => <Age at={heardAt} intervalMs={intervalMs} />,
    },
  ];
}

export function vlanColumns(t: T): readonly Column<VlanRow>[] {
  return [
    { id: 'id', title: t('network:column.id'), width: '80px', align: 'end', sortable: true, render: ({ id }) => id },
    {
      id: 'names',
      title: t('network:column.names'),
      width: 'minmax(200px, 480px)',
      render: ({ names }) => (
        <span className="ellipsis">
          {names.length === 0 ? <span className="meta">{t('network:unknown.name')}</span> : names.join(t('common:list.separator'))}{' '}
          {names.length > 1 && <Tag look="dashed">{t('network:names.differ')}</Tag>}
        </span>
      ),
    },
    {
      id: 'devices',
      title: t('network:column.devices'),
      width: '88px',
      align: 'end',
      sortable: true,
      render: ({ devices }) => formatCount(devices),
    },
    {
      ...{ id: 'ports', title: t('network:column.ports'), width: '88px', align: 'end', sortable: true },
      render: ({ tagged, untagged }) => formatCount(tagged + untagged),
    },
    {
      id: 'tagged',
      title: t('network:column.tagged'),
      width: '88px',
      align: 'end',
      tone: 'meta',
      render: ({ tagged }) => formatCount(tagged),
    },
    {
      ...{ id: 'untagged', title: t('network:column.untagged'), width: '88px', align: 'end', tone: 'meta' },
      render: ({ untagged }) => formatCount(untagged),
    },
    {
      ...{ id: 'seen', title: t('network:column.seen'), width: '88px', align: 'end' },
      render: ({ seenAt }) => <Age at={seenAt} intervalMs={INVENTORY_MS} />,
    },
  ];
}

export function subnetColumns(t: T): readonly Column<SubnetRow>[] {
  return [
    { id: 'cidr', title: t('network:column.cidr'), width: 'minmax(160px, 320px)', sortable: true, render: ({ cidr }) => mono(cidr) },
    { id: 'size', title: t('network:column.size'), width: '104px', align: 'end', tone: 'meta', render: ({ size }) => sizeText(size) },
    { id: 'used', title: t('network:column.used'), width: '80px', align: 'end', sortable: true, render: ({ used }) => formatCount(used) },
    {
      ...{ id: 'share', title: t('network:column.share'), width: '152px', align: 'end', sortable: true },
      render: ({ family, share }) => {
        const shown = shareShown(family, share);
        if (shown === null) return '';
        return (
          <>
            <span className={styles.bar} aria-hidden="true">
              <span style={{ width: `${100 * shown}%` }} />
            </span>
            {formatNumber(100 * shown, 1)} %
          </>
        );
      },
    },
    { id: 'own', title: t('network:column.own'), width: '88px', align: 'end', tone: 'meta', render: ({ own }) => formatCount(own) },
    {
      id: 'resolved',
      title: t('network:column.resolved'),
      width: '88px',
      align: 'end',
      tone: 'meta',
      render: ({ seen }) => formatCount(seen),
    },
    {
      id: 'holders',
      title: t('network:column.holders'),
      width: 'minmax(160px, 320px)',
      render: ({ holders, devices }) => <Holders holders={holders} count={t('network:holders.more', { count: devices })} />,
    },
    {
      id: 'overlaps',
      title: t('network:column.overlaps'),
      width: 'minmax(96px, 160px)',
      render: ({ overlaps }) => overlaps.length > 0 && <Tag look="dashed">{t('network:overlaps.count', { count: overlaps.length })}</Tag>,
    },
  ];
}

export function addressColumns(t: T, now: number): readonly Column<AddressRow>[] {
  return [
    {
      id: 'address',
      title: t('network:column.address'),
      width: 'minmax(140px, 300px)',
      sortable: true,
      render: ({ address }) => mono(address),
    },
    {
      ...{ id: 'duplicate', title: t('network:column.duplicate'), width: '72px' },
      render: ({ isDuplicate }) => isDuplicate && <Tag look="dashed">{t('network:duplicate')}</Tag>,
    },
    {
      id: 'holders',
      title: t('network:column.holders'),
      width: 'minmax(160px, 320px)',
      render: ({ holders }) => <Holders holders={holders} count={t('network:holders.more', { count: holders.length })} />,
    },
    {
      id: 'macs',
      title: t('network:column.macs'),
      width: 'minmax(152px, 320px)',
      render: ({ macs }) => mono(macs.join(t('common:list.separator'))),
    },
    { id: 'firstAt', title: t('network:column.firstAt'), width: '136px', tone: 'meta', render: ({ firstAt }) => when(firstAt, now) },
    {
      ...{ id: 'lastAt', title: t('network:column.lastAt'), width: '88px', align: 'end', sortable: true },
      render: ({ lastAt }) => <Age at={lastAt} intervalMs={ASKED_MS.arp} />,
    },
  ];
}

/** What stays of both tables have in common. */
function stayColumns(t: T, now: number): readonly Column<ArpRow | FdbRow>[] {
  return [
    { id: 'stay', title: t('network:column.stay'), width: '80px', render: ({ state }) => t(`network:stay.${state}`) },
    {
      ...{ id: 'firstAt', title: t('network:column.firstAt'), width: '136px', tone: 'meta', sortable: true },
      render: ({ firstAt }) => when(firstAt, now),
    },
    {
      ...{ id: 'lastAt', title: t('network:column.lastAt'), width: '136px', tone: 'meta', sortable: true },
      render: ({ lastAt }) => when(lastAt, now),
    },
    {
      ...{ id: 'seen', title: t('network:column.seen'), width: '88px', align: 'end' },
      render: ({ readAt }) => <Age at={readAt} intervalMs={ASKED_MS.fdb} />,
    },
  ];
}

export function arpColumns(t: T, now: number): readonly Column<ArpRow>[] {
  return [
    {
      id: 'address',
      title: t('network:column.address'),
      width: 'minmax(140px, 300px)',
      sortable: true,
      render: ({ address }) => mono(address),
    },
    { id: 'mac', title: t('network:column.mac'), width: '152px', sortable: true, render: ({ mac }) => mono(mac) },
    {
      id: 'name',
      title: t('network:column.name'),
      width: 'minmax(140px, 240px)',
      sortable: true,
      render: (row) => <ResourceName {...row} />,
    },
    { id: 'port', title: t('network:column.port'), width: 'minmax(120px, 200px)', render: ({ port }) => portText(port) },
    ...stayColumns(t, now),
  ];
}

export function macColumns(t: T, now: number): readonly Column<FdbRow>[] {
  return [
    { id: 'mac', title: t('network:column.mac'), width: '152px', sortable: true, render: ({ mac }) => mono(mac) },
    { id: 'vlan', title: t('network:column.vlan'), width: '64px', align: 'end', sortable: true, render: ({ vlan }) => vlan },
    {
      id: 'name',
      title: t('network:column.name'),
      width: 'minmax(140px, 240px)',
      sortable: true,
      render: (row) => <ResourceName {...row} />,
    },
    { id: 'port', title: t('network:column.port'), width: 'minmax(120px, 200px)', render: ({ port }) => portText(port) },
    {
      id: 'beside',
      title: t('network:column.beside'),
      width: '96px',
      align: 'end',
      tone: 'meta',
      render: ({ beside, state }) => (state === 'now' ? formatCount(beside) : ''),
    },
    ...stayColumns(t, now),
  ];
}
