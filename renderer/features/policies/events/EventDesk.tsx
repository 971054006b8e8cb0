import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventRule, EventRuleInput, EventRuleView } from '../../../../shared/contracts/eventRules.ts';
import { Banner } from '../../../components/Banner/Banner.tsx';
import { Button } from '../../../components/Button/Button.tsx';
import { LeaveBanner } from '../../../components/Leave/LeaveBanner.tsx';
import type { Failure } from '../../../lib/api.ts';
import { useLeaveGuard } from '../../../lib/leaveGuard.ts';
import { useCan } from '../../../lib/session.ts';
import styles from '../policies.module.css';
import { isLeaving } from '../search.ts';
import { EventActions } from './EventActions.tsx';
import { EventForm } from './EventForm.tsx';
import { EventHistory } from './EventHistory.tsx';
import { EventReplayPanel } from './EventReplayPanel.tsx';
import { HitsPanel } from './HitsPanel.tsx';
import { conditionsOf, errorsOf, errorsOfProblem, inputOf, isSame } from './model.ts';
import { useSaveRule } from './queries.ts';
import { TryPanel } from './TryPanel.tsx';

interface Props {
  readonly list: EventRuleView;
  /** The rule that is changed; null: a new one is written. */
  readonly seen: EventRule | null;
  readonly initial: EventRuleInput;
  /** Undefined: none. */
  readonly onOpen: (id: string | undefined) => void;
}

/** One rule: its form, what it makes of a line and of 30 days, and the steps that can be taken with it. */
export function EventDesk({ list, seen: newest, initial, onOpen }: Props) {
  const { t } = useTranslation(['eventRules', 'common']);
  const mayEdit = useCan('policy.edit');
  const [seen, setSeen] = useState(newest);
  const [draft, setDraft] = useState(initial);
  const [failure, setFailure] = useState<Failure | null>(null);
  const save = useSaveRule();
  const isDirty = seen === null || !isSame(draft, seen);
  const leave = useLeaveGuard(!isSame(draft, seen ?? initial), { isLeaving });
  // Without changes of one's own the newest version is shown; with them it is offered. What it found goes on meanwhile.
  const isOvertaken = newest !== null && seen !== null && newest.version > seen.version;
  if (isOvertaken && !isDirty) take();
  const own = errorsOf(draft);
  const errors = failure ? [...own, ...errorsOfProblem(failure.problem, draft.condition)] : own;
  const asked = { id: seen?.id ?? null, rule: draft };

  function take(): void {
    if (!newest) return;
    setSeen(newest);
    setDraft(inputOf(newest));
    setFailure(null);
  }

  function change(next: EventRuleInput): void {
    setDraft(next);
    setFailure(null);
  }

  function submit(): void {
    if (own.length > 0 || !isDirty || !mayEdit) return;
    save.mutate(
      { seen, rule: { ...draft, name: draft.name.trim(), condition: draft.condition.trim() } },
      {
        onSuccess: (saved) => {
          setSeen(saved);
          setDraft(inputOf(saved));
          setFailure(null);
          if (saved.id !== seen?.id) onOpen(saved.id);
        },
        onError: setFailure,
      },
    );
  }

  return (
    <>
      <div className={styles.column}>
        <LeaveBanner leave={leave} title={t('eventRules:reason.unsaved')} discard={t('eventRules:action.discard')} />
        {isOvertaken && isDirty && (
          <Banner
            kind="late"
            title={t('eventRules:overtaken')}
            actions={<Button onClick={take}>{t('eventRules:overtaken.take')}</Button>}
          />
        )}
        <div className={styles.stack}>
          <EventForm
            draft={draft}
            seen={seen}
            isDirty={isDirty}
            errors={errors}
            conditions={conditionsOf(list.items)}
            isReadOnly={!mayEdit}
            onChange={change}
            onSubmit={submit}
          />
          {mayEdit && <TryPanel draft={asked} isSound={own.length === 0} examples={(newest?.examples ?? []).map(({ line }) => line)} />}
          {mayEdit && <EventReplayPanel draft={asked} isSound={own.length === 0} />}
        </div>
      </div>
      <div className={styles.column}>
        <div className={styles.stack}>
          <EventActions
            list={list}
            seen={seen}
            isDirty={isDirty}
            isSound={own.length === 0}
            isSaving={save.isPending}
            failure={failure}
            onSave={submit}
            onDiscard={() => change(seen ? inputOf(seen) : initial)}
            onOpen={onOpen}
          />
          {newest && <HitsPanel rule={newest} since={list.countedSince} />}
          {seen && <EventHistory rule={seen} isDirty={isDirty} />}
        </div>
      </div>
    </>
  );
}
