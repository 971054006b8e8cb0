import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Policy } from '../../../../shared/contracts/policies.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { useActionReason } from '../../../components/Button/useActionReason.ts';
import { goingBackTo } from '../model.ts';
import styles from '../policies.module.css';
import { useRestorePolicy, versionsQuery } from '../queries.ts';
import { EffectPanel } from './EffectPanel.tsx';

interface Props {
  readonly policy: Policy;
  readonly to: number;
  readonly onDone: () => void;
}

/** Going back to an earlier version, which may apply or withdraw: what that does is on screen before the button that does it. */
export function RestoreConfirm({ policy, to, onDone }: Props) {
  const { t } = useTranslation(['policies', 'common', 'terms']);
  const reason = useActionReason('policy.edit');
  const { data, error } = useQuery(versionsQuery(policy.id, policy.version));
  const restore = useRestorePolicy();
  const version = data?.find((one) => one.version === to);
  const failure = restore.error ?? error;
  if (!version) return failure && <p role="alert">{t(`terms:problem.${failure.code}`)}</p>;
  return (
    <EffectPanel
      title={t('policies:effect.title.restore', { version: to })}
      intent={goingBackTo(policy, version)}
      isSound
      actions={
        <span className={styles.actionRow}>
          {failure && <span role="alert">{t(`terms:problem.${failure.code}`)}</span>}
          <Button
            look="primary"
            reason={reason}
            busy={restore.isPending}
            onClick={() => restore.mutate({ id: policy.id, version: policy.version, to }, { onSuccess: onDone })}
          >
            {t(version.isApplied ? 'policies:confirm.restore.applied' : 'policies:confirm.restore.withdrawn', { version: to })}
          </Button>
          <Button onClick={onDone}>{t('common:action.cancel')}</Button>
        </span>
      }
    />
  );
}
