import { useTranslation } from 'react-i18next';
import type { Collection, Heartbeat } from '../../../shared/contracts/collection.ts';
import { Age } from '../../components/Age/Age.tsx';
import { Panel } from '../../components/Panel/Panel.tsx';
import { SeverityMark } from '../../components/SeverityMark/SeverityMark.tsx';
import { formatAge, formatCount, formatDuration } from '../../lib/format.ts';
import { useBefore, useKnownNow } from '../../lib/old.ts';
import styles from './collection.module.css';
import { heartName } from './words.ts';

const EVERY_MS = 5000;

/** 心跳: what everything else is heard through, when it was last heard, and whether its monitoring is interrupted. */
export function HeartPanel({ collection }: { readonly collection: Collection }) {
  const { t } = useTranslation('collection');
  const before = useBefore();
  const { heartbeats, sourceStates, at } = collection;
  const rows = heartbeats.filter(({ kind }) => kind !== 'source');
  const counts = (['beating', 'learning', 'silent', 'covered', 'held'] as const).filter((state) => (sourceStates[state] ?? 0) > 0);
  return (
    <Panel
      title={t('hearts')}
      meta={t('hearts.meta')}
      age={<Age at={at} intervalMs={EVERY_MS} />}
      padded={false}
      footer={
        <span>
          {counts.length === 0
            ? t('hearts.noSources')
            : before(
                t('hearts.sources', {
                  list: counts
                    .map((state) => t('hearts.count', { state: t(`heart.${state}`), n: formatCount(sourceStates[state] ?? 0) }))
                    .join(t('hearts.separator')),
                }),
              )}
        </span>
      }
    >
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('column.heart')}</th>
            <th scope="col">{t('column.beat')}</th>
            <th scope="col" className={styles.number}>
              {t('column.limit')}
            </th>
            <th scope="col" className={styles.number}>
              {t('column.last')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((heart) => (
            <Row key={`${heart.kind}:${heart.name}`} heart={heart} />
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Row({ heart }: { readonly heart: Heartbeat }) {
  const { t } = useTranslation('collection');
  const now = useKnownNow();
  const before = useBefore();
  const { lastAt, limitMs, state, by } = heart;
  return (
    <>
      <tr>
        <td>{heartName(heart)}</td>
        <td>
          <span className={styles.marked}>
            {state === 'silent' && <SeverityMark level="major" size={16} />}
            {before(t(`heart.${state}`))}
            {by !== null && <span className="meta">{t(`heart.by.${state === 'held' ? 'held' : 'covered'}`, { name: heartName(by) })}</span>}
          </span>
        </td>
        <td className={styles.number}>{limitMs === null ? '—' : formatDuration(limitMs / 1000)}</td>
        <td className={styles.number}>{lastAt === null ? t('never') : t('ago', { age: formatAge(Math.max(0, now - lastAt)) })}</td>
      </tr>
      {state === 'silent' && (
        <tr>
          <td colSpan={4} className={styles.next}>
            {t(`heart.next.${heart.kind}`)}
          </td>
        </tr>
      )}
    </>
  );
}
