import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Discovery } from '../../../../shared/contracts/discovery.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { useActionReason } from '../../../components/Button/useActionReason.ts';
import { Panel } from '../../../components/Panel/Panel.tsx';
import { useNow } from '../../../lib/clock.ts';
import { formatCount, formatDateTime } from '../../../lib/format.ts';
import common from '../discovery.module.css';
import { failureText } from '../model.ts';
import { useUndoDiscovery } from '../queries.ts';
import styles from './batch.module.css';

/** What acceptance means, and taking the whole batch back: asked once more, and what stays is named. */
export function UndoPanel({ run }: { readonly run: Discovery }) {
  const { t } = useTranslation(['discovery', 'common', 'terms']);
  const now = useNow();
  const undo = useUndoDiscovery(run.id);
  const [isAsking, setAsking] = useState(false);
  const hindered = useActionReason('discovery.edit');
  const reason =
    run.undoneAt !== null
      ? t('discovery:undo.done', { at: formatDateTime(run.undoneAt) })
      : run.undoableUntil === null
        ? t('discovery:undo.none')
        : now > run.undoableUntil
          ? t('discovery:undo.over')
          : hindered;
  return (
    <Panel title={t('discovery:panel.rule')}>
      <div className={styles.rule}>
        <p>
          <b>{t('discovery:rule.before')}</b>
        </p>
        <p>{t('discovery:rule.silent')}</p>
        <p>{t('discovery:rule.undo')}</p>
        {isAsking && reason === null ? (
          <>
            <p>{t('discovery:undo.ask', { n: formatCount(run.made) })}</p>
            <span className={styles.actions}>
              <Button busy={undo.isPending} onClick={() => undo.mutate(run.version, { onSettled: () => setAsking(false) })}>
                {t('discovery:undo.confirm', { n: formatCount(run.made) })}
              </Button>
              <Button onClick={() => setAsking(false)}>{t('common:action.cancel')}</Button>
            </span>
          </>
        ) : (
          <Button reason={reason} onClick={() => setAsking(true)}>
            {t('discovery:undo')}
          </Button>
        )}
        {undo.error && (
          <p role="alert" className={common.failure}>
            {failureText(t, undo.error)}
          </p>
        )}
        {undo.data && (
          <div role="status">
            <p>{t('discovery:undo.result', { removed: formatCount(undo.data.removed) })}</p>
            {undo.data.stays.length > 0 && (
              <>
                <p>{t('discovery:undo.stays', { n: formatCount(undo.data.stays.length) })}</p>
                <ul className={styles.stays}>
                  {undo.data.stays.map(({ id, name, why }) => (
                    <li key={id}>{t(`discovery:undo.stay.${why}`, { name })}</li>
                  ))}
                </ul>
              </>
            )}
          </div>
        )}
      </div>
    </Panel>
  );
}
