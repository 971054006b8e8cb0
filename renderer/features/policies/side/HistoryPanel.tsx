import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Policy } from '../../../../shared/contracts/policies.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { useActionReason } from '../../../components/Button/useActionReason.ts';
import { Panel } from '../../../components/Panel/Panel.tsx';
import { LoadingState } from '../../../components/StateBlock/StateBlock.tsx';
import type { Failure } from '../../../lib/api.ts';
import { formatDateTime } from '../../../lib/format.ts';
import { useCan } from '../../../lib/session.ts';
import styles from '../policies.module.css';
import { useRestorePolicy, versionsQuery } from '../queries.ts';

/** Every version of a policy; any earlier one can become the newest again. */
export function HistoryPanel({ policy, isDirty }: { readonly policy: Policy; readonly isDirty: boolean }) {
  const { t } = useTranslation(['policies', 'terms']);
  const { data, error } = useQuery(versionsQuery(policy.id, policy.version));
  const restore = useRestorePolicy();
  const [failure, setFailure] = useState<Failure | null>(null);
  const hindered = useActionReason('policy.edit');
  const mayEdit = useCan('policy.edit');
  const problem = failure ?? (error as Failure | null);
  return (
    <Panel title={t('policies:history.title')} footer={<span>{t('policies:history.note')}</span>}>
      {problem && <p role="alert">{t(`terms:problem.${problem.code}`)}</p>}
      {data === undefined && !error && <LoadingState what={t('policies:history.what')} rows={3} />}
      {data?.map(({ version, at, byName, isApplied }) => (
        <div key={version} className={styles.version}>
          <b>{t('policies:history.version', { version })}</b>
          <span className="meta">
            {version === 0 && byName === null ? t('policies:history.delivered') : `${byName ?? ''} ${formatDateTime(at)}`}{' '}
            {t(isApplied ? 'policies:state.applied' : 'policies:state.withdrawn')}
          </span>
          {version === policy.version ? (
            <span className="meta">{t('policies:history.now')}</span>
          ) : (
            mayEdit && (
              <Button
                look="quiet"
                busy={restore.isPending}
                reason={isDirty ? t('policies:reason.unsaved') : hindered}
                reasonAt="hidden"
                onClick={() => restore.mutate({ id: policy.id, version: policy.version, to: version }, { onError: setFailure })}
              >
                {t('policies:history.back')}
                <span className="visually-hidden">{t('policies:history.version', { version })}</span>
              </Button>
            )
          )}
        </div>
      ))}
    </Panel>
  );
}
