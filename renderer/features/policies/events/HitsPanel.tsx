import { useTranslation } from 'react-i18next';
import type { EventRule } from '../../../../shared/contracts/eventRules.ts';
import type { Instant } from '../../../../shared/domain/id.ts';
import { Panel } from '../../../components/Panel/Panel.tsx';
import { stationClock } from '../../../lib/clock.ts';
import { formatCount, formatWhen } from '../../../lib/format.ts';
import styles from '../policies.module.css';

const DAY_MS = 86_400_000;

/** How often a rule found something, and what stands of it now. */
export function HitsPanel({ rule, since }: { readonly rule: EventRule; readonly since: Instant }) {
  const { t } = useTranslation('eventRules');
  const { hits, activeAlarms } = rule;
  const now = stationClock.now();
  return (
    <Panel title={t('hits.title')} meta={now - since < DAY_MS && t('hits.since', { since: formatWhen(since, now) })}>
      <dl className={styles.facts}>
        <dt>{t('hits.day')}</dt>
        <dd>{t('hits.day.value', { count: formatCount(hits.day) as never })}</dd>
        {hits.strangers > 0 && (
          <>
            <dt>{t('hits.strangers')}</dt>
            <dd>{t('hits.strangers.value', { count: formatCount(hits.strangers) as never })}</dd>
          </>
        )}
        <dt>{t('hits.last')}</dt>
        <dd>{hits.lastAt === null ? t('hits.never', { since: formatWhen(since, now) }) : formatWhen(hits.lastAt, now)}</dd>
        <dt>{t('hits.alarms')}</dt>
        <dd>{t('hits.alarms.value', { count: formatCount(activeAlarms) as never })}</dd>
      </dl>
    </Panel>
  );
}
