import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AddressRow, ArpRow, FdbRow, InterfaceRow, SubnetRow, VlanRow } from '../../../shared/contracts/network.ts';
import { Age } from '../../components/Age/Age.tsx';
import { Drawer, DrawerSection } from '../../components/Drawer/Drawer.tsx';
import { Tag } from '../../components/Tag/Tag.tsx';
import { formatCount } from '../../lib/format.ts';
import { DeviceLink, PortLink } from './cells.tsx';
import { History } from './History.tsx';
import type { NetworkSearch } from './model.ts';
import styles from './network.module.css';
import { vlanQuery } from './queries.ts';
import { operText, sizeText, speedText, stateText, typeText, whenText } from './words.ts';

interface Opened<Row> {
  readonly row: Row;
  onClose(): void;
}

function Facts({ facts }: { readonly facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  const said = facts.filter(([, value]) => value !== null && value !== '' && value !== undefined);
  return (
    <dl className={styles.facts}>
      {said.map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** An interface: what is known of it, and the ways to its device, its curves, its place on the map and what is behind it. */
export function InterfaceDrawer({ row, onClose, children }: Opened<InterfaceRow> & { readonly children?: ReactNode }) {
  const { t } = useTranslation(['network', 'common']);
  const { resourceId, port, state, oper } = row;
  return (
    <Drawer
      label={t('network:drawer.interface', { name: port })}
      onClose={onClose}
      head={
        <>
          <h2 className={styles.title}>{t('network:drawer.interface', { name: port })}</h2>
          <p className="meta">
            <DeviceLink {...row} /> <Age at={row.heardAt} intervalMs={row.intervalMs} />
          </p>
        </>
      }
    >
      <DrawerSection title={t('network:section.facts')}>
        <Facts
          facts={[
            [t('network:column.state'), operText(oper) ?? stateText(state)],
            [t('network:column.changedAt'), whenText(row.changedAt)],
            [t('network:column.alias'), row.alias],
            [t('network:column.speed'), speedText(row.speed)],
            [t('network:column.type'), typeText(row.type)],
            [t('network:column.mtu'), row.mtu],
            [t('network:column.mac'), row.mac],
            [t('network:column.addresses'), row.addresses.join(t('common:list.separator'))],
            [t('network:column.pvid'), row.pvid],
            [t('network:fact.index'), row.index],
            [t('network:fact.seenAt'), whenText(row.seenAt)],
          ]}
        />
        <p className={styles.ways}>
          <Link to="/resources/$id" params={{ id: resourceId }} search={{ group: 'interface', only: [port] }}>
            {t('network:way.curves')}
          </Link>
          <Link to="/topology" search={{ device: resourceId }}>
            {t('network:way.map')}
          </Link>
          <Link to="/network" search={{ tab: 'macs', resource: resourceId, q: port, stay: 'now' }}>
            {t('network:way.macs')}
          </Link>
        </p>
      </DrawerSection>
      {children}
    </Drawer>
  );
}

/** A VLAN: which devices have it, and on which of their ports. */
export function VlanDrawer({ row, onClose }: Opened<VlanRow>) {
  const { t } = useTranslation(['network', 'common', 'terms']);
  const { data, error } = useQuery(vlanQuery(row.id));
  const ports = (names: readonly string[]) => names.join(t('common:list.separator'));
  return (
    <Drawer
      label={t('network:drawer.vlan', { id: row.id })}
      onClose={onClose}
      head={
        <>
          <h2 className={styles.title}>{t('network:drawer.vlan', { id: row.id })}</h2>
          <p className="meta">{row.names.join(t('common:list.separator'))}</p>
        </>
      }
    >
      <DrawerSection title={t('network:section.devices')}>
        {error && !data && <p role="alert">{t('network:vlan.failed', { problem: t(`terms:problem.${error.code}`) })}</p>}
        {!data && !error && <p>{t('network:vlan.loading')}</p>}
        {data && (
          <ul className={styles.stays}>
            {data.devices.map((device) => (
              <li key={device.resourceId}>
                <DeviceLink {...device} />
                <span className="meta">{device.vlanName}</span>
                <span>
                  {device.untagged.length > 0 && (
                    <span className={styles.ports}>{t('network:vlan.untagged', { ports: ports(device.untagged) })}</span>
                  )}
                  {device.tagged.length > 0 && (
                    <span className={styles.ports}>{t('network:vlan.tagged', { ports: ports(device.tagged) })}</span>
                  )}
                  {device.tagged.length + device.untagged.length === 0 && <span className="meta">{t('network:vlan.noPorts')}</span>}
                </span>
              </li>
            ))}
          </ul>
        )}
        {data && data.more > 0 && <p>{t('network:vlan.more', { count: data.more })}</p>}
      </DrawerSection>
    </Drawer>
  );
}

/** A subnet: its use, who has an address in it, what it overlaps. */
export function SubnetDrawer({ row, search, onClose }: Opened<SubnetRow> & { readonly search: NetworkSearch }) {
  const { t } = useTranslation('network');
  const days = search.days ?? 7;
  const use = { used: formatCount(row.used), size: sizeText(row.size), own: formatCount(row.own), seen: formatCount(row.seen), days };
  return (
    <Drawer
      label={t('drawer.subnet', { cidr: row.cidr })}
      onClose={onClose}
      head={<h2 className={styles.title}>{t('drawer.subnet', { cidr: row.cidr })}</h2>}
    >
      <DrawerSection title={t('column.used')}>
        <p>{t('subnet.use', use)}</p>
        <p className={styles.ways}>
          <Link to="/network" search={{ tab: 'addresses', subnet: row.cidr, days: search.days }}>
            {t('way.addresses')}
          </Link>
        </p>
      </DrawerSection>
      <DrawerSection title={t('section.holders')}>
        <ul className={styles.stays}>
          {row.holders.map((holder) => (
            <li key={`${holder.resourceId} ${holder.address}`}>
              <DeviceLink {...holder} />
              <span className="mono">{holder.address}</span>
              <span className="meta">{holder.port}</span>
            </li>
          ))}
        </ul>
        {row.devices > row.holders.length && <p>{t('holders.more', { count: row.devices })}</p>}
      </DrawerSection>
      {row.overlaps.length > 0 && (
        <DrawerSection title={t('section.overlaps')}>
          <ul className={styles.stays}>
            {row.overlaps.map((cidr) => (
              <li key={cidr} className="mono">
                {cidr}
              </li>
            ))}
          </ul>
        </DrawerSection>
      )}
    </Drawer>
  );
}

/** An address: who has it, and where it has been. */
export function AddressDrawer({ row, onClose }: Opened<AddressRow>) {
  const { t } = useTranslation('network');
  return (
    <Drawer
      label={t('drawer.address', { address: row.address })}
      onClose={onClose}
      head={
        <h2 className={styles.title}>
          {t('drawer.address', { address: row.address })} {row.isDuplicate && <Tag look="dashed">{t('duplicate')}</Tag>}
        </h2>
      }
    >
      {row.holders.length > 0 && (
        <DrawerSection title={t('column.holders')}>
          <ul className={styles.stays}>
            {row.holders.map((holder) => (
              <li key={`${holder.resourceId} ${holder.port}`}>
                <DeviceLink {...holder} />
                <span className="meta">{holder.port}</span>
              </li>
            ))}
          </ul>
        </DrawerSection>
      )}
      <History address={row.address} />
    </Drawer>
  );
}

/** What was learned: where that address has been. */
export function LearnedDrawer({ row, address, onClose }: Opened<ArpRow | FdbRow> & { readonly address: string }) {
  const { t } = useTranslation('network');
  return (
    <Drawer
      label={t('drawer.address', { address })}
      onClose={onClose}
      head={
        <>
          <h2 className={styles.title}>{t('drawer.address', { address })}</h2>
          <p className="meta">
            <DeviceLink {...row} /> <PortLink {...row} />
          </p>
        </>
      }
    >
      <History address={address} />
    </Drawer>
  );
}
