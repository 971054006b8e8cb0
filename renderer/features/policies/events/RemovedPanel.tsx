import { useTranslation } from 'react-i18next';
import type { EventRuleView } from '../../../../shared/contracts/eventRules.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { useActionReason } from '../../../components/Button/useActionReason.ts';
import { Panel } from '../../../components/Panel/Panel.tsx';
import { stationClock } from '../../../lib/clock.ts';
import { formatWhen } from '../../../lib/format.ts';
import styles from '../policies.module.css';
import { useRestoreRule } from './queries.ts';

interface Props {
  readonly removed: EventRuleView['removed'];
  readonly onOpen: (id: string) => void;
}

/** Rules that were removed, each to be had back as it was. */
export function RemovedPanel({ removed, onOpen }: Props) {
  const { t } = useTranslation(['eventRules', 'terms']);
  const restore = useRestoreRule();
  const reason = useActionReason('policy.edit');
  if (removed.length === 0) return null;
  return (
    <Panel title={t('eventRules:removed.title')} meta={t('eventRules:removed.note')}>
      {restore.error && <p role="alert">{t(`terms:problem.${restore.error.code}`)}</p>}
      {removed.map(({ id, name, version, removedAt }) => (
        <div key={id} className={styles.version}>
          <b>{name}</b>
          <span className="meta">{t('eventRules:removed.at', { at: formatWhen(removedAt, stationClock.now()) })}</span>
          <Button
            look="quiet"
            busy={restore.isPending}
            reason={reason}
            reasonAt="hidden"
            onClick={() => restore.mutate({ id, version, to: version - 1 }, { onSuccess: (rule) => onOpen(rule.id) })}
          >
            {t('eventRules:removed.restore', { name })}
          </Button>
        </div>
      ))}
    </Panel>
  );
}
