import { useNavigate } from '@tanstack/react-router';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alarm } from '../../../shared/contracts/alarms.ts';
import { SEVERITIES } from '../../../shared/domain/alarm/severity.ts';
import { useReason } from '../../components/Button/Button.tsx';
import { type Binding, useKeys } from '../../lib/keys.ts';
import { useHindrance } from '../../lib/session.ts';
import { picturedBy } from './explain.ts';
import { mapOf, toolsOf } from './mapOf.ts';
import { toggleOnly } from './model.ts';
import type { AlarmSearch } from './search.ts';
import { useDesk } from './store.ts';
import type { DeskActions } from './useDeskActions.ts';

export interface DeskKeys {
  readonly search: AlarmSearch;
  readonly actions: DeskActions;
  readonly selected: Alarm | null;
  readonly filter: (change: Partial<AlarmSearch>) => void;
  readonly clearFilter: () => void;
  readonly move: (step: number) => void;
  readonly next: () => void;
  readonly toggleFreeze: () => void;
  readonly close: () => void;
  readonly toggleChecked: (id: string) => void;
  readonly searchBox: RefObject<HTMLInputElement | null>;
}

/** The keyboard map of the alarm desk. */
export function useDeskKeys(desk: DeskKeys): void {
  const { t } = useTranslation(['alarms', 'terms', 'tools']);
  const showChart = useDesk((state) => state.showChart);
  const { actions, selected } = desk;
  const { reasons } = actions;
  const list = t('alarms:key.group.list');
  const filter = t('alarms:key.group.filter');
  const navigate = useNavigate();
  const noMap = useReason(useHindrance('resource.read'));
  const noRow = selected === null ? t('alarms:reason.noRow') : null;
  const bindings: readonly Binding[] = [
    { id: 'next', keys: 'KeyJ', title: t('alarms:key.next'), group: list, repeats: true, run: () => desk.move(1) },
    { id: 'previous', keys: 'KeyK', title: t('alarms:key.previous'), group: list, repeats: true, run: () => desk.move(-1) },
    { id: 'nextUnacknowledged', keys: 'KeyN', title: t('alarms:key.nextUnacknowledged'), group: list, run: desk.next },
    {
      id: 'check',
      keys: 'KeyX',
      title: t('alarms:key.check'),
      group: list,
      reason: noRow,
      run: () => selected && desk.toggleChecked(selected.id),
    },
    {
      id: 'acknowledge',
      keys: 'KeyA',
      title: t('alarms:key.acknowledge'),
      group: list,
      reason: reasons.acknowledge,
      run: actions.acknowledge,
    },
    {
      id: 'acknowledgeMany',
      keys: 'Shift+KeyA',
      title: t('alarms:key.acknowledgeMany'),
      group: list,
      reason: reasons.many,
      run: actions.acknowledgeMany,
    },
    {
      id: 'comment',
      keys: 'KeyC',
      title: t('alarms:key.comment'),
      group: list,
      reason: reasons.comment,
      run: () => actions.openBox('comment'),
    },
    {
      id: 'chart',
      keys: 'KeyV',
      title: t('alarms:key.chart'),
      group: list,
      reason: noRow ?? (selected && picturedBy(selected) === null ? t('alarms:reason.noChart') : null),
      run: showChart,
    },
    {
      id: 'topology',
      keys: 'KeyT',
      title: t('alarms:key.topology'),
      group: list,
      reason: noRow ?? noMap,
      run: () => selected && void navigate(mapOf(selected)),
    },
    {
      id: 'tools',
      keys: 'KeyD',
      title: t('tools:key.open'),
      group: list,
      reason: noRow ?? noMap,
      run: () => selected && void navigate(toolsOf(selected)),
    },
    { id: 'freeze', keys: 'KeyZ', title: t('alarms:key.freeze'), group: list, run: desk.toggleFreeze },
    { id: 'back', keys: 'Escape', title: t('alarms:key.back'), group: list, run: desk.close },
    { id: 'search', keys: 'Slash', title: t('alarms:key.search'), group: filter, run: () => desk.searchBox.current?.focus() },
    ...SEVERITIES.map((severity, index) => ({
      id: `only.${severity}`,
      keys: `Digit${index + 1}`,
      title: t('alarms:key.severity', { severity: t(`terms:severity.${severity}`) }),
      group: filter,
      run: () => desk.filter({ severity: toggleOnly(desk.search, severity) }),
    })),
    { id: 'clearFilter', keys: 'Digit0', title: t('alarms:key.clearFilter'), group: filter, run: desk.clearFilter },
  ];
  useKeys(bindings);
}
