import { useTranslation } from 'react-i18next';
import type { LogCounts, LogList } from '../../../shared/contracts/logs.ts';
import type { Instant } from '../../../shared/domain/id.ts';
import { useNow } from '../../lib/clock.ts';
import { formatAge, formatBytes, formatCount, formatNumber, formatTime, formatWhen } from '../../lib/format.ts';
import styles from './logs.module.css';
import { RuleLink } from './saved/RuleLink.tsx';

interface SummaryProps {
  readonly q: string;
  readonly counts: LogCounts | null;
  readonly isCounting: boolean;
  readonly list: readonly LogList[];
  readonly asOf: Instant;
  readonly isFixed: boolean;
}

/** How many were found, how long it took, whether that is all, and how old the answer is. */
export function SearchSummary({ q, counts, isCounting, list, asOf, isFixed }: SummaryProps) {
  const { t } = useTranslation('logs');
  const now = useNow();
  const damaged = list.reduce((sum, page) => sum + page.damaged, 0);
  return (
    <div className={styles.summary} role="status">
      <strong>{counts ? t('summary.total', { n: formatCount(counts.total) }) : isCounting ? t('summary.counting') : ''}</strong>
      {counts && (
        <span>
          {t('summary.took', {
            seconds: formatNumber(counts.tookMs / 1000, 2),
            bytes: formatBytes(counts.scanned.bytes),
          })}
          {counts.countedFrom === null ? t('summary.whole') : t('summary.cut', { from: formatWhen(counts.countedFrom, now) })}
        </span>
      )}
      {damaged > 0 && <b>{t('summary.damaged', { n: damaged })}</b>}
      <RuleLink query={q} label={t('action.ruleOfQuery')} />
      {!isFixed && <span>{t('summary.asOf', { at: formatTime(asOf), age: formatAge(Math.max(0, now - asOf)) })}</span>}
      <span className={styles.legend}>
        <i data-kind="all" /> {t('legend.all')}
        <i data-kind="error" /> {t('legend.error')}
      </span>
    </div>
  );
}
