import type { UseQueryResult } from '@tanstack/react-query';
import { type Ref, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MAX_VIEW_SERIES, type SeriesRef } from '../../../shared/contracts/performance.ts';
import type { Resource, ResourceList } from '../../../shared/contracts/resources.ts';
import { Age } from '../../components/Age/Age.tsx';
import { Button } from '../../components/Button/Button.tsx';
import { QualityTag } from '../../components/Chart/index.ts';
import { SearchInput } from '../../components/Input/Input.tsx';
import { Panel } from '../../components/Panel/Panel.tsx';
import { ResourceName } from '../../components/ResourceName/ResourceName.tsx';
import { toFailure } from '../../lib/api.ts';
import { formatCount, formatMetric } from '../../lib/format.ts';
import { keyCap } from '../../lib/keys.ts';
import { usePinyin } from '../../lib/usePinyin.ts';
import { keyOf } from './model.ts';
import styles from './performance.module.css';
import { foundMetrics, foundResources, type MetricLatest } from './pick.ts';
import { useMetrics } from './queries.ts';
import { seriesName } from './words.ts';

export interface PickerProps {
  readonly resources: UseQueryResult<ResourceList>;
  readonly chosen: readonly SeriesRef[];
  /** Why a metric cannot be added. */
  readonly hindrance: (metric: string) => 'full' | 'units' | null;
  readonly searchBox: Ref<HTMLInputElement>;
  readonly onToggle: (key: string) => void;
}

const MOST = 100;

/** Finds a resource, then its metrics: a press adds a curve or takes it away. */
export function Picker({ resources, chosen, hindrance, searchBox, onToggle }: PickerProps) {
  const { t } = useTranslation('performance');
  const [resourceId, setResourceId] = useState<string | null>(null);
  const resource = resources.data?.items.find(({ id }) => id === resourceId);
  return (
    <div className={styles.picker}>
      <Panel
        title={resource ? <ResourceName name={resource.name} isSimulated={resource.isSimulated} /> : t('pick.title')}
        actions={resource && <Button onClick={() => setResourceId(null)}>{t('pick.other')}</Button>}
        padded={false}
      >
        {resource ? (
          <Metrics key={resource.id} resource={resource} chosen={chosen} hindrance={hindrance} onToggle={onToggle} />
        ) : (
          <Resources resources={resources} searchBox={searchBox} onChoose={setResourceId} />
        )}
      </Panel>
    </div>
  );
}

function Resources({ resources, searchBox, onChoose }: Pick<PickerProps, 'resources' | 'searchBox'> & { onChoose: (id: string) => void }) {
  const { t } = useTranslation(['performance', 'terms']);
  const [query, setQuery] = useState('');
  const pinyin = usePinyin(query);
  const items = resources.data?.items ?? [];
  const found = foundResources(items, query, pinyin.readings);
  const shown = found.slice(0, MOST);
  return (
    <>
      <div className={styles.find}>
        <SearchInput
          ref={searchBox}
          label={t('performance:pick.resource')}
          placeholder={t('performance:pick.resource.placeholder')}
          value={query}
          onChange={setQuery}
          kbd={keyCap('Slash')}
        />
        <span className="meta" role="status">
          {resources.data && t('performance:pick.shown', { shown: formatCount(shown.length), total: formatCount(found.length) })}
        </span>
      </div>
      {resources.error && !resources.data && <p className={styles.note}>{t(`terms:problem.${toFailure(resources.error).code}`)}</p>}
      {resources.data && found.length === 0 && (
        <p className={styles.note}>
          {items.length === 0 ? t('performance:pick.noResources') : t('performance:pick.noResource', { query })}
        </p>
      )}
      <ul className={styles.list} aria-label={t('performance:pick.resources')}>
        {shown.map(({ id, name, isSimulated, address, domain }) => (
          <li key={id}>
            <button type="button" className={styles.choice} onClick={() => onChoose(id)}>
              <span className="ellipsis">
                <ResourceName name={name} isSimulated={isSimulated} />
              </span>
              <span className="meta ellipsis">{[address, domain].filter(Boolean).join(' ')}</span>
            </button>
          </li>
        ))}
      </ul>
      {found.length > MOST && <p className={styles.note}>{t('performance:pick.narrow', { count: found.length - MOST })}</p>}
    </>
  );
}

function Metrics({
  resource,
  chosen,
  hindrance,
  onToggle,
}: Pick<PickerProps, 'chosen' | 'hindrance' | 'onToggle'> & { readonly resource: Resource }) {
  const { t } = useTranslation(['performance', 'terms']);
  const [query, setQuery] = useState('');
  const pinyin = usePinyin(query);
  const metrics = useMetrics(resource.id);
  const items = metrics.data?.items ?? [];
  const found = foundMetrics(items, query, pinyin.readings);
  const shown = found.slice(0, MOST);
  const keys = new Set(chosen.map(keyOf));
  const isFull = chosen.length >= MAX_VIEW_SERIES;
  return (
    <>
      <div className={styles.find}>
        <SearchInput
          label={t('performance:pick.metric')}
          placeholder={t('performance:pick.metric.placeholder')}
          value={query}
          onChange={setQuery}
        />
        <span className="meta" role="status">
          {metrics.data && t('performance:pick.shown', { shown: formatCount(shown.length), total: formatCount(found.length) })}
        </span>
      </div>
      {found.some(({ metric }) => hindrance(metric) === 'units') && <p className={styles.note}>{t('performance:pick.units')}</p>}
      {isFull && <p className={styles.note}>{t('performance:pick.full', { most: MAX_VIEW_SERIES })}</p>}
      {metrics.error && !metrics.data && <p className={styles.note}>{t(`terms:problem.${toFailure(metrics.error).code}`)}</p>}
      {metrics.data && found.length === 0 && (
        <p className={styles.note}>{items.length === 0 ? t('performance:pick.noMetrics') : t('performance:pick.noMetric', { query })}</p>
      )}
      <ul className={styles.list} aria-label={t('performance:pick.metrics', { name: resource.name })}>
        {shown.map((item) => {
          const key = keyOf({ resourceId: resource.id, ...item });
          const isOn = keys.has(key);
          return (
            <li key={key}>
              <Metric item={item} isOn={isOn} why={isOn ? null : hindrance(item.metric)} onToggle={() => onToggle(key)} />
            </li>
          );
        })}
      </ul>
      {found.length > MOST && <p className={styles.note}>{t('performance:pick.narrow', { count: found.length - MOST })}</p>}
    </>
  );
}

interface MetricProps {
  readonly item: MetricLatest;
  readonly isOn: boolean;
  readonly why: 'full' | 'units' | null;
  readonly onToggle: () => void;
}

function Metric({ item, isOn, why, onToggle }: MetricProps) {
  const { t } = useTranslation('performance');
  return (
    <button
      type="button"
      className={styles.choice}
      aria-pressed={isOn}
      aria-disabled={why !== null || undefined}
      onClick={() => why === null && onToggle()}
    >
      <span className="ellipsis">
        {seriesName(item)}
        {why === 'units' && <span className="visually-hidden"> {t('pick.units')}</span>}
      </span>
      <span className={styles.choiceEnd}>
        {formatMetric(item.metric, item.value)}
        <QualityTag quality={item.quality} />
        <Age at={item.at} intervalMs={item.intervalMs} />
      </span>
    </button>
  );
}
