import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Policy } from '../../../../shared/contracts/policies.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { useActionReason } from '../../../components/Button/useActionReason.ts';
import { Panel } from '../../../components/Panel/Panel.tsx';
import { LoadingState } from '../../../components/StateBlock/StateBlock.tsx';
import { formatDateTime } from '../../../lib/format.ts';
import { useCan } from '../../../lib/session.ts';
import styles from '../policies.module.css';
import { versionsQuery } from '../queries.ts';
import { StepConfirm } from './StepConfirm.tsx';
import type { Step } from './steps.ts';

interface Props {
  readonly policy: Policy;
  readonly isDirty: boolean;
  /** The step that waits to be confirmed, of the whole desk. */
  readonly step: Step | null;
  readonly onStep: (step: Step | null) => void;
}

/** Every version of a policy; any earlier one can become the newest again. */
export function HistoryPanel({ policy, isDirty, step, onStep }: Props) {
  const { t } = useTranslation(['policies', 'terms']);
  const { data, error } = useQuery(versionsQuery(policy.id, policy.version));
  const hindered = useActionReason('policy.edit');
  const mayEdit = useCan('policy.edit');
  return (
    <>
      <Panel title={t('policies:history.title')} footer={<span>{t('policies:history.note')}</span>}>
        {error && <p role="alert">{t(`terms:problem.${error.code}`)}</p>}
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
                  reason={isDirty ? t('policies:reason.unsaved') : hindered}
                  reasonAt="hidden"
                  onClick={() => onStep({ kind: 'back', to: version, of: policy.version })}
                >
                  {t('policies:history.back')}
                  <span className="visually-hidden">{t('policies:history.version', { version })}</span>
                </Button>
              )
            )}
          </div>
        ))}
      </Panel>
      {step?.kind === 'back' && <StepConfirm policy={policy} step={step} isDirty={isDirty} onDone={() => onStep(null)} />}
    </>
  );
}
