import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Series } from '../../../shared/contracts/resources.ts';
import type { Comparison } from '../../../shared/domain/metric/comparison.ts';
import { toFailure } from '../../lib/api.ts';
import { useIsLost } from '../../lib/liveClient.ts';
import { ChartFailure, ChartWaiting } from './ChartParts.tsx';
import { type CursorReader, useCursor, useCursorReader } from './cursor.tsx';
import { describeSeries } from './describe.ts';
import type { Span } from './gaps.ts';
import type { Frame } from './option.ts';
import { OVERLAY_PLOT, type OverlayInput, type OverlayModel, type OverlayTrend, overlayModel, overlayOption } from './overlay.ts';
import { Plot } from './Plot.tsx';
import { readingAt } from './quality.ts';
import { comparisonQuery, type SeriesRef, type SeriesWindow, seriesQuery } from './queries.ts';

/** One curve: `mark` tells it apart, `name` says it in full. */
export interface OverlaySeries extends SeriesRef {
  readonly mark: string;
  readonly name: string;
  /** When its resource began to be monitored; null where that is not known. */
  readonly since: number | null;
}

export interface OverlayChartProps {
  readonly name: string;
  readonly series: readonly OverlaySeries[];
  /** Place of the curve that is looked at. */
  readonly focus: number;
  /** Changes of its length or ends ask anew; a live one ends at the moment of asking. */
  readonly window: SeriesWindow;
  /** How often a live window asks again in ms; false: only when somebody asks. */
  readonly refreshMs: number | false;
  readonly levels: OverlayInput['levels'];
  /** The line through the curve that is looked at: where it begins, and its value at any moment. */
  readonly trend: { readonly since: number; readonly at: (at: number) => number } | null;
  readonly compare: Comparison | null;
  readonly height?: number;
}

function lineIn(span: Span, metric: string, { since, at }: NonNullable<OverlayChartProps['trend']>): OverlayTrend {
  const from = Math.max(span.from, since);
  return { metric, from: [from, at(from)], to: [span.to, at(span.to)] };
}

const NO_SERIES: readonly (Series | undefined)[] = [];

/** Several series over one time axis, with two units at most. Those that could not be had are left out: whoever uses it says which. */
export function OverlayChart(props: OverlayChartProps) {
  const { name, series, focus, window, levels, trend, compare, height = 320 } = props;
  const { t } = useTranslation(['chart', 'terms']);
  const [isVisible, setVisible] = useState(false);
  const { answers, error, refetch } = useAnswers(props, isVisible);
  const isLost = useIsLost();
  const cursor = useCursor();
  const host = useRef<HTMLDivElement>(null);
  const focused = series[focus];
  const { data: past } = useQuery({
    ...comparisonQuery(focused ?? { resourceId: '', metric: '', component: '' }, window, compare ?? 'baseline'),
    enabled: compare !== null && focused !== undefined && isVisible,
  });
  const model = useMemo<OverlayModel | null>(() => {
    const [first] = answers.filter((one) => one !== undefined);
    if (!first) return null;
    const span = { from: first.from, to: first.to };
    const present = series.flatMap(({ metric, mark, since }, place) => {
      const columns = answers[place];
      return columns ? [{ metric, mark, since, columns, place }] : [];
    });
    const at = present.findIndex(({ place }) => place === focus);
    const metric = series[focus]?.metric;
    return overlayModel({
      window: span,
      lines: present,
      focus: at,
      levels,
      trend: trend && metric && at >= 0 ? lineIn(span, metric, trend) : null,
      past: compare !== null && past && past.pasts > 0 ? past : null,
    });
  }, [answers, series, focus, levels, trend, compare, past]);
  const draw = useCallback(
    (frame: Frame) =>
      model
        ? overlayOption(model, frame, {
            unit: ({ unit, scale }) => (unit === '1' || unit === 'state' ? '' : t(`chart:${scale.unit}`)),
            doubted: t('chart:quality.word'),
          })
        : {},
    [model, t],
  );
  const reader = useMemo<CursorReader | null>(() => {
    if (!model) return null;
    return {
      element: () => host.current,
      gaps: model.gaps,
      isVisible: () => true,
      read: (at) =>
        series.flatMap(({ metric, mark, name: whole }, place) => {
          const columns = answers[place];
          if (!columns) return [];
          const label = series.length > 4 ? mark : `${mark} ${whole}`;
          return [`${label} ${readingAt(t, metric, columns, at)}`];
        }),
    };
  }, [model, series, answers, t]);
  useCursorReader(cursor, reader);
  const read = useCallback((at: number) => reader?.read(at).join(' ') ?? '', [reader]);

  if (!model) {
    if (error && !isLost) return <ChartFailure height={height} failure={toFailure(error)} onRetry={refetch} />;
    return <ChartWaiting height={height} isAsked={isVisible} onVisible={setVisible} />;
  }
  const description = series.flatMap(({ name: whole, metric }, place) => {
    const columns = answers[place];
    return columns ? [describeSeries(t, { name: whole, metric, series: columns, window: model.window, gaps: [] })] : [];
  });
  return (
    <div ref={host}>
      <Plot
        name={name}
        description={description.join('')}
        window={model.window}
        stepMs={Math.max(1, ...answers.map((one) => one?.stepMs || one?.intervalMs || 0))}
        cursor={cursor}
        read={read}
        right={OVERLAY_PLOT.right}
        draw={draw}
        height={height}
        onVisible={setVisible}
      />
    </div>
  );
}

/** How often to ask what had nothing to show yet, ms. */
const EMPTY_MS = 5000;

const soonerWhile = (isEmpty: boolean, refreshMs: number | false): number | false =>
  isEmpty && refreshMs !== false ? Math.min(EMPTY_MS, refreshMs) : refreshMs;

function useAnswers({ series, window, refreshMs }: OverlayChartProps, isShown: boolean) {
  const results = useQueries({
    queries: series.map((one) => ({
      ...seriesQuery({ resourceId: one.resourceId, metric: one.metric, component: one.component }, window),
      enabled: isShown,
      placeholderData: keepPreviousData,
      refetchInterval: ({ state: { data } }: { state: { data: Series | undefined } }) =>
        isShown && 'lastMs' in window ? soonerWhile(data?.avg.every((value) => value === null) ?? false, refreshMs) : false,
    })),
  });
  const found = results.map(({ data, isPlaceholderData }, place) =>
    // What stands in for another curve is not this one's.
    data && (!isPlaceholderData || data.metric === series[place]?.metric) ? data : undefined,
  );
  const [held, hold] = useState(NO_SERIES);
  const isSame = held.length === found.length && held.every((one, place) => one === found[place]);
  if (!isSame) hold(found);
  return {
    answers: isSame ? held : found,
    error: results.every(({ error }) => error !== null) ? (results[0]?.error ?? null) : null,
    refetch: () => {
      for (const result of results) void result.refetch();
    },
  };
}
