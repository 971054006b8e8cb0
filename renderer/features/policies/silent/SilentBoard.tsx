import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { SilentWatch } from '../../../../shared/contracts/silentWatches.ts';
import type { Instant } from '../../../../shared/domain/id.ts';
import { isObserving } from '../../../../shared/domain/policy/silent.ts';
import { Age } from '../../../components/Age/Age.tsx';
import { Panel } from '../../../components/Panel/Panel.tsx';
import { ErrorState, LoadingState, StateBlock } from '../../../components/StateBlock/StateBlock.tsx';
import { Tag } from '../../../components/Tag/Tag.tsx';
import type { Failure } from '../../../lib/api.ts';
import { stationTime, useNow } from '../../../lib/clock.ts';
import { formatCount, formatDuration, formatWhen } from '../../../lib/format.ts';
import { useCan } from '../../../lib/session.ts';
import styles from '../policies.module.css';
import { policiesQuery, silentQuery } from '../queries.ts';
import { FindingsPanel } from './FindingsPanel.tsx';
import { StartPanel } from './StartPanel.tsx';

const route = getRouteApi('/shell/policies');

/** How long it lasts or how it ended, in words. */
export function watchState(t: TFunction<'policies'>, watch: SilentWatch, now: Instant): string {
  if (isObserving(watch, now)) return t('silent.lasting', { text: formatDuration((watch.endsAt - now) / 1000) });
  if (watch.endedAt === null) return t('silent.over', { at: formatWhen(watch.endsAt, now) });
  return t('silent.ended', { name: watch.endedBy ?? '', at: formatWhen(watch.endedAt, now) });
}

/** 静默观察: what lasts, what it holds back, and a new one. */
export function SilentBoard() {
  const { t } = useTranslation('policies');
  const { watch: chosen } = route.useSearch();
  const navigate = route.useNavigate();
  const mayEdit = useCan('policy.edit');
  const list = useQuery(silentQuery);
  if (!list.data)
    return list.error ? (
      <ErrorState
        what={t('silent.what')}
        failure={list.error as Failure}
        at={stationTime(list.errorUpdatedAt)}
        onRetry={() => void list.refetch()}
      />
    ) : (
      <LoadingState what={t('silent.what')} />
    );
  const { items, at } = list.data;
  const current = items.find(({ id }) => id === chosen) ?? items[0];
  const open = (id: string) => void navigate({ search: (old) => ({ ...old, watch: id }) });
  return (
    <div className={styles.silentPage}>
      <div className={styles.column}>
        {mayEdit && <StartPanel onStarted={open} />}
        <div className={styles.fill}>
          <Panel title={t('silent.title')} age={<Age at={at} intervalMs={5000} />} padded={false} footer={<span>{t('silent.rule')}</span>}>
            {items.length === 0 ? (
              <StateBlock icon="muted" title={t('silent.empty.title')}>
                <p>{t('silent.empty.text')}</p>
              </StateBlock>
            ) : (
              items.map((watch) => <WatchRow key={watch.id} watch={watch} isCurrent={watch === current} onOpen={() => open(watch.id)} />)
            )}
          </Panel>
        </div>
      </div>
      <div className={styles.column}>{current && <FindingsPanel key={current.id} watch={current} />}</div>
    </div>
  );
}

function WatchRow({ watch, isCurrent, onOpen }: { readonly watch: SilentWatch; readonly isCurrent: boolean; readonly onOpen: () => void }) {
  const { t } = useTranslation('policies');
  const now = useNow();
  const { data } = useQuery({ ...policiesQuery, refetchInterval: false });
  const { name, policyId, resourceIds, conditions, times, noisyResources, startedBy, startedAt } = watch;
  const policy = data?.items.find(({ id }) => id === policyId)?.name ?? policyId ?? '';
  return (
    <button type="button" className={styles.watch} aria-current={isCurrent || undefined} onClick={onOpen}>
      <span className={styles.watchHead}>
        <b>{name}</b>
        <Tag look={isObserving(watch, now) ? 'dashed' : 'plain'}>{watchState(t, watch, now)}</Tag>
      </span>
      <span>
        {policyId === null ? t('silent.scope.resources', { count: resourceIds.length }) : t('silent.scope.policy', { name: policy })}{' '}
        <span className="meta">{t('silent.started', { name: startedBy, at: formatWhen(startedAt, now) })}</span>
      </span>
      <span>
        {t('silent.counts', { conditions: formatCount(conditions), times: formatCount(times), resources: formatCount(noisyResources) })}
      </span>
    </button>
  );
}
