import type { UseNavigateResult } from '@tanstack/react-router';
import { type RefObject, useCallback, useEffect, useMemo, useRef } from 'react';
import type { Alarm } from '../../../shared/contracts/alarms.ts';
import { neighbourRow, type TableItem } from '../../components/DataTable/model.ts';
import { stationClock } from '../../lib/clock.ts';
import { filterAlarms, nextUnacknowledged, thaw } from './model.ts';
import { useAlarmCounts, useAlarms } from './queries.ts';
import type { AlarmSearch } from './search.ts';
import { useDesk } from './store.ts';
import { alarmTitle } from './text.ts';
import { useDeskActions } from './useDeskActions.ts';
import { useDeskKeys } from './useDeskKeys.ts';

/** A pause in moving through the list after which the address follows. */
const ADDRESS_PAUSE_MS = 250;
const NONE: readonly Alarm[] = [];

/** The desk put together: what is listed, what is selected, and how the keys and the address move it. */
export function useAlarmDesk(search: AlarmSearch, navigate: UseNavigateResult<'/alarms'>, searchBox: RefObject<HTMLInputElement | null>) {
  const list = useAlarms();
  const { data: counts } = useAlarmCounts();
  const { frozen, freeze, selectedId, select, close, toggleChecked } = useDesk();
  const live = list.data?.items ?? NONE;
  const still = useMemo(() => (frozen === null ? null : thaw(frozen, live)), [frozen, live]);
  const sorted = useMemo(() => filterAlarms(live, search, alarmTitle), [live, search]);
  const shown = still?.alarms ?? sorted;
  const selected = shown.find((alarm) => alarm.id === selectedId) ?? live.find((alarm) => alarm.id === selectedId) ?? null;
  const actions = useDeskActions(selected, shown);
  useAddress(search, navigate);

  const filter = useCallback(
    (change: Partial<AlarmSearch>) => {
      freeze(null);
      void navigate({ search: (old) => ({ ...old, ...change }), replace: true });
    },
    [navigate, freeze],
  );
  const clearFilter = useCallback(() => {
    freeze(null);
    void navigate({ search: ({ alarm }) => ({ alarm }), replace: true });
  }, [navigate, freeze]);
  const move = (step: number): void => {
    const items: TableItem<Alarm>[] = shown.map((row) => ({ kind: 'row', id: row.id, row }));
    const id = neighbourRow(items, selectedId, step);
    if (id !== null) select(id);
  };
  const next = (): void => {
    const id = nextUnacknowledged(shown, selectedId);
    if (id !== null) select(id, true);
  };
  const toggleFreeze = (): void => freeze(frozen === null ? { at: stationClock.now(), alarms: shown } : null);
  useDeskKeys({ search, actions, selected, filter, clearFilter, move, next, toggleFreeze, close, toggleChecked, searchBox });
  return {
    list,
    all: live,
    active: counts?.total ?? live.filter((alarm) => alarm.cleared === null).length,
    suppressed: counts?.suppressed ?? live.filter((alarm) => alarm.cleared === null && alarm.cause !== null).length,
    shown,
    selected,
    actions,
    added: still?.added ?? 0,
    addedCritical: still?.critical ?? 0,
    filter,
    clearFilter,
    next,
    toggleFreeze,
    select,
    close,
  };
}

/** The open alarm is in the address: the address follows the selection after a pause, and a new address opens what it names. */
function useAddress(search: AlarmSearch, navigate: UseNavigateResult<'/alarms'>): void {
  const { selectedId, isOpen, select } = useDesk();
  const written = useRef<string | undefined>(undefined);
  const asked = search.alarm;
  useEffect(() => {
    if (asked === written.current) return;
    written.current = asked;
    if (asked !== undefined) select(asked, true);
  }, [asked, select]);
  const wanted = isOpen ? (selectedId ?? undefined) : undefined;
  useEffect(() => {
    if (wanted === written.current) return;
    const timer = setTimeout(() => {
      written.current = wanted;
      void navigate({ search: (old) => ({ ...old, alarm: wanted }), replace: true });
    }, ADDRESS_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [wanted, navigate]);
}
