import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Policy } from '../../../../shared/contracts/policies.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { Panel } from '../../../components/Panel/Panel.tsx';
import { LoadingState } from '../../../components/StateBlock/StateBlock.tsx';
import { goingBackTo } from '../model.ts';
import { useRestorePolicy, versionsQuery } from '../queries.ts';
import { EffectConfirm } from './EffectConfirm.tsx';

interface Props {
  readonly policy: Policy;
  readonly to: number;
  /** The version that was the newest when this was asked for. The station refuses to go back from any other. */
  readonly of: number;
  /** Why it cannot be done any more. */
  readonly reason: string | null;
  readonly onDone: () => void;
}

/** Going back to an earlier version, which may apply or withdraw. */
export function RestoreConfirm({ policy, to, of, reason, onDone }: Props) {
  const { t } = useTranslation(['policies', 'common', 'terms']);
  const { data, error } = useQuery(versionsQuery(policy.id, of));
  const restore = useRestorePolicy();
  const title = t('policies:effect.title.restore', { version: to });
  const version = data?.find((one) => one.version === to);
  if (!version) {
    const problem = error?.code ?? (data && 'policy.noVersion');
    return (
      <Panel title={title} footer={<Button onClick={onDone}>{t('common:action.cancel')}</Button>}>
        {problem ? <p role="alert">{t(`terms:problem.${problem}`)}</p> : <LoadingState what={t('policies:history.what')} rows={2} />}
      </Panel>
    );
  }
  return (
    <EffectConfirm
      title={title}
      intent={goingBackTo(policy, version)}
      label={t(version.isApplied ? 'policies:confirm.restore.applied' : 'policies:confirm.restore.withdrawn', { version: to })}
      reason={reason}
      busy={restore.isPending}
      failure={restore.error}
      onConfirm={() => restore.mutate({ id: policy.id, version: of, to }, { onSuccess: onDone })}
      onCancel={onDone}
    />
  );
}
