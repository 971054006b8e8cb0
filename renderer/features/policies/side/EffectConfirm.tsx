import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../components/Button/Button.tsx';
import { useActionReason } from '../../../components/Button/useActionReason.ts';
import type { Failure } from '../../../lib/api.ts';
import styles from '../policies.module.css';
import { EffectPanel } from './EffectPanel.tsx';

interface Props extends Pick<ComponentProps<typeof EffectPanel>, 'title' | 'intent'> {
  /** What the button that does it says. */
  readonly label: string;
  /** Why it cannot be done any more, whoever may edit. */
  readonly reason?: string | null;
  readonly busy: boolean;
  readonly failure: Failure | null;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** A step whose effect is on screen before the button that takes it. */
export function EffectConfirm({ title, intent, label, reason = null, busy, failure, onConfirm, onCancel }: Props) {
  const { t } = useTranslation(['common', 'terms']);
  const hindered = useActionReason('policy.edit');
  return (
    <EffectPanel
      title={title}
      intent={intent}
      isSound
      actions={
        <span className={styles.actionRow}>
          {failure && <span role="alert">{t(`terms:problem.${failure.code}`)}</span>}
          <Button look="primary" reason={busy ? null : (hindered ?? reason)} busy={busy} onClick={onConfirm}>
            {label}
          </Button>
          <Button onClick={onCancel}>{t('common:action.cancel')}</Button>
        </span>
      }
    />
  );
}
