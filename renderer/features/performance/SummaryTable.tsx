import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SeriesRef, SeriesSummary } from '../../../shared/contracts/performance.ts';
import { Age } from '../../components/Age/Age.tsx';
import { Button } from '../../components/Button/Button.tsx';
import { DoubtTag, dashOf } from '../../components/Chart/index.ts';
import { Panel } from '../../components/Panel/Panel.tsx';
import { toFailure } from '../../lib/api.ts';
import { useNow } from '../../lib/clock.ts';
import { formatCount, formatMetric } from '../../lib/format.ts';
import { forecastOf, keyOf, markOf } from './model.ts';
import styles from './performance.module.css';
import type { Title } from './useTitles.ts';
import { forecastText, trendText } from './words.ts';

export interface SummaryTableProps {
  readonly series: readonly SeriesRef[];
  readonly titles: readonly Title[];
  readonly summaries: readonly UseQueryResult<SeriesSummary>[];
  readonly focus: number;
  readonly onFocus: (place: number) => void;
  readonly onRemove: (one: SeriesRef) => void;
}

/** What each curve comes to in the window, and where it goes: an estimate, and said so. */
export function SummaryTable({ series, titles, summaries, focus, onFocus, onRemove }: SummaryTableProps) {
  const { t } = useTranslation('performance');
  return (
    <Panel title={t('table.label')} padded={false} footer={<p className={styles.note}>{t('forecast.note')}</p>}>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th>{t('table.mark')}</th>
              <th>{t('table.series')}</th>
              <th>{t('table.newest')}</th>
              <th className={styles.number}>{t('table.min')}</th>
              <th className={styles.number}>{t('table.avg')}</th>
              <th className={styles.number}>{t('table.p95')}</th>
              <th className={styles.number}>{t('table.max')}</th>
              <th className={styles.number}>{t('table.samples')}</th>
              <th className={styles.number}>{t('table.trend')}</th>
              <th>{t('table.forecast')}</th>
              <th>
                <span className="visually-hidden">{t('table.remove')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {series.map((one, place) => (
              <Row
                key={keyOf(one)}
                place={place}
                title={titles[place] ?? { resource: '', name: one.metric }}
                answer={summaries[place]}
                isFocus={place === focus}
                onFocus={() => onFocus(place)}
                onRemove={() => onRemove(one)}
              />
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

interface RowProps {
  readonly place: number;
  readonly title: Title;
  readonly answer: UseQueryResult<SeriesSummary> | undefined;
  readonly isFocus: boolean;
  readonly onFocus: () => void;
  readonly onRemove: () => void;
}

function Row({ place, title, answer, isFocus, onFocus, onRemove }: RowProps) {
  const { t } = useTranslation(['performance', 'terms']);
  const summary = answer?.data;
  return (
    <tr data-selected={isFocus || undefined}>
      <td>
        <button type="button" className={styles.look} aria-pressed={isFocus} onClick={onFocus}>
          <Dash place={place} isFocus={isFocus} />
          {markOf(place)}
          <span className="visually-hidden">
            {t('performance:table.look')} {title.resource} {title.name}
          </span>
        </button>
      </td>
      <td>
        <span className={styles.resource}>{title.resource}</span> {title.name}
      </td>
      {summary ? (
        <Figures summary={summary} hasFailed={answer.error !== null} />
      ) : (
        <td colSpan={8} className="meta">
          {answer?.error ? t(`terms:problem.${toFailure(answer.error).code}`) : t('performance:table.waiting')}
        </td>
      )}
      <td>
        <Button look="quiet" onClick={onRemove}>
          {t('performance:table.remove')}
          <span className="visually-hidden">
            {' '}
            {title.resource} {title.name}
          </span>
        </Button>
      </td>
    </tr>
  );
}

function Figures({ summary, hasFailed }: { readonly summary: SeriesSummary; readonly hasFailed: boolean }) {
  const { t } = useTranslation('performance');
  const now = useNow();
  const { metric, samples, gaps, lastAt, intervalMs, doubts } = summary;
  if (samples === 0) {
    return (
      <td colSpan={8} className="meta">
        {t('table.none')}
      </td>
    );
  }
  return (
    <>
      <td data-old={hasFailed || undefined}>
        <Age at={lastAt} intervalMs={intervalMs} />
      </td>
      {(['min', 'avg', 'p95', 'max'] as const).map((figure) => (
        <td key={figure} className={styles.number}>
          {formatMetric(metric, summary[figure])}
        </td>
      ))}
      <td className={styles.number}>
        <DoubtTag doubts={doubts} />
        {formatCount(samples)} / {formatCount(gaps)}
      </td>
      <td className={styles.number}>{trendText(summary)}</td>
      <td className={styles.forecast}>{forecastText(t, forecastOf(summary, now), summary, now)}</td>
    </>
  );
}

function Dash({ place, isFocus }: { readonly place: number; readonly isFocus: boolean }) {
  return (
    <svg width="28" height="10" aria-hidden="true" focusable="false">
      <line
        x1="0"
        x2="28"
        y1="5"
        y2="5"
        stroke={isFocus ? 'var(--trace)' : 'var(--ink-2)'}
        strokeWidth={isFocus ? 2.5 : 1.25}
        strokeDasharray={dashOf(place).join(' ')}
      />
    </svg>
  );
}
