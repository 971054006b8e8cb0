import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Banner } from '../../../components/Banner/Banner.tsx';
import { Button } from '../../../components/Button/Button.tsx';
import { PageHead } from '../../../components/Page/Page.tsx';
import { DeniedState, ErrorState, FilteredState, LoadingState, StateBlock } from '../../../components/StateBlock/StateBlock.tsx';
import { toFailure } from '../../../lib/api.ts';
import { stationClock } from '../../../lib/clock.ts';
import { formatTime } from '../../../lib/format.ts';
import { useBefore } from '../../../lib/old.ts';
import { useCan } from '../../../lib/session.ts';
import { isFiltered, locationsOf } from '../model.ts';
import { useDesk } from '../store.ts';
import { useAlarmDesk } from '../useAlarmDesk.ts';
import { AlarmDrawer } from './AlarmDrawer.tsx';
import { AlarmFilters } from './AlarmFilters.tsx';
import styles from './AlarmsPage.module.css';
import { AlarmTable } from './AlarmTable.tsx';
import { DeskHead } from './DeskHead.tsx';
import { useConditions } from './useConditions.ts';

const route = getRouteApi('/shell/alarms');

/** The alarm wall of a desk: live list, filters in the address, drawer, keys. */
export function AlarmsPage() {
  const mayRead = useCan('alarm.read');
  const { t } = useTranslation('alarms');
  if (mayRead) return <Desk />;
  return (
    <>
      <PageHead title={t('title')} />
      <DeniedState permission="alarm.read" />
    </>
  );
}

function Desk() {
  const { t } = useTranslation(['alarms', 'common']);
  const search = route.useSearch();
  const searchBox = useRef<HTMLInputElement>(null);
  const desk = useAlarmDesk(search, route.useNavigate(), searchBox);
  const { list, shown, all, selected, actions } = desk;
  const { checked, isOpen, selectedId, box, refusal, frozen } = useDesk();
  const setFrozen = useDesk((state) => state.freeze);
  useEffect(() => () => setFrozen(null), [setFrozen]);
  return (
    <>
      <DeskHead
        problem={list.data !== undefined ? null : list.isError ? 'failed' : 'loading'}
        active={desk.active}
        suppressed={desk.suppressed}
        total={all.length}
        shown={shown.length}
        isFiltered={isFiltered(search)}
        onNext={desk.next}
        onFreeze={desk.toggleFreeze}
      />
      <AlarmFilters search={search} locations={locationsOf(all)} onChange={desk.filter} onClear={desk.clearFilter} searchRef={searchBox} />
      {frozen !== null && (
        <Banner
          kind="frozen"
          title={t('alarms:freeze.title')}
          detail={
            desk.added === 0
              ? t('alarms:freeze.detail.none', { at: formatTime(frozen.at) })
              : t('alarms:freeze.detail', { at: formatTime(frozen.at), added: desk.added, critical: desk.addedCritical })
          }
          actions={
            <Button kbd="z" onClick={desk.toggleFreeze}>
              {t('alarms:freeze.resume')}
            </Button>
          }
        />
      )}
      {refusal !== null && (
        <Banner
          kind="notice"
          title={refusal}
          actions={<Button onClick={() => useDesk.getState().refuse(null)}>{t('alarms:refused.dismiss')}</Button>}
        />
      )}
      {checked.size > 0 && <CheckedBar count={checked.size} onAcknowledge={actions.acknowledgeMany} reason={actions.reasons.many} />}
      <div className={styles.work}>
        <div className={styles.list}>
          {list.data === undefined && list.isError && (
            <ErrorState
              what={t('alarms:what')}
              failure={toFailure(list.error)}
              at={stationClock.now()}
              onRetry={() => void list.refetch()}
            />
          )}
          {list.data === undefined && list.isPending && <LoadingState what={t('alarms:what')} />}
          {list.data !== undefined && (
            <AlarmTable
              alarms={shown}
              all={all}
              selectedId={selectedId}
              checkedIds={checked}
              onSelect={(id) => desk.select(id, true)}
              onOpen={(id) => desk.select(id, true)}
              empty={<Nothing search={search} at={list.data.at} all={all} onClear={desk.clearFilter} />}
            />
          )}
        </div>
        {(isOpen || box !== null) && <AlarmDrawer id={selectedId} row={selected} all={all} actions={actions} onClose={desk.close} />}
      </div>
    </>
  );
}

interface NothingProps {
  readonly search: ReturnType<typeof route.useSearch>;
  readonly at: number;
  readonly all: Parameters<typeof locationsOf>[0];
  readonly onClear: () => void;
}

function Nothing({ search, at, all, onClear }: NothingProps) {
  const { t } = useTranslation('alarms');
  const conditions = useConditions(search);
  const before = useBefore();
  if (!isFiltered(search))
    return (
      <StateBlock icon="bell" title={before(t('empty.title'))}>
        <p>{t('empty.detail', { at: formatTime(at) })}</p>
      </StateBlock>
    );
  const critical = all.filter((alarm) => alarm.severity === 'critical' && alarm.cleared === null).length;
  return (
    <FilteredState
      title={before(t('filtered.title'))}
      conditions={t('filtered.conditions', { conditions })}
      unfiltered={t('filtered.total', { total: all.length, critical })}
      onClear={onClear}
      kbd="0"
    />
  );
}

function CheckedBar({
  count,
  reason,
  onAcknowledge,
}: {
  readonly count: number;
  readonly reason: string | null;
  readonly onAcknowledge: () => void;
}) {
  const { t } = useTranslation('alarms');
  const clear = useDesk((state) => state.clearChecked);
  return (
    <Banner
      kind="notice"
      icon="check"
      title={t('checked', { count })}
      actions={
        <>
          <Button kbd="A" reason={reason} onClick={onAcknowledge}>
            {t('action.acknowledgeMany')}
          </Button>
          <Button onClick={clear}>{t('checked.clear')}</Button>
        </>
      }
    />
  );
}
