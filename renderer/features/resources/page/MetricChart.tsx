import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alarm } from '../../../../shared/contracts/alarms.ts';
import type { Resource } from '../../../../shared/contracts/resources.ts';
import { type MetricCode, metricDefinition } from '../../../../shared/domain/metric/catalogue.ts';
import type { Comparison } from '../../../../shared/domain/metric/comparison.ts';
import { type ChartLine, SeriesChart } from '../../../components/Chart/index.ts';
import { type ChartSpec, latestOf, type MetricLatest } from './metricGroups.ts';
import { type ChartWindow, markersOf } from './pageModel.ts';

export interface MetricChartProps {
  readonly spec: ChartSpec;
  readonly component: string;
  readonly resource: Resource;
  readonly latest: readonly MetricLatest[];
  readonly alarms: readonly Alarm[];
  readonly window: ChartWindow;
  readonly compare: Comparison | null;
}

/** One chart of the page of a resource. Lines of the chart that this component does not have are left out. */
export function MetricChart({ spec, component, resource, latest, alarms, window, compare }: MetricChartProps) {
  const { t } = useTranslation(['metrics', 'terms', 'resources']);
  const present = spec.metrics.filter((metric) => latestOf(latest, metric, component) !== null);
  const [main = spec.metrics[0], ...others] = present;
  const legendOf = (metric: MetricCode): string => {
    const key = spec.legend?.[spec.metrics.indexOf(metric)];
    return key === undefined ? t(`terms:metric.${spec.metrics[0]}`) : t(`metrics:${key}`);
  };
  const signature = others.join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the metrics in `signature` decide the lines; legends do not change
  const companions = useMemo<readonly ChartLine[]>(
    () => others.map((metric) => ({ metric, component, label: legendOf(metric) })),
    [signature, component],
  );
  const markers = useMemo(() => markersOf(alarms, spec.metrics, component), [alarms, spec, component]);
  const name = t(spec.title === undefined ? `terms:metric.${spec.metrics[0]}` : `metrics:${spec.title}`);
  if (present.length === 0) return null;
  return (
    <SeriesChart
      resourceId={resource.id}
      metric={main}
      component={component}
      name={component === '' ? name : t('resources:chart.component', { component, name })}
      {...(spec.legend ? { lineName: legendOf(main) } : {})}
      companions={companions}
      from={window.from}
      to={window.to}
      live={window.isLive}
      markers={markers}
      monitoredSince={resource.createdAt}
      monitoredUntil={resource.retiredAt}
      compare={metricDefinition(main)?.unit === 'state' ? null : compare}
      latest={window.isLive ? latestOf(latest, main, component) : null}
    />
  );
}
