import { useTranslation } from 'react-i18next';
import type { Alarm } from '../../../shared/contracts/alarms.ts';
import { isUnhideable } from '../../../shared/domain/alarm/unhideable.ts';
import { useReason } from '../../components/Button/Button.tsx';
import { type Failure, toFailure } from '../../lib/api.ts';
import { useLink } from '../../lib/liveClient.ts';
import { resourceText } from '../../lib/resourceText.ts';
import { useHindrance } from '../../lib/session.ts';
import { type Scope, scopeOf } from './model.ts';
import { useAcknowledgeMany, useChangeAlarm } from './queries.ts';
import { type Box, draftKey, useDesk } from './store.ts';

/** Why each action is off for the selected alarm; null where it works. */
export interface Reasons {
  readonly acknowledge: string | null;
  readonly many: string | null;
  readonly comment: string | null;
  readonly unacknowledge: string | null;
  readonly clear: string | null;
}

export interface DeskActions {
  readonly reasons: Reasons;
  readonly scope: Scope | null;
  readonly isBusy: boolean;
  /** One key: at once, or with a box for words where the alarm is critical. */
  acknowledge(): void;
  /** Opens the box that says the exact scope first. */
  acknowledgeMany(): void;
  openBox(kind: 'comment' | 'unacknowledge' | 'clear'): void;
  /** Sends what the open box is about, with its text. */
  submit(box: Box, text: string): void;
}

/** Everything that can be done to the selected alarm and the shown ones, with the reason where not. */
export function useDeskActions(selected: Alarm | null, shown: readonly Alarm[]): DeskActions {
  const { t } = useTranslation(['alarms', 'terms', 'common']);
  const desk = useDesk();
  const change = useChangeAlarm();
  const many = useAcknowledgeMany();
  const isLost = useLink().quality === 'lost';
  const offline = isLost ? t('common:hindrance.offline') : null;
  const mayAcknowledge = useReason(useHindrance('alarm.acknowledge')) ?? offline;
  const mayComment = useReason(useHindrance('alarm.comment')) ?? offline;
  const mayClear = useReason(useHindrance('alarm.clear')) ?? offline;
  const scope = scopeOf(shown, desk.checked, desk.selectedId);

  const noRow = selected !== null ? null : desk.selectedId === null ? t('alarms:reason.noRow') : t('alarms:reason.closed');
  const isAcknowledged = selected?.acknowledged ? t('alarms:reason.isAcknowledged', { name: selected.acknowledged.byName }) : null;
  const isCleared = selected?.cleared ? t('alarms:reason.isCleared') : null;
  const reasons: Reasons = {
    acknowledge: mayAcknowledge ?? noRow ?? isAcknowledged,
    many: mayAcknowledge ?? (scope === null ? t('alarms:reason.nothingWaiting') : null),
    comment: mayComment ?? noRow,
    unacknowledge: mayAcknowledge ?? noRow ?? (selected?.acknowledged ? null : t('alarms:reason.notAcknowledged')) ?? isCleared,
    clear: mayClear ?? noRow ?? isCleared ?? (selected && isUnhideable(selected) ? t('alarms:reason.unhideable') : null),
  };

  function sentence(object: string, failure: Failure): string {
    const problem = t(`terms:problem.${failure.code}`);
    const id = failure.requestId === null ? '' : t('common:state.error.id', { id: failure.requestId });
    return t('alarms:refused', { object, problem, id });
  }

  function send(alarm: Alarm, input: Parameters<typeof change.mutate>[0], box: Box | null): void {
    desk.refuse(null);
    change.mutate(input, {
      onSuccess: () => {
        if (box === null) return;
        desk.write(draftKey(box), '');
        desk.openBox(null);
      },
      onError: (error) => {
        const failure = toFailure(error);
        // The box holds the version that was seen; to go on, the new one must be looked at first. The text is kept.
        if (failure.code === 'alarm.changed') desk.openBox(null);
        desk.refuse(sentence(resourceText(alarm.resourceName, alarm.isSimulated), failure));
      },
    });
  }

  function sendMany(box: Extract<Box, { kind: 'many' }>, comment: string): void {
    const ids = box.scope.alarms.map((alarm) => alarm.id);
    many.mutate(
      { ids, comment },
      {
        onSuccess: ({ refused }) => {
          desk.write(draftKey(box), '');
          desk.clearChecked();
          desk.openBox(null);
          if (refused.length > 0) desk.refuse(t('alarms:box.refused', { refused: refused.length }));
        },
        onError: (error) => desk.refuse(sentence(t('alarms:box.many', { count: ids.length }), toFailure(error))),
      },
    );
  }

  return {
    reasons,
    scope,
    isBusy: change.isPending || many.isPending,
    acknowledge() {
      if (selected === null || reasons.acknowledge !== null || change.isPending) return;
      if (selected.severity === 'critical') desk.openBox({ kind: 'acknowledge', id: selected.id, version: selected.version });
      else send(selected, { kind: 'acknowledge', id: selected.id, version: selected.version }, null);
    },
    acknowledgeMany() {
      if (reasons.many === null && scope !== null) desk.openBox({ kind: 'many', scope });
    },
    openBox(kind) {
      if (selected !== null && reasons[kind] === null) desk.openBox({ kind, id: selected.id });
    },
    submit(box, text) {
      if (change.isPending || many.isPending) return;
      if (box.kind === 'many') sendMany(box, text);
      else if (selected === null) return;
      else if (box.kind === 'acknowledge')
        send(selected, { kind: 'acknowledge', id: box.id, version: box.version, ...(text === '' ? {} : { comment: text }) }, box);
      else if (box.kind === 'comment') send(selected, { kind: 'comment', id: box.id, text }, box);
      else send(selected, { kind: box.kind, id: box.id, reason: text }, box);
    },
  };
}
