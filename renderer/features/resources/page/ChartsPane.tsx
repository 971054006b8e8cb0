import type { UseQueryResult } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alarm } from '../../../../shared/contracts/alarms.ts';
import type { Resource } from '../../../../shared/contracts/resources.ts';
import { COMPARISON_NAMES, type Comparison } from '../../../../shared/domain/metric/comparison.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { CursorBar } from '../../../components/Chart/index.ts';
import { Segmented } from '../../../components/Segmented/Segmented.tsx';
import { DeniedState, ErrorState, LoadingState, StateBlock } from '../../../components/StateBlock/StateBlock.tsx';
import type { Failure } from '../../../lib/api.ts';
import { stationClock, stationTime } from '../../../lib/clock.ts';
import { useCan } from '../../../lib/session.ts';
import { GroupSection } from './GroupSection.tsx';
import { arrange, type GroupId, groupText, type MetricLatest } from './metricGroups.ts';
import styles from './page.module.css';
import { isComparable, RANGE_NAMES, RANGES, rangeOf } from './pageModel.ts';
import { UnknownSection } from './UnknownSection.tsx';

const route = getRouteApi('/shell/resources/$id');
const NO_METRICS: readonly MetricLatest[] = [];

export interface ChartsPaneProps {
  readonly resource: Resource;
  readonly latest: UseQueryResult<{ readonly at: number; readonly items: readonly MetricLatest[] }, Failure>;
  readonly alarms: readonly Alarm[];
}

/** Left side: which group and which window, and the curves under one cursor. */
export function ChartsPane({ resource, latest, alarms }: ChartsPaneProps) {
  const { t } = useTranslation(['resources', 'metrics', 'terms', 'common']);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const mayRead = useCan('metric.read');
  const items = latest.data?.items ?? NO_METRICS;
  const at = latest.data?.at ?? 0;
  const page = useMemo(() => arrange(items, resource.retiredAt ?? at), [items, at, resource.retiredAt]);
  const range = rangeOf(search, resource.createdAt, stationClock.now());
  const compare = isComparable(range) ? (search.compare ?? null) : null;
  const chosen = page.groups.find((group) => group.id === search.group) ?? null;
  const isUnknownChosen = search.group === 'other' && page.unknown.length > 0;
  const window = useMemo(() => {
    const to = Math.floor(resource.retiredAt ?? stationClock.now());
    return { from: to - RANGES[range], to, isLive: resource.retiredAt === null };
  }, [range, resource.retiredAt]);

  const choose = (value: GroupId | 'all') =>
    void navigate({ search: (old) => ({ ...old, group: value === 'all' ? undefined : value, only: undefined }), replace: true });

  if (!mayRead) return <DeniedState permission="metric.read" />;
  return (
    <div className={styles.charts}>
      <div className={styles.bar}>
        <Segmented<GroupId | 'all'>
          label={t('resources:groups')}
          value={isUnknownChosen ? 'other' : (chosen?.id ?? 'all')}
          onChange={choose}
          segments={[
            { value: 'all', label: t('common:action.all') },
            ...page.groups.map((group) => ({ value: group.id, label: t(groupText(group.id)) })),
            ...(page.unknown.length > 0 ? [{ value: 'other' as const, label: t('metrics:group.other') }] : []),
          ]}
        />
        <span className={styles.barEnd}>
          {isComparable(range) && (
            <Segmented<Comparison | 'none'>
              label={t('resources:compare')}
              value={compare ?? 'none'}
              onChange={(next) =>
                void navigate({ search: (old) => ({ ...old, compare: next === 'none' ? undefined : next }), replace: true })
              }
              segments={(['none', ...COMPARISON_NAMES] as const).map((name) => ({ value: name, label: t(`resources:compare.${name}`) }))}
            />
          )}
          <Segmented
            label={t('resources:range')}
            value={range}
            onChange={(next) => void navigate({ search: (old) => ({ ...old, range: next }), replace: true })}
            segments={RANGE_NAMES.map((name) => ({ value: name, label: t(`resources:range.${name}`) }))}
          />
        </span>
      </div>
      {items.length > 0 ? (
        <>
          <div className={styles.sections}>
            {page.groups
              .filter((group) => !isUnknownChosen && (chosen === null || group === chosen))
              .map((group) => (
                <GroupSection
                  key={`${group.id} ${range} ${group === chosen}`}
                  group={group}
                  isAlone={group === chosen}
                  only={search.only ?? []}
                  resource={resource}
                  latest={items}
                  alarms={alarms}
                  window={window}
                  compare={compare}
                  onOpen={() => choose(group.id)}
                  onOnly={(only) =>
                    void navigate({ search: (old) => ({ ...old, only: only.length > 0 ? [...only] : undefined }), replace: true })
                  }
                />
              ))}
            {(chosen === null || isUnknownChosen) && page.unknown.length > 0 && (
              <UnknownSection series={page.unknown} resource={resource} latest={items} window={window} />
            )}
          </div>
          <CursorBar />
        </>
      ) : (
        <Nothing resource={resource} latest={latest} />
      )}
    </div>
  );
}

function Nothing({ resource, latest }: Pick<ChartsPaneProps, 'resource' | 'latest'>) {
  const { t } = useTranslation('resources');
  const navigate = route.useNavigate();
  if (latest.error && !latest.data) {
    return (
      <ErrorState
        what={t('what.metrics')}
        failure={latest.error}
        at={stationTime(latest.errorUpdatedAt)}
        onRetry={() => void latest.refetch()}
      />
    );
  }
  if (!latest.data) return <LoadingState what={t('what.metrics')} />;
  const hasChecks = resource.checks.length > 0;
  return (
    <StateBlock
      icon="pulse"
      title={t(hasChecks ? 'noData.title' : 'noChecks.title')}
      actions={
        !hasChecks && (
          <Button onClick={() => void navigate({ to: '/resources/$id/edit', params: { id: resource.id } })}>{t('noChecks.add')}</Button>
        )
      }
    >
      <p>{hasChecks ? t('noData.text', { seconds: resource.effectiveIntervalS }) : t('noChecks.text')}</p>
    </StateBlock>
  );
}
