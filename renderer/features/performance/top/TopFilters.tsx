import { useTranslation } from 'react-i18next';
import type { Resource } from '../../../../shared/contracts/resources.ts';
import { IMPORTANCES, RESOURCE_CLASSES } from '../../../../shared/domain/inventory/resource.ts';
import { REFRESH_S, TOP_PERIOD_NAMES, TOP_STATISTICS } from '../../../../shared/domain/metric/period.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { Select } from '../../../components/Input/Input.tsx';
import { FilterBar } from '../../../components/Page/Page.tsx';
import { Segmented } from '../../../components/Segmented/Segmented.tsx';
import { useResources } from '../../resources/index.ts';
import { METRIC_CODES } from '../model.ts';
import { metricName } from '../words.ts';
import { choicesOf, type questionOf, TOP_SIZES, type TopSearch } from './topModel.ts';

export interface TopFiltersProps {
  readonly search: TopSearch;
  readonly question: ReturnType<typeof questionOf>;
  readonly refreshS: number;
  readonly onChange: (next: Partial<TopSearch>) => void;
  readonly onRefresh: () => void;
}

const NO_ITEMS: readonly Resource[] = [];

/** What is ranked, over which stretch, by what, how many and among whom. */
export function TopFilters({ search, question, refreshS, onChange, onRefresh }: TopFiltersProps) {
  const { t } = useTranslation(['performance', 'terms', 'common']);
  const { data } = useResources(false);
  const { domains, tags } = choicesOf(data?.items ?? NO_ITEMS, search);
  const all = t('common:action.all');
  const codes: readonly string[] = METRIC_CODES;
  const metrics = codes.includes(question.metric) ? codes : [question.metric, ...codes];
  const optional = (
    label: string,
    value: string | undefined,
    options: readonly (readonly [string, string])[],
    set: (next: string | undefined) => void,
  ) => (
    <Select
      label={label}
      value={value ?? ''}
      options={[{ value: '', label: all }, ...options.map(([one, text]) => ({ value: one, label: text }))]}
      onChange={(next) => set(next === '' ? undefined : next)}
    />
  );
  return (
    <FilterBar label={t('performance:view.top')}>
      <Select
        label={t('performance:top.metric')}
        value={question.metric}
        options={metrics.map((code) => ({ value: code, label: metricName(code) }))}
        onChange={(metric) => onChange({ metric })}
      />
      <Segmented
        label={t('performance:period.label')}
        value={question.period}
        onChange={(period) => onChange({ period })}
        segments={TOP_PERIOD_NAMES.map((period) => ({ value: period, label: t(`performance:period.${period}`) }))}
      />
      {question.period !== 'now' && (
        <Segmented
          label={t('performance:top.statistic')}
          value={question.statistic}
          onChange={(by) => onChange({ by })}
          segments={TOP_STATISTICS.map((by) => ({ value: by, label: t(`performance:top.statistic.${by}`) }))}
        />
      )}
      <Select
        label={t('performance:top.most')}
        value={String(question.most)}
        options={TOP_SIZES.map((n) => ({ value: String(n), label: t('performance:top.most.n', { n }) }))}
        onChange={(text) => onChange({ n: TOP_SIZES.find((n) => String(n) === text) })}
      />
      {optional(
        t('performance:top.class'),
        search.class,
        RESOURCE_CLASSES.map((one) => [one, t(`terms:class.${one}`)]),
        (next) => onChange({ class: RESOURCE_CLASSES.find((one) => one === next) }),
      )}
      {optional(
        t('performance:top.importance'),
        search.importance,
        IMPORTANCES.map((one) => [one, t(`terms:importance.${one}`)]),
        (next) => onChange({ importance: IMPORTANCES.find((one) => one === next) }),
      )}
      {domains.length > 0 &&
        optional(
          t('performance:top.domain'),
          search.domain,
          domains.map((one) => [one, one]),
          (domain) => onChange({ domain }),
        )}
      {tags.length > 0 &&
        optional(
          t('performance:top.tag'),
          search.tag,
          tags.map((one) => [one, one]),
          (tag) => onChange({ tag }),
        )}
      <Select
        label={t('performance:refresh.label')}
        value={String(refreshS)}
        options={REFRESH_S.map((seconds) => ({ value: String(seconds), label: t(`performance:refresh.${seconds}`) }))}
        onChange={(text) => onChange({ refresh: REFRESH_S.find((seconds) => String(seconds) === text) })}
      />
      {refreshS === 0 && <Button onClick={onRefresh}>{t('performance:refresh.now')}</Button>}
    </FilterBar>
  );
}
