import { useTranslation } from 'react-i18next';
import type { Policy } from '../../../../shared/contracts/policies.ts';
import { useSwitchPolicies } from '../queries.ts';
import { EffectConfirm } from './EffectConfirm.tsx';

interface Props {
  readonly policies: readonly Policy[];
  readonly isApplied: boolean;
  /** Why it cannot be done any more. */
  readonly reason?: string | null;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** Apply or withdraw. */
export function SwitchConfirm({ policies, isApplied, reason = null, onDone, onCancel }: Props) {
  const { t } = useTranslation('policies');
  const change = useSwitchPolicies();
  const ids = policies.map(({ id }) => id);
  const kind = isApplied ? 'apply' : 'withdraw';
  return (
    <EffectConfirm
      title={t(`effect.title.${kind}`)}
      intent={{ apply: isApplied ? ids : [], withdraw: isApplied ? [] : ids, draft: null }}
      label={t(`confirm.${kind}`, { count: policies.length })}
      reason={reason}
      busy={change.isPending}
      failure={change.error}
      onConfirm={() => change.mutate({ items: policies, isApplied }, { onSuccess: onDone })}
      onCancel={onCancel}
    />
  );
}
