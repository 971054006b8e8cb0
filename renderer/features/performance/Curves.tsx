import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PerformanceView, SeriesRef, SeriesSummary } from '../../../shared/contracts/performance.ts';
import type { Resource } from '../../../shared/contracts/resources.ts';
import { OverlayChart, type OverlaySeries, SeriesChart } from '../../components/Chart/index.ts';
import { StateBlock } from '../../components/StateBlock/StateBlock.tsx';
import { stationClock } from '../../lib/clock.ts';
import { formatMetric } from '../../lib/format.ts';
import { fitsOverlay, isComparable, keyOf, lineOf, markOf } from './model.ts';
import styles from './performance.module.css';
import type { Window } from './queries.ts';
import type { Title } from './useTitles.ts';

export interface CurvesProps {
  readonly view: PerformanceView;
  readonly series: readonly SeriesRef[];
  readonly titles: readonly Title[];
  readonly focus: number;
  readonly window: Window;
  readonly refreshMs: number | false;
  /** Of the curve that is looked at. */
  readonly summary: SeriesSummary | undefined;
  readonly resources: readonly Resource[];
}

/** Height of the plot: its part of the window, and never so low that levels run together. */
const overlayPx = (): number => Math.max(380, Math.round(innerHeight * 0.42));

/** The curves in one plot, or each in its own. */
export function Curves(props: CurvesProps) {
  const { t } = useTranslation('performance');
  if (props.view.layout === 'split') return <Split {...props} />;
  if (!fitsOverlay(props.view)) {
    return (
      <StateBlock icon="layers" title={t('layout.overlay')}>
        <p>{t('layout.units')}</p>
      </StateBlock>
    );
  }
  return <Overlay {...props} />;
}

function Overlay({ view, series, titles, focus, window, refreshMs, summary, resources }: CurvesProps) {
  const { t } = useTranslation(['performance', 'terms']);
  const since = series.map((one) => resources.find(({ id }) => id === one.resourceId)?.createdAt ?? null);
  const signature = JSON.stringify([series, titles, since]);
  const lines = useMemo(() => {
    const [refs, names, begins] = JSON.parse(signature) as [SeriesRef[], Title[], (number | null)[]];
    return refs.map(
      (one, place): OverlaySeries => ({
        ...one,
        mark: markOf(place),
        name: `${names[place]?.resource ?? ''} ${names[place]?.name ?? ''}`,
        since: begins[place] ?? null,
      }),
    );
  }, [signature]);
  const levels = useMemo(() => {
    if (!summary) return [];
    const { metric, thresholds, p95 } = summary;
    return [
      ...thresholds.map(({ level, severity, direction }) => ({
        ...{ metric, level, look: 'threshold' as const },
        label: t(`performance:threshold.${direction}`, { severity: t(`terms:severity.${severity}`), value: formatMetric(metric, level) }),
      })),
      ...(p95 === null
        ? []
        : [{ metric, level: p95, look: 'statistic' as const, label: t('performance:chart.p95', { value: formatMetric(metric, p95) }) }]),
    ];
  }, [summary, t]);
  const trend = useMemo(() => lineOf(summary), [summary]);
  return (
    <section className={styles.frame} aria-label={t('performance:chart.name', { count: series.length })}>
      <OverlayChart
        name={t('performance:chart.name', { count: series.length })}
        series={lines}
        focus={focus}
        window={window}
        refreshMs={refreshMs}
        levels={levels}
        trend={trend}
        compare={isComparable(view) ? view.compare : null}
        height={overlayPx()}
      />
      {series.length > 1 && <p className={styles.note}>{t('performance:chart.focus')}</p>}
    </section>
  );
}

function Split({ view, series, titles, window, resources }: CurvesProps) {
  const now = Math.floor(stationClock.now());
  const span = 'lastMs' in window ? { from: now - window.lastMs, to: now } : window;
  return (
    <div className={styles.grid}>
      {series.map((one, place) => {
        const resource = resources.find(({ id }) => id === one.resourceId);
        return (
          <SeriesChart
            key={keyOf(one)}
            resourceId={one.resourceId}
            metric={one.metric}
            component={one.component}
            name={`${markOf(place)} ${titles[place]?.resource ?? ''} ${titles[place]?.name ?? ''}`}
            from={span.from}
            to={span.to}
            live={'lastMs' in window}
            monitoredSince={resource?.createdAt ?? null}
            compare={isComparable(view) ? view.compare : null}
          />
        );
      })}
    </div>
  );
}
