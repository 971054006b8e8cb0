import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Policy, PolicyInput } from '../../../../shared/contracts/policies.ts';
import { Banner } from '../../../components/Banner/Banner.tsx';
import { Button } from '../../../components/Button/Button.tsx';
import { LeaveBanner } from '../../../components/Leave/LeaveBanner.tsx';
import { StateBlock } from '../../../components/StateBlock/StateBlock.tsx';
import type { Failure } from '../../../lib/api.ts';
import { useLeaveGuard } from '../../../lib/leaveGuard.ts';
import { useCan } from '../../../lib/session.ts';
import { useResources } from '../../resources/index.ts';
import { errorsOf, errorsOfProblem, inputOf, isSame } from '../model.ts';
import styles from '../policies.module.css';
import { useSavePolicy } from '../queries.ts';
import { ReplayPanel } from '../replay/ReplayPanel.tsx';
import { isLeaving } from '../search.ts';
import { ActionPanel } from '../side/ActionPanel.tsx';
import { DiffPanel } from '../side/DiffPanel.tsx';
import { EffectPanel } from '../side/EffectPanel.tsx';
import { HistoryPanel } from '../side/HistoryPanel.tsx';
import type { Step } from '../side/steps.ts';
import { PolicyForm } from './PolicyForm.tsx';

interface Props {
  /** The policy that is changed; null: a new one is written. */
  readonly seen: Policy | null;
  /** Another seat removed it. */
  readonly isGone: boolean;
  readonly initial: PolicyInput;
  /** Not shown, while several policies are dealt with. */
  readonly isAside: boolean;
  readonly onReturn: () => void;
  readonly onOpen: (id: string) => void;
}

/** One policy: its form, what the draft would have done and would do, and the steps that can be taken with it. */
export function PolicyDesk({ seen: newest, isGone, initial, isAside, onReturn, onOpen }: Props) {
  const { t } = useTranslation(['policies', 'common']);
  const mayEdit = useCan('policy.edit');
  const [seen, setSeen] = useState(newest);
  const [draft, setDraft] = useState(initial);
  const [step, setStep] = useState<Step | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const save = useSavePolicy();
  const resources = useResources(false).data?.items ?? null;
  const resourceName = (id: string) => resources?.find((resource) => resource.id === id)?.name ?? id;
  const isDirty = seen === null || !isSame(draft, seen);
  const leave = useLeaveGuard(!isSame(draft, seen ?? initial), { isLeaving, onHeld: onReturn });
  // Without changes of one's own the newest version is shown; with them it is offered.
  const isOvertaken = newest !== null && seen !== null && newest.version > seen.version;
  if (isOvertaken && !isDirty) take();
  // What is left of a removed one is a draft, and saved it is a new policy.
  if (isGone && seen !== null && isDirty) setSeen(null);
  const own = errorsOf(draft);
  const errors = failure ? [...own, ...errorsOfProblem(failure.problem)] : own;
  const settled = useDeferredValue(draft);
  const intent = { id: seen?.id ?? null, policy: settled };

  function take(): void {
    if (!newest) return;
    setSeen(newest);
    setDraft(inputOf(newest));
    setFailure(null);
  }

  function change(next: PolicyInput): void {
    setDraft(next);
    setFailure(null);
  }

  function submit(): void {
    if (isAside || own.length > 0 || !isDirty || !mayEdit) return;
    save.mutate(
      { seen, input: { ...draft, name: draft.name.trim() } },
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

  if (isGone && seen !== null) return <GonePolicy />;
  return (
    <>
      <div className={styles.column}>
        <LeaveBanner leave={leave} title={t('policies:reason.unsaved')} discard={t('policies:action.discard')} />
        {isOvertaken && (
          <Banner kind="late" title={t('policies:overtaken')} actions={<Button onClick={take}>{t('policies:overtaken.take')}</Button>} />
        )}
        {isGone && <Banner kind="late" title={t('policies:gone.draft')} />}
        <div className={styles.stack}>
          <PolicyForm
            draft={draft}
            seen={seen}
            isDirty={isDirty}
            errors={errors}
            resources={resources}
            isReadOnly={!mayEdit}
            onChange={change}
            onSubmit={submit}
          />
          {mayEdit && <ReplayPanel draft={intent} isSound={own.length === 0} />}
        </div>
      </div>
      <div className={styles.column}>
        <div className={styles.stack}>
          <ActionPanel
            seen={seen}
            isDirty={isDirty}
            isSound={own.length === 0}
            isSaving={save.isPending}
            failure={failure}
            onSave={submit}
            onDiscard={() => change(seen ? inputOf(seen) : initial)}
            onOpen={onOpen}
            step={step}
            onStep={setStep}
          />
          {mayEdit && isDirty && (
            <EffectPanel
              title={t('policies:effect.title')}
              intent={{ apply: [], withdraw: [], draft: intent }}
              isSound={own.length === 0}
            />
          )}
          {seen && isDirty && <DiffPanel version={seen.version} changes={[seen, draft]} resourceName={resourceName} />}
          {seen && <HistoryPanel policy={seen} isDirty={isDirty} step={step} onStep={setStep} />}
        </div>
      </div>
    </>
  );
}

/** In place of a policy that is not there, or no longer. */
export function GonePolicy() {
  const { t } = useTranslation('policies');
  return (
    <StateBlock icon="sliders" title={t('gone.title')}>
      <p>{t('gone.text')}</p>
    </StateBlock>
  );
}
