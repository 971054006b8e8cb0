import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { LocatedAddress } from '../../../shared/contracts/topology.ts';
import { ASKED_MS } from '../../../shared/domain/topology/evidence.ts';
import { Age } from '../../components/Age/Age.tsx';
import { Panel } from '../../components/Panel/Panel.tsx';
import { Tag } from '../../components/Tag/Tag.tsx';
import { useLocated } from './queries.ts';
import styles from './topology.module.css';

/** Where an address is plugged in, by what switches and routers have learned (R-8.4.2-c2-6). */
export function AddressPanel({ text }: { readonly text: string }) {
  const { t } = useTranslation(['topology', 'terms']);
  const { data, error } = useLocated(text);
  return (
    <Panel title={t('topology:located', { text })} meta={data ? t('topology:located.count', { count: data.items.length }) : undefined}>
      {error && <p role="alert">{t('topology:located.failed', { problem: t(`terms:problem.${error.code}`) })}</p>}
      {!data && !error && <p>{t('topology:located.loading')}</p>}
      {data?.items.length === 0 && <p>{t('topology:located.none')}</p>}
      {data?.items.map((one) => (
        <Located key={one.mac} located={one} />
      ))}
    </Panel>
  );
}

function Located({ located: { mac, owner, ports, resolved } }: { readonly located: LocatedAddress }) {
  const { t } = useTranslation('topology');
  return (
    <dl className={styles.located}>
      <dt>{t('located.mac')}</dt>
      <dd className="mono">{mac}</dd>
      {owner && (
        <>
          <dt>{t('located.owner')}</dt>
          <dd>
            <Device {...owner} />
          </dd>
        </>
      )}
      {resolved.length > 0 && (
        <>
          <dt>{t('located.addresses')}</dt>
          <dd>
            {resolved.map((one) => (
              <span key={`${one.resourceId} ${one.port} ${one.address}`} className={styles.place}>
                <span className="mono">{one.address}</span>{' '}
                <span className="meta">{t('located.by', { name: one.name, port: one.port })}</span>{' '}
                <Age at={one.at} intervalMs={ASKED_MS.arp} />
              </span>
            ))}
          </dd>
        </>
      )}
      <dt>{t('located.ports')}</dt>
      <dd>
        {ports.length === 0 && t('located.nowhere')}
        {ports.map((one, index) => (
          <span key={`${one.resourceId} ${one.port} ${one.vlan}`} className={styles.place}>
            <Device {...one} /> {one.vlan !== null && <span className="meta">{t('located.vlan', { vlan: one.vlan })}</span>}{' '}
            {index === 0 && !one.leadsOn && <Tag>{t('located.here')}</Tag>} {one.leadsOn && <Tag look="dashed">{t('located.way')}</Tag>}{' '}
            <span className="meta">{t('located.macs', { count: one.macs })}</span> <Age at={one.at} intervalMs={ASKED_MS.fdb} />
          </span>
        ))}
      </dd>
    </dl>
  );
}

function Device({ resourceId, name, port }: { readonly resourceId: string; readonly name: string; readonly port: string }) {
  return (
    <>
      <Link to="/topology" search={{ device: resourceId }}>
        {name}
      </Link>{' '}
      {port}
    </>
  );
}
