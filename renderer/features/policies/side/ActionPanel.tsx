import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Policy } from '../../../../shared/contracts/policies.ts';
import { SILENT_HOURS } from '../../../../shared/domain/policy/silent.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { useActionReason } from '../../../components/Button/useActionReason.ts';
import { Panel } from '../../../components/Panel/Panel.tsx';
import type { Failure } from '../../../lib/api.ts';
import { useKeys } from '../../../lib/keys.ts';
import styles from '../policies.module.css';
import { useRemovePolicy, useStartSilent } from '../queries.ts';
import { NEW } from '../search.ts';
import { StepConfirm } from './StepConfirm.tsx';
import type { Step } from './steps.ts';

const route = getRouteApi('/shell/policies');

interface Props {
  readonly seen: Policy | null;
  readonly isDirty: boolean;
  readonly isSound: boolean;
  readonly isSaving: boolean;
  readonly failure: Failure | null;
  readonly onSave: () => void;
  readonly onDiscard: () => void;
  readonly onOpen: (id: string) => void;
  /** The step that waits to be confirmed, of the whole desk. */
  readonly step: Step | null;
  readonly onStep: (step: Step | null) => void;
}

/** Every step that can be taken with a policy, and why one cannot be taken now. */
export function ActionPanel({ seen, isDirty, isSound, isSaving, failure, onSave, onDiscard, onOpen, step, onStep }: Props) {
  const { t } = useTranslation(['policies', 'terms']);
  const hindered = useActionReason('policy.edit');
  const saveReason = hindered ?? (isDirty ? (isSound ? null : t('policies:effect.unsound')) : t('policies:reason.noChange'));
  useKeys([
    {
      id: 'policies.save',
      keys: 'Control+KeyS',
      title: t('policies:key.save'),
      group: t('policies:title'),
      inText: true,
      run: () => (saveReason === null && !isSaving ? onSave() : undefined),
    },
  ]);
  return (
    <>
      <Panel title={t('policies:actions')}>
        <div className={styles.actions}>
          <div className={styles.actionRow}>
            <Button look="primary" kbd="Ctrl S" busy={isSaving} reason={saveReason} onClick={onSave}>
              {isSaving
                ? t('policies:action.saving')
                : seen
                  ? t('policies:action.save', { version: seen.version + 1 })
                  : t('policies:action.create')}
            </Button>
            {isDirty && seen && <Button onClick={onDiscard}>{t('policies:action.discard')}</Button>}
          </div>
          {failure && <p role="alert">{t(`terms:problem.${failure.code}`)}</p>}
          {seen && <Steps policy={seen} isDirty={isDirty} hindered={hindered} onStep={onStep} onOpen={onOpen} />}
        </div>
      </Panel>
      {seen && step && step.kind !== 'back' && <StepConfirm policy={seen} step={step} isDirty={isDirty} onDone={() => onStep(null)} />}
    </>
  );
}

interface StepsProps {
  readonly policy: Policy;
  readonly isDirty: boolean;
  readonly hindered: string | null;
  readonly onStep: (step: Step) => void;
  readonly onOpen: (id: string) => void;
}

function Steps({ policy, isDirty, hindered, onStep, onOpen }: StepsProps) {
  const { t } = useTranslation(['policies', 'terms']);
  const navigate = route.useNavigate();
  const silent = useStartSilent();
  const remove = useRemovePolicy();
  const failure = silent.error ?? remove.error;
  const { id, name, version, isApplied, isBuiltIn, silentUntil } = policy;
  const busy = hindered ?? (isDirty ? t('policies:reason.unsaved') : null);
  return (
    <>
      <div className={styles.actionRow}>
        <Button reason={busy} reasonAt="hidden" onClick={() => onStep({ kind: isApplied ? 'withdraw' : 'apply', of: version })}>
          {t(isApplied ? 'policies:action.withdraw' : 'policies:action.apply')}
        </Button>
        <Button
          reason={busy ?? (version > (isBuiltIn ? 0 : 1) ? null : t('policies:reason.noEarlier'))}
          reasonAt="hidden"
          onClick={() => onStep({ kind: 'undo', to: version - 1, of: version })}
        >
          {t('policies:action.undo', { version: Math.max(0, version - 1) })}
        </Button>
        <Button
          busy={silent.isPending}
          reason={hindered ?? (silentUntil === null ? null : t('policies:reason.silent'))}
          reasonAt="hidden"
          onClick={() => silent.mutate({ name, policyId: id, hours: SILENT_HOURS })}
        >
          {t('policies:action.silent')}
        </Button>
      </div>
      <div className={styles.actionRow}>
        <Button
          look="quiet"
          reason={hindered}
          reasonAt="hidden"
          onClick={() => void navigate({ search: (old) => ({ ...old, id: NEW, from: id }) })}
        >
          {t('policies:action.copy')}
        </Button>
        <Button
          look="quiet"
          busy={remove.isPending}
          reason={busy ?? (isBuiltIn ? t('policies:reason.builtIn') : isApplied ? t('policies:reason.removeApplied') : null)}
          onClick={() => remove.mutate({ id, version }, { onSuccess: () => onOpen('') })}
        >
          {t('policies:action.remove')}
        </Button>
      </div>
      {failure && <p role="alert">{t(`terms:problem.${failure.code}`)}</p>}
    </>
  );
}
