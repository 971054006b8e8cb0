import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { type RefObject, useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComparedSeries, Series } from '../../../shared/contracts/resources.ts';
import type { Severity } from '../../../shared/domain/alarm/severity.ts';
import { metricDefinition } from '../../../shared/domain/metric/catalogue.ts';
import type { Comparison } from '../../../shared/domain/metric/comparison.ts';
import { toFailure } from '../../lib/api.ts';
import { stationClock, useNowWhile } from '../../lib/clock.ts';
import { formatMetric, formatValue } from '../../lib/format.ts';
import { useIsLost } from '../../lib/liveClient.ts';
import styles from './Chart.module.css';
import { ChartFailure, ChartHead, type ChartLine, ChartWaiting, type LatestFigure } from './ChartParts.tsx';
import { comparedLegend, comparedText, kindOf } from './compared.ts';
import { type CursorReader, useCursor, useCursorReader } from './cursor.tsx';
import { describeSeries } from './describe.ts';
import { type ChartPoint, chartModel, type ThresholdLine } from './model.ts';
import { type Frame, seriesOption } from './option.ts';
import { Plot } from './Plot.tsx';
import { readingAt } from './quality.ts';
import { comparisonQuery, refreshMs, seriesQuery } from './queries.ts';
import { SeriesTable } from './SeriesTable.tsx';

export interface SeriesChartProps {
  readonly resourceId: string;
  readonly metric: string;
  /** '' for the resource as a whole. */
  readonly component?: string;
  /** Title; without one the chart has neither head nor frame. */
  readonly name?: string;
  /** Legend of the main line, needed where there are companions. */
  readonly lineName?: string;
  /** Further series of the same unit, drawn dashed. */
  readonly companions?: readonly ChartLine[];
  /** Window in ms since the epoch; with `live` only its length counts, and it ends now. */
  readonly from: number;
  readonly to: number;
  readonly live?: boolean;
  /** Instant of the newest datum known elsewhere: a change asks for a fixed window again. */
  readonly asOf?: number | null;
  /** Limits to draw; left out, the limit the station has for this series. */
  readonly thresholds?: readonly ThresholdLine[];
  readonly markers?: readonly { readonly at: number; readonly severity: Severity }[];
  /** Single measured values that must be seen although a bucket may have averaged them away. */
  readonly points?: readonly ChartPoint[];
  /** When monitoring began and ended: outside there is nothing to miss, so nothing is hatched. */
  readonly monitoredSince?: number | null;
  readonly monitoredUntil?: number | null;
  /** Newest value, for the head. */
  readonly latest?: LatestFigure | null;
  /** What the main line is compared with; null or left out, nothing. */
  readonly compare?: Comparison | null;
  readonly height?: number;
}

const NO_LINES: readonly ChartLine[] = [];
const NO_SERIES: readonly Series[] = [];
const NO_MARKERS: NonNullable<SeriesChartProps['markers']> = [];
const NO_POINTS: readonly ChartPoint[] = [];
/** While the station is away the window of a live chart still follows the clock, by steps of so many ms. */
const FOLLOW_MS = 5000;

/** The chart of one metric as every page shows it: newest value with its age, limit, band, gaps, alarms, shared cursor, and the figures as a table. */
export function SeriesChart(props: SeriesChartProps) {
  const { t } = useTranslation(['chart', 'terms']);
  const { metric, component = '', name, companions = NO_LINES, height = 196, latest = null, compare = null } = props;
  const [isVisible, setVisible] = useState(false);
  const [isTable, setTable] = useState(false);
  const { series, error, refetch } = useSeries(props, companions, isVisible || isTable);
  const title = name ?? metric;
  const host = useRef<HTMLDivElement>(null);
  const compared = useCompared(props, isVisible || isTable);
  const picture = usePicture(props, series, compared.data, host);
  const main = series[0];

  const isLost = useIsLost();

  let body = <ChartWaiting height={height} isAsked={isVisible} onVisible={setVisible} />;
  if (main && picture && isTable) {
    const past = compare && compared.data && compared.data.pasts > 0 ? compared.data : null;
    const column = past && compare && { head: t(`chart:table.${compare}`), text: (at: number) => comparedText(t, compare, past, at) };
    body = <SeriesTable name={title} series={main} gaps={picture.model.gaps} compared={column} height={height} />;
  } else if (main && picture) {
    body = (
      <Plot
        name={title}
        description={describeSeries(t, { name: title, metric, series: main, window: picture.model.window, gaps: picture.model.gaps })}
        window={picture.model.window}
        stepMs={main.stepMs}
        cursor={picture.cursor}
        read={picture.readText}
        draw={picture.draw}
        height={height}
        onVisible={setVisible}
      />
    );
  } else if (error && !isLost) body = <ChartFailure height={height} failure={toFailure(error)} onRetry={refetch} />;

  return (
    <div ref={host} className={styles.frame} data-bare={name === undefined || undefined} data-metric={metric} data-component={component}>
      {name !== undefined && (
        <ChartHead
          name={name}
          metric={metric}
          latest={latest}
          lines={props.lineName === undefined ? [] : [props.lineName, ...companions.map((line) => line.label)]}
          compared={compare && comparedLegend(t, compare, compared)}
          isTable={isTable}
          onTable={setTable}
        />
      )}
      {body}
    </div>
  );
}

