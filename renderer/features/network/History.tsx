import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AddressHistory } from '../../../shared/contracts/network.ts';
import { DrawerSection } from '../../components/Drawer/Drawer.tsx';
import { useNow } from '../../lib/clock.ts';
import { formatWhen } from '../../lib/format.ts';
import { PortLink } from './cells.tsx';
import styles from './network.module.css';
import { historyQuery } from './queries.ts';
import { portText } from './words.ts';

/** Where an address has been, and where it is looked for on the map. */
export function History({ address }: { readonly address: string }) {
  const { t } = useTranslation(['network', 'terms']);
  const { data, error } = useQuery(historyQuery(address));
  return (
    <DrawerSection title={t('network:section.history')} note={t('network:section.history.note')}>
      {error && !data && <p role="alert">{t('network:history.failed', { problem: t(`terms:problem.${error.code}`) })}</p>}
      {!data && !error && <p>{t('network:history.loading')}</p>}
      {data?.items.length === 0 && <p>{t('network:history.none')}</p>}
      {data && data.items.length > 0 && (
        <ol className={styles.stays}>
          {data.items.map((one) => (
            <Stay key={`${one.table} ${one.resourceId} ${one.mac} ${one.address} ${one.port} ${one.vlan} ${one.firstAt}`} one={one} />
          ))}
        </ol>
      )}
      {data && data.more > 0 && <p>{t('network:history.more', { count: data.more })}</p>}
      <p className={styles.ways}>
        <Link to="/topology" search={{ view: 'list', q: address }}>
          {t('network:way.locate')}
        </Link>
      </p>
    </DrawerSection>
  );
}

function Stay({ one }: { readonly one: AddressHistory['items'][number] }) {
  const { t } = useTranslation('network');
  const now = useNow();
  const { table, name, mac, address, vlan, firstAt, lastAt, state } = one;
  const port = portText(one.port);
  const said = () => {
    if (table === 'arp') return t('history.arp', { name, port, address, mac });
    return vlan === null ? t('history.fdb', { mac, name, port }) : t('history.fdb.vlan', { mac, name, port, vlan });
  };
  return (
    <li data-over={state === 'now' ? undefined : true}>
      <span>{said()}</span>
      <span>{t(`stay.${state}`)}</span>
      <span className="meta">{t('history.span', { from: formatWhen(firstAt, now), to: formatWhen(lastAt, now) })}</span>
      <PortLink resourceId={one.resourceId} port={one.port} />
    </li>
  );
}
