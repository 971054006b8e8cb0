import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { EventRule } from '../../../../shared/contracts/eventRules.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { useActionReason } from '../../../components/Button/useActionReason.ts';
import { Panel } from '../../../components/Panel/Panel.tsx';
import { LoadingState } from '../../../components/StateBlock/StateBlock.tsx';
import type { Failure } from '../../../lib/api.ts';
import { formatDateTime } from '../../../lib/format.ts';
import { useCan } from '../../../lib/session.ts';
import styles from '../policies.module.css';
import { eventVersionsQuery, useRestoreRule } from './queries.ts';

/** Every version of a rule; any earlier one can become the newest again. */
export function EventHistory({ rule, isDirty }: { readonly rule: EventRule; readonly isDirty: boolean }) {
  const { t } = useTranslation(['eventRules', 'terms']);
  const { data, error } = useQuery(eventVersionsQuery(rule.id, rule.version));
  const restore = useRestoreRule();
  const hindered = useActionReason('policy.edit');
  const mayEdit = useCan('policy.edit');
  const failure = restore.error ?? (error as Failure | null);
  return (
    <Panel title={t('eventRules:history.title')}>
      {failure && <p role="alert">{t(`terms:problem.${failure.code}`)}</p>}
      {data === undefined && !error && <LoadingState what={t('eventRules:history.what')} rows={3} />}
      {data?.map(({ version, at, byName, isOn, severity }) => (
        <div key={version} className={styles.version}>
          <b>{t('eventRules:state.version', { version })}</b>
          <span className="meta">
            {version === 0 ? t('eventRules:history.delivered') : `${byName ?? ''} ${formatDateTime(at)}`}{' '}
            {t(isOn ? 'eventRules:state.on' : 'eventRules:state.off')}{' '}
            {severity === null ? t('eventRules:severity.byCause') : t(`terms:severity.${severity}`)}
          </span>
          {version === rule.version ? (
            <span className="meta">{t('eventRules:history.now')}</span>
          ) : (
            mayEdit && (
              <Button
                look="quiet"
                busy={restore.isPending}
                reason={isDirty ? t('eventRules:reason.unsaved') : hindered}
                reasonAt="hidden"
                onClick={() => restore.mutate({ id: rule.id, version: rule.version, to: version })}
              >
                {t('eventRules:history.back')}
                <span className="visually-hidden">{t('eventRules:state.version', { version })}</span>
              </Button>
            )
          )}
        </div>
      ))}
    </Panel>
  );
}