function useSeries(
  { resourceId, metric, component = '', from, to, live = false, asOf = null }: SeriesChartProps,
  companions: readonly ChartLine[],
  isShown: boolean,
) {
  const window = live ? { lastMs: Math.round(to - from) } : { from, to };
  const results = useQueries({
    queries: [{ metric, component }, ...companions].map((line) => ({
      ...seriesQuery({ resourceId, metric: line.metric, component: line.component }, window, asOf),
      enabled: isShown,
      placeholderData: keepPreviousData,
      refetchInterval: (query: { state: { data: Series | undefined } }) =>
        live && isShown && query.state.data ? refreshMs(query.state.data) : false,
    })),
  });
  const [first, ...rest] = results;
  const data = first?.data;
  const others = rest.map((result) => result.data);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answers themselves are the dependencies; their number is fixed per chart
  const series = useMemo(() => [data, ...others].filter((item): item is Series => item !== undefined), [data, ...others]);
  // A question that failed does not take away the picture of the one before; another curve begins without one.
  const curve = `${resourceId} ${metric} ${component}`;
  const [held, hold] = useState<{ readonly curve: string; readonly series: readonly Series[] }>({ curve, series: [] });
  if (data !== undefined && (held.series !== series || held.curve !== curve)) hold({ curve, series });
  return {
    series: held.curve === curve ? held.series : NO_SERIES,
    error: first?.error ?? null,
    refetch: () => {
      for (const result of results) void result.refetch();
    },
  };
}

function useCompared({ resourceId, metric, component = '', from, to, live = false, compare = null }: SeriesChartProps, isShown: boolean) {
  const window = live ? { lastMs: Math.round(to - from) } : { from, to };
  const { data, error } = useQuery({
    ...comparisonQuery({ resourceId, metric, component }, window, compare ?? 'baseline'),
    enabled: compare !== null && isShown,
  });
  return { data: compare === null ? undefined : data, error };
}

function usePicture(
  props: SeriesChartProps,
  series: readonly Series[],
  past: ComparedSeries | undefined,
  host: RefObject<HTMLDivElement | null>,
) {
  const { t } = useTranslation(['chart', 'terms']);
  const { metric, thresholds, markers = NO_MARKERS, points = NO_POINTS } = props;
  const { monitoredSince = null, monitoredUntil = null, live = false, compare = null } = props;
  const lostNow = useNowWhile(useIsLost() && live, FOLLOW_MS);
  const cursor = useCursor();
  const model = useMemo(() => {
    const main = series[0];
    if (!main) return null;
    const passedMs = Math.max(0, (lostNow ?? main.to) - main.to);
    return chartModel({
      definition: metricDefinition(metric),
      window: { from: main.from + passedMs, to: main.to + passedMs },
      monitoredSince,
      monitoredUntil: monitoredUntil ?? stationClock.now(),
      lines: series,
      thresholds: thresholds ?? ownThreshold(main, (value, direction) => t(`chart:threshold.${direction}`, { value })),
      markers: markers.map((marker) => ({ ...marker, glyph: t(`terms:severityMark.${marker.severity}`) })),
      points,
      compared: past && compare && past.pasts > 0 ? { kind: kindOf(compare), columns: past } : null,
    });
  }, [series, metric, monitoredSince, monitoredUntil, lostNow, thresholds, markers, points, past, compare, t]);

  const draw = useCallback(
    (frame: Frame) => {
      if (!model) return {};
      const level = metric === 'interface.up' ? { level: (value: number) => formatMetric(metric, value) } : {};
      return seriesOption(model, frame, {
        unit: t(`chart:${model.scale.unit}`),
        begins: t('chart:begins'),
        doubted: t('chart:quality.word'),
        ...level,
      });
    },
    [model, metric, t],
  );
  const names = [props.lineName ?? props.name ?? '', ...(props.companions ?? NO_LINES).map((line) => line.label)].join('\n');
  const reader = useMemo<CursorReader | null>(() => {
    if (!model) return null;
    const labels = names.split('\n');
    return {
      element: () => host.current,
      gaps: model.gaps,
      isVisible: () => isInSight(host.current),
      read: (at) => {
        const [first, ...others] = series.map((line, index) => `${labels[index] ?? ''} ${readingAt(t, line.metric, line, at)}`);
        const value = compare && past ? comparedText(t, compare, past, at) : null;
        return [
          ...(first === undefined ? [] : [first]),
          ...(compare && value !== null ? [t(`chart:cursor.${compare}`, { value })] : []),
          ...others,
        ];
      },
    };
  }, [model, series, names, past, compare, host, t]);
  useCursorReader(cursor, reader);
  const readText = useCallback((at: number) => reader?.read(at).join(' ') ?? '', [reader]);
  return model ? { model, draw, cursor, readText } : null;
}

function ownThreshold(series: Series, label: (value: string, direction: 'above' | 'below') => string): readonly ThresholdLine[] {
  const { threshold, metric } = series;
  if (threshold === null) return [];
  const definition = metricDefinition(metric);
  const decimals = Number.isInteger(threshold.level) ? 0 : (definition?.decimals ?? 2);
  return [{ level: threshold.level, label: label(formatValue(threshold.level, definition?.unit ?? '1', decimals), threshold.direction) }];
}

function isInSight(element: Element | null): boolean {
  if (element === null) return false;
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}
