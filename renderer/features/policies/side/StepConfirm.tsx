import { useTranslation } from 'react-i18next';
import type { Policy } from '../../../../shared/contracts/policies.ts';
import { RestoreConfirm } from './RestoreConfirm.tsx';
import { SwitchConfirm } from './SwitchConfirm.tsx';
import { hindranceOf, type Step } from './steps.ts';

interface Props {
  readonly policy: Policy;
  readonly step: Step;
  readonly isDirty: boolean;
  readonly onDone: () => void;
}

/** The step that waits, for the version it was asked for and no other. */
export function StepConfirm({ policy, step, isDirty, onDone }: Props) {
  const { t } = useTranslation('policies');
  const hindrance = hindranceOf(step, policy, isDirty);
  const reason = hindrance && t(`reason.${hindrance}`);
  if ('to' in step) return <RestoreConfirm key={step.to} policy={policy} to={step.to} of={step.of} reason={reason} onDone={onDone} />;
  return <SwitchConfirm policies={[policy]} isApplied={step.kind === 'apply'} reason={reason} onDone={onDone} onCancel={onDone} />;
}
