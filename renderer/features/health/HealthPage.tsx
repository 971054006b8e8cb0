import { useTranslation } from 'react-i18next';
import type { Health } from '../../../shared/contracts/health.ts';
import { Banner } from '../../components/Banner/Banner.tsx';
import { Button } from '../../components/Button/Button.tsx';
import { PageHead } from '../../components/Page/Page.tsx';
import { Segmented } from '../../components/Segmented/Segmented.tsx';
import { SeverityMark } from '../../components/SeverityMark/SeverityMark.tsx';
import { DeniedState, ErrorState, LoadingState } from '../../components/StateBlock/StateBlock.tsx';
import { stationClock, stationTime, useNow } from '../../lib/clock.ts';
import { formatDateTime, formatWhen } from '../../lib/format.ts';
import { useHealth } from '../../lib/health.ts';
import { useIsLost } from '../../lib/liveClient.ts';
import { saveText } from '../../lib/platform.ts';
import { useCan } from '../../lib/session.ts';
import { CollectorPanel } from './CollectorPanel.tsx';
import { CurvesProvider, type Period } from './Curve.tsx';
import { EventPanel } from './EventPanel.tsx';
import { HealthTiles } from './HealthTiles.tsx';
import styles from './health.module.css';
import { attentionOf, diagnosis } from './model.ts';
import { attentionText } from './names.ts';
import { ProcessPanel } from './ProcessPanel.tsx';
import { QueuePanel } from './QueuePanel.tsx';
import { AboutPanel, AuditPanel, DiskPanel, StorePanel } from './StorePanels.tsx';

export interface HealthPageProps {
  /** How far back the curves go. */
  readonly period: Period;
  readonly onPeriod: (period: Period) => void;
}

/** 自检: the station about itself, each part with its own age. */
export function HealthPage({ period, onPeriod }: HealthPageProps) {
  const { t } = useTranslation(['health', 'terms']);
  const mayRead = useCan('health.read');
  const query = useHealth();
  const health = query.data;
  const now = useNow();
  const isLost = useIsLost();
  if (!mayRead || !health) {
    return (
      <>
        <PageHead title={t('health:title')} />
        {!mayRead ? (
          <DeniedState permission="health.read" />
        ) : query.error ? (
          <ErrorState
            what={t('health:what')}
            failure={query.error}
            at={stationTime(query.errorUpdatedAt)}
            onRetry={() => void query.refetch()}
          />
        ) : (
          <LoadingState what={t('health:what')} />
        )}
      </>
    );
  }
  return (
    <CurvesProvider period={period}>
      <Head health={health} period={period} onPeriod={onPeriod} />
      {query.error && query.error.code !== 'network.unreachable' && (
        <Banner
          kind="notice"
          title={t('health:old', { problem: t(`terms:problem.${query.error.code}`) })}
          detail={t('health:old.since', { at: formatWhen(health.at, now) })}
          actions={<Button onClick={() => void query.refetch()}>{t('health:retry')}</Button>}
        />
      )}
      <div className={styles.page} data-lost={isLost || undefined}>
        <HealthTiles health={health} isLost={isLost} />
        <div className={styles.columns}>
          <div className={styles.column}>
            <ProcessPanel processes={health.processes} />
            <QueuePanel queues={health.queues} at={health.at} />
            <EventPanel events={health.events} at={health.at} />
          </div>
          <div className={styles.column}>
            <CollectorPanel collectors={health.collectors} at={health.at} />
            <DiskPanel health={health} />
          </div>
          <div className={styles.column}>
            <StorePanel stores={health.stores} at={health.at} />
            <AuditPanel health={health} />
            <AboutPanel health={health} />
          </div>
        </div>
      </div>
    </CurvesProvider>
  );
}

function Head({ health, period, onPeriod }: HealthPageProps & { readonly health: Health }) {
  const { t } = useTranslation('health');
  const attention = attentionOf(health, useNow());
  const [worst] = attention;
  const isLost = useIsLost();
  const level = isLost ? 'unknown' : worst?.severity;
  const save = () => {
    const at = stationClock.now();
    void saveText(t('export.file', { at: formatDateTime(at).replaceAll(':', '') }), diagnosis(health, at));
  };
  return (
    <PageHead
      title={t('title')}
      crumbs={level === undefined ? [] : [<SeverityMark key="mark" level={level} size={22} />]}
      meta={
        worst ? (
          <>
            {isLost && `${t('attention.unknown')} `}
            <b className={styles.attention}>{t(isLost ? 'attention.before' : 'attention', { count: attention.length })}</b>{' '}
            {attention.map((one) => attentionText(t, one)).join(t('separator'))}
          </>
        ) : (
          t(isLost ? 'attention.unknown' : 'attention.none')
        )
      }
      views={
        <Segmented
          label={t('period.label')}
          segments={(['24h', '7d'] as const).map((value) => ({ value, label: t(`period.${value}`) }))}
          value={period}
          onChange={onPeriod}
        />
      }
      actions={<Button onClick={save}>{t('export')}</Button>}
    />
  );
}
