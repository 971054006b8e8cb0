import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alarm } from '../../../../shared/contracts/alarms.ts';
import type { Resource } from '../../../../shared/contracts/resources.ts';
import type { Comparison } from '../../../../shared/domain/metric/comparison.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { Icon } from '../../../components/Icon/Icon.tsx';
import { MetricChart } from './MetricChart.tsx';
import { type ChartSpec, chosenComponents, groupText, heldComponents, type MetricGroup, type MetricLatest } from './metricGroups.ts';
import styles from './page.module.css';
import type { ChartWindow } from './pageModel.ts';

/** Components charted before anyone chooses: a few among all groups, more when the group is alone. */
const FEW = 4;
const MANY = 8;
/** So many charts of components are drawn whole also among all groups. */
const SMALL = 6;

export interface GroupSectionProps {
  readonly group: MetricGroup;
  /** The only group on the page: all its kinds of charts, and a picker for its components. */
  readonly isAlone: boolean;
  readonly only: readonly string[];
  readonly resource: Resource;
  readonly latest: readonly MetricLatest[];
  readonly alarms: readonly Alarm[];
  readonly window: ChartWindow;
  readonly compare: Comparison | null;
  readonly onOpen: () => void;
  readonly onOnly: (components: readonly string[]) => void;
}

/** True for a chart that has a line of this component at all. */
const has = (latest: readonly MetricLatest[], { metrics }: ChartSpec, component: string): boolean =>
  latest.some((item) => item.component === component && metrics.some((metric) => metric === item.metric));

/** The charts of one group, with an honest count of what is not drawn. Which components are drawn is decided when it appears. */
export function GroupSection({ group, isAlone, only, resource, latest, alarms, window, compare, onOpen, onOnly }: GroupSectionProps) {
  const { t } = useTranslation(['resources', 'metrics', 'terms']);
  const [held, hold] = useState<readonly string[]>([]);
  const most = heldComponents(group, held, isAlone ? MANY : FEW);
  if (most !== held && most.join('\n') !== held.join('\n')) hold(most);
  const components = (isAlone ? chosenComponents(group, only) : null) ?? most;
  const pairs = components.flatMap((component) =>
    group.perComponent.filter((spec) => has(latest, spec, component)).map((spec) => ({ spec, component })),
  );
  const isWhole = isAlone || (components.length === group.components.length && pairs.length <= SMALL);
  const drawn = isWhole ? pairs : components.flatMap((component) => pairs.find((pair) => pair.component === component) ?? []);
  const name = t(groupText(group.id));
  const isChosen = components !== most;
  const hidden = group.components.length - components.length;
  const count =
    group.components.length === 0
      ? t('resources:group.series', { series: group.series })
      : t(`resources:group.${hidden === 0 ? 'all' : group.rankedBy === null || isChosen ? 'some' : 'ranked'}`, {
          series: group.series,
          shown: components.length,
          total: group.components.length,
          metric: group.rankedBy === null ? '' : t(`terms:metric.${group.rankedBy}`),
        });
  const isMore = !isAlone && (hidden > 0 || drawn.length < pairs.length);
  return (
    <section className={styles.section} aria-label={name}>
      <header className={styles.sectionHead}>
        <h2>{name}</h2>
        <span className="meta">
          {count}
          {group.silent > 0 && t('resources:group.silent', { silent: group.silent })}
        </span>
        {isMore && (
          <Button look="quiet" onClick={onOpen}>
            {t('resources:group.open')}
          </Button>
        )}
        {isAlone && group.components.length > 1 && (
          <Select<string[]>
            className={styles.picker ?? ''}
            mode="multiple"
            allowClear
            suffixIcon={<Icon name="down" size={12} />}
            maxTagCount="responsive"
            aria-label={t('resources:group.pick', { name })}
            placeholder={t('resources:group.pick', { name })}
            value={only.filter((component) => group.components.includes(component))}
            options={group.components.map((component) => ({ value: component, label: component }))}
            onChange={onOnly}
          />
        )}
      </header>
      <div className={styles.grid}>
        {group.whole.map((spec) => (
          <MetricChart
            key={spec.id}
            spec={spec}
            component=""
            resource={resource}
            latest={latest}
            alarms={alarms}
            window={window}
            compare={compare}
          />
        ))}
        {drawn.map(({ spec, component }) => (
          <MetricChart
            key={`${spec.id} ${component}`}
            spec={spec}
            component={component}
            resource={resource}
            latest={latest}
            alarms={alarms}
            window={window}
            compare={compare}
          />
        ))}
      </div>
    </section>
  );
}
