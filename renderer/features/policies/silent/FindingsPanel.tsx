import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { SilentReport, SilentWatch } from '../../../../shared/contracts/silentWatches.ts';
import type { Instant } from '../../../../shared/domain/id.ts';
import { isObserving } from '../../../../shared/domain/policy/silent.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { useActionReason } from '../../../components/Button/useActionReason.ts';
import { Panel } from '../../../components/Panel/Panel.tsx';
import { SeverityMark } from '../../../components/SeverityMark/SeverityMark.tsx';
import { ErrorState, LoadingState } from '../../../components/StateBlock/StateBlock.tsx';
import type { Failure } from '../../../lib/api.ts';
import { stationTime, useNow } from '../../../lib/clock.ts';
import { formatCount, formatLevel, formatWhen } from '../../../lib/format.ts';
import { metricName } from '../diff.ts';
import { ResourceLink } from '../NamedResource.tsx';
import styles from '../policies.module.css';
import { silentReportQuery, useEndSilent } from '../queries.ts';

/** The noise report of one silent observation, and its end. */
export function FindingsPanel({ watch }: { readonly watch: SilentWatch }) {
  const { t } = useTranslation(['policies', 'terms']);
  const now = useNow();
  const report = useQuery(silentReportQuery(watch.id));
  const end = useEndSilent();
  const reason = useActionReason('policy.edit');
  return (
    <Panel
      title={t('policies:silent.findings')}
      meta={watch.name}
      padded={false}
      actions={
        isObserving(watch, now) && (
          <>
            {end.error && <span role="alert">{t(`terms:problem.${end.error.code}`)}</span>}
            <span className="meta">{t('policies:silent.end.note')}</span>
            <Button reason={reason} reasonAt="hidden" busy={end.isPending} onClick={() => end.mutate(watch.id)}>
              {t('policies:silent.end')}
            </Button>
          </>
        )
      }
      footer={
        report.data && (
          <span>{t('policies:silent.shown', { shown: report.data.items.length, total: formatCount(report.data.watch.conditions) })}</span>
        )
      }
    >
      {report.data ? (
        report.data.items.length === 0 ? (
          <p className={styles.note}>{t('policies:silent.findings.none')}</p>
        ) : (
          <Findings {...report.data} />
        )
      ) : report.error ? (
        <ErrorState
          what={t('policies:silent.what')}
          failure={report.error as Failure}
          at={stationTime(report.errorUpdatedAt)}
          onRetry={() => void report.refetch()}
        />
      ) : (
        <LoadingState what={t('policies:silent.what')} />
      )}
    </Panel>
  );
}

/** What has become of a condition that was held back: nobody looks any more once the observation is over. */
export function findingState(t: TFunction<'policies'>, watch: SilentWatch, endedAt: Instant | null, now: Instant): string {
  if (endedAt !== null) return t('silent.gone', { at: formatWhen(endedAt, now) });
  return t(isObserving(watch, now) ? 'silent.holds' : 'silent.held');
}

function Findings({ watch, items }: SilentReport) {
  const { t } = useTranslation('policies');
  const now = useNow();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('silent.column.resource')}</th>
          <th scope="col">{t('silent.column.what')}</th>
          <th scope="col" className={styles.end}>
            {t('silent.column.level')}
          </th>
          <th scope="col" className={styles.end}>
            {t('silent.column.times')}
          </th>
          <th scope="col">{t('silent.column.first')}</th>
          <th scope="col">{t('silent.column.state')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ resourceId, resourceName, metric, component, severity, observed, level, times, firstAt, endedAt }) => (
          <tr key={`${resourceId} ${metric} ${component}`}>
            <td>
              <ResourceLink id={resourceId} name={resourceName} />
            </td>
            <td>
              <span className={styles.mark}>
                <SeverityMark level={severity} size={16} state="shelved" />
                {metricName(metric)} {component}
              </span>
            </td>
            <td className={styles.end}>
              {formatLevel(metric, observed)} / {formatLevel(metric, level)}
            </td>
            <td className={styles.end}>{formatCount(times)}</td>
            <td>{formatWhen(firstAt, now)}</td>
            <td>{findingState(t, watch, endedAt, now)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
