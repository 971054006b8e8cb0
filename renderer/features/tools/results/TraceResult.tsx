import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Resource } from '../../../../shared/contracts/resources.ts';
import type { ToolResult } from '../../../../shared/contracts/tools.ts';
import { Tag } from '../../../components/Tag/Tag.tsx';
import { formatValue } from '../../../lib/format.ts';
import styles from '../tools.module.css';

interface Props {
  readonly result: Extract<ToolResult, { tool: 'trace' }>;
  readonly isRunning: boolean;
  resourceAt(address: string): Resource | undefined;
}

/** The steps of the way, with the resources that have their addresses. */
export function TraceResult({ result: { hops, end }, isRunning, resourceAt }: Props) {
  const { t } = useTranslation('tools');
  const count = end === 'silent' ? (hops.findLast(({ nodes }) => nodes.length > 0)?.ttl ?? 0) : hops.length;
  return (
    <div className={styles.inner}>
      <p className={styles.summary}>
        {end === null || isRunning ? t('trace.going', { hops: hops.length }) : t(`trace.end.${end}`, { hops: count })}
      </p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('trace.column.hop')}</th>
            <th scope="col">{t('trace.column.address')}</th>
            <th scope="col">{t('trace.column.resource')}</th>
            <th scope="col" className={styles.end}>
              {t('trace.column.answered')}
            </th>
            <th scope="col" className={styles.end}>
              {t('trace.column.rtt')}
            </th>
          </tr>
        </thead>
        <tbody>
          {hops.map(({ ttl, nodes, sent, answered, isDestination, error }) => (
            <tr key={ttl}>
              <td>{ttl}</td>
              <td>
                {nodes.length === 0 && <span className="meta">{t('trace.silent')}</span>}
                {nodes.map(({ address }) => (
                  <div key={address} className="mono">
                    {address}
                  </div>
                ))}
                {error !== null && <div>{error}</div>}
              </td>
              <td>
                {isDestination && <Tag look="solid">{t('trace.destination')}</Tag>}{' '}
                {nodes.map(({ address }) => {
                  const resource = resourceAt(address);
                  return (
                    resource && (
                      <Link key={address} to="/resources/$id" params={{ id: resource.id }}>
                        {resource.name}
                      </Link>
                    )
                  );
                })}
              </td>
              <td className={styles.end}>
                {answered} / {sent}
              </td>
              <td className={styles.end}>
                {nodes.map(({ address, rttMs }) => (
                  <div key={address}>{rttMs !== null ? formatValue(rttMs, 'ms', 2) : isRunning ? '' : t('trace.noPing')}</div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
