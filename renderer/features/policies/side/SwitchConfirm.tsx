import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Policy } from '../../../../shared/contracts/policies.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { useActionReason } from '../../../components/Button/useActionReason.ts';
import type { Failure } from '../../../lib/api.ts';
import styles from '../policies.module.css';
import { useSwitchPolicies } from '../queries.ts';
import { EffectPanel } from './EffectPanel.tsx';

interface Props {
  readonly policies: readonly Policy[];
  readonly isApplied: boolean;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** Apply or withdraw: what that does is on screen before the button that does it. */
export function SwitchConfirm({ policies, isApplied, onDone, onCancel }: Props) {
  const { t } = useTranslation(['policies', 'common', 'terms']);
  const reason = useActionReason('policy.edit');
  const change = useSwitchPolicies();
  const [failure, setFailure] = useState<Failure | null>(null);
  const ids = policies.map(({ id }) => id);
  const kind = isApplied ? 'apply' : 'withdraw';
  return (
    <EffectPanel
      title={t(`policies:effect.title.${kind}`)}
      intent={{ apply: isApplied ? ids : [], withdraw: isApplied ? [] : ids, draft: null }}
      isSound
      actions={
        <span className={styles.actionRow}>
          {failure && <span role="alert">{t(`terms:problem.${failure.code}`)}</span>}
          <Button
            look="primary"
            reason={reason}
            busy={change.isPending}
            onClick={() => change.mutate({ items: policies, isApplied }, { onSuccess: onDone, onError: setFailure })}
          >
            {t(`policies:confirm.${kind}`, { count: policies.length })}
          </Button>
          <Button onClick={onCancel}>{t('common:action.cancel')}</Button>
        </span>
      }
    />
  );
}
