import { useTranslation } from 'react-i18next';
import type { Health } from '../../../shared/contracts/health.ts';
import { Age } from '../../components/Age/Age.tsx';
import { Panel } from '../../components/Panel/Panel.tsx';
import { SeverityMark } from '../../components/SeverityMark/SeverityMark.tsx';
import { formatBytes, formatCount, formatDateTime, formatDuration, formatNumber } from '../../lib/format.ts';
import { HEALTH_EVERY_MS } from '../../lib/health.ts';
import { useBefore, useKnownNow } from '../../lib/old.ts';
import { Curve } from './Curve.tsx';
import styles from './health.module.css';
import { diskUsed, isUnsafe, type StoreHealth } from './model.ts';
import { pausedText, storeName } from './names.ts';

/** Slow statements named on the page; the file and /metrics have all. */
const SLOW_SHOWN = 5;

/** 数据库: size, speed and how strictly each store is written. */
export function StorePanel({ stores, at }: { readonly stores: readonly StoreHealth[]; readonly at: number }) {
  const { t } = useTranslation('health');
  return (
    <Panel title={t('stores')} age={<Age at={at} intervalMs={HEALTH_EVERY_MS} />} padded={false}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('column.store')}</th>
            <th scope="col" className={styles.curved}>
              {t('column.size')}
            </th>
            <th scope="col" className={styles.wide}>
              {t('column.sync')}
            </th>
            <th scope="col" className={styles.broad}>
              {t('column.write')}
            </th>
          </tr>
        </thead>
        <tbody>
          {stores.map((store) => (
            <StoreRow key={store.name} store={store} />
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function StoreRow({ store }: { readonly store: StoreHealth }) {
  const { t } = useTranslation(['health', 'common']);
  return (
    <>
      <tr>
        <td className="ellipsis">{storeName(store.name)}</td>
        <td className={styles.curved}>
          <Curve code="storeBytes" part={store.name} /> {formatBytes(store.bytes)}
        </td>
        <td className={styles.wide}>
          <span className={styles.marked} data-align="end">
            {isUnsafe(store) && <SeverityMark level="major" size={16} />}
            {store.synchronous ?? t('common:value.unknown')}
          </span>
        </td>
        <td className={styles.broad}>
          <Curve code="storeWriteP95" part={store.name} />{' '}
          {store.writeP95Ms === null ? '' : t('health:write', { ms: formatNumber(store.writeP95Ms, 1) })}
        </td>
      </tr>
      {store.note !== null && (
        <tr>
          <td colSpan={4} className={styles.next}>
            {t('health:store.note', { note: pausedText(store.note) })}
          </td>
        </tr>
      )}
    </>
  );
}

/** 数据盘: what is left, what is held back for the audit, and what has stopped because of it. */
export function DiskPanel({ health }: { readonly health: Health }) {
  const { t } = useTranslation(['health', 'common']);
  const { disk } = health;
  const before = useBefore();
  const used = diskUsed(disk);
  return (
    <Panel title={t('health:disk')} age={<Age at={health.at} intervalMs={HEALTH_EVERY_MS} />}>
      {disk.state !== 'ok' && (
        <p className={styles.warning}>
          <SeverityMark level={disk.state === 'full' ? 'critical' : 'major'} size={18} />
          <span>
            <b>{t(`health:disk.${disk.state}`)}</b> {disk.since !== null && t('health:disk.since', { at: formatDateTime(disk.since) })}
            <br />
            {t(`health:disk.${disk.state}.next`)}
          </span>
        </p>
      )}
      <dl className={styles.facts}>
        <dt>{t('health:disk.folder')}</dt>
        <dd className="mono">{health.dataFolder}</dd>
        <dt>{t('health:disk.use')}</dt>
        <dd>
          {used === null
            ? t('common:value.unknown')
            : t('health:disk.use.text', { used: formatNumber(used, 0), free: formatBytes(disk.free), total: formatBytes(disk.total) })}{' '}
          <Curve code="diskFree" />
        </dd>
        <dt>{t('health:disk.ballast')}</dt>
        <dd>
          {disk.ballast > 0 ? t('health:disk.ballast.text', { size: formatBytes(disk.ballast) }) : t('health:disk.ballast.none')}{' '}
          <Curve code="ballast" />
        </dd>
        <dt>{t('health:disk.telemetry')}</dt>
        <dd>{before(t(disk.telemetryStopped ? 'health:disk.telemetry.stopped' : 'health:disk.telemetry.ok'))}</dd>
      </dl>
    </Panel>
  );
}

/** 审计: length of the chain and its last verification. */
export function AuditPanel({ health }: { readonly health: Health }) {
  const { t } = useTranslation('health');
  const { records, verifiedAt, ok } = health.audit;
  return (
    <Panel title={t('audit')} age={<Age at={verifiedAt} intervalMs={86_400_000} />}>
      {ok === false && (
        <p className={styles.warning}>
          <SeverityMark level="critical" size={18} />
          <span>
            <b>{t('audit.broken')}</b> {t('audit.broken.next')}
          </span>
        </p>
      )}
      <dl className={styles.facts}>
        <dt>{t('audit.records')}</dt>
        <dd>
          {t('audit.records.text', { records: formatCount(records) })} <Curve code="auditRecords" />
        </dd>
        <dt>{t('audit.verified')}</dt>
        <dd>
          {verifiedAt === null ? t('audit.never') : t(ok === false ? 'audit.failed' : 'audit.ok', { at: formatDateTime(verifiedAt) })}
        </dd>
      </dl>
    </Panel>
  );
}

/** 版本与运行: what runs here since when, and how smoothly. */
export function AboutPanel({ health }: { readonly health: Health }) {
  const { t } = useTranslation(['health', 'common']);
  const now = useKnownNow();
  return (
    <Panel title={t('health:about')} age={<Age at={health.at} intervalMs={HEALTH_EVERY_MS} />}>
      <dl className={styles.facts}>
        <dt>{t('health:about.version')}</dt>
        <dd>{health.version}</dd>
        <dt>{t('health:about.uptime')}</dt>
        <dd>
          {t('health:about.uptime.text', {
            duration: formatDuration((now - health.startedAt) / 1000),
            at: formatDateTime(health.startedAt),
          })}
        </dd>
        <dt>{t('health:about.loop')}</dt>
        <dd>
          {health.loopDelayP99Ms === null
            ? t('common:value.unknown')
            : t('health:about.loop.text', { ms: formatNumber(health.loopDelayP99Ms, 1) })}{' '}
          <Curve code="loopDelayP99" />
        </dd>
        <dt>{t('health:about.slow')}</dt>
        <dd>
          {t(health.slowQueries === 0 ? 'health:about.slow.none' : 'health:about.slow.text', { times: formatCount(health.slowQueries) })}
          {health.slow.slice(0, SLOW_SHOWN).map(({ name, count, worstMs }) => (
            <span key={name} className={styles.slow}>
              <span className="mono">{name}</span> {t('health:about.slow.one', { times: formatCount(count), ms: formatCount(worstMs) })}{' '}
              <Curve code="slowQueries" part={name} />
            </span>
          ))}
        </dd>
        <dt>{t('health:about.step')}</dt>
        <dd>
          {health.clock.stepMs === 0 ? t('health:about.step.none') : t('health:about.step.text', { ms: formatCount(health.clock.stepMs) })}{' '}
          <Curve code="clockStep" />
        </dd>
        <dt>{t('health:about.certificate')}</dt>
        <dd>
          {health.certificate === null
            ? t('health:about.certificate.none')
            : t('health:about.certificate.text', {
                days: formatNumber(health.certificate.days, 0),
                at: formatDateTime(health.certificate.notAfter),
              })}{' '}
          <Curve code="certificateDays" />
        </dd>
        <dt>{t('health:about.lost')}</dt>
        <dd>
          {health.reception === null
            ? t('common:value.unknown')
            : t('health:about.lost.text', {
                shed: formatCount(health.reception.shed),
                dropped: formatCount(health.reception.dropped.reduce((sum, { count }) => sum + count, 0)),
              })}{' '}
          <Curve code="receptionShed" />
        </dd>
        <dt>{t('health:about.passedOn')}</dt>
        <dd>
          {health.passingOn === null
            ? t('health:about.passedOn.off')
            : t('health:about.passedOn.text', { lost: formatCount(health.passingOn.lost) })}{' '}
          <Curve code="passedOnLost" />
        </dd>
        <dt>{t('health:about.clock')}</dt>
        <dd>{t('health:about.clock.text')}</dd>
      </dl>
    </Panel>
  );
}
