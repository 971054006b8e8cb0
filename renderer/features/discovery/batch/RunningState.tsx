import { useTranslation } from 'react-i18next';
import type { Discovery } from '../../../../shared/contracts/discovery.ts';
import { STEERINGS, steered } from '../../../../shared/domain/discovery/batch.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { useActionReason } from '../../../components/Button/useActionReason.ts';
import { StateBlock } from '../../../components/StateBlock/StateBlock.tsx';
import { wireText } from '../../../i18n/index.ts';
import { formatCount } from '../../../lib/format.ts';
import styles from '../discovery.module.css';
import { failureText } from '../model.ts';
import { useSteerDiscovery } from '../queries.ts';

/** A run that asks, waits or was interrupted, and what can be done about it. */
export function RunningState({ run }: { readonly run: Discovery }) {
  const { t } = useTranslation(['discovery', 'terms', 'common']);
  const steer = useSteerDiscovery(run.id);
  const reason = useActionReason('discovery.edit');
  const figures = {
    asked: formatCount(run.asked),
    total: formatCount(run.total),
    answered: formatCount(run.answered),
    opened: formatCount(run.opened),
    next: formatCount(run.asked + 1),
  };
  const problem = run.problem ?? 'internal';
  const interrupted = {
    title: wireText('discovery', `problem.title.${problem}`) ?? problem,
    next: wireText('discovery', `problem.next.${problem}`) ?? '',
  };
  const title =
    run.state === 'interrupted' ? interrupted.title : run.state === 'paused' ? t('discovery:paused.title') : t('discovery:running.title');
  return (
    <StateBlock
      icon={run.state === 'running' ? 'radar' : 'clock'}
      title={title}
      actions={STEERINGS.filter((how) => steered(run.state, how) !== null).map((how) => (
        <Button
          key={how}
          look={how === 'resume' ? 'primary' : 'plain'}
          reason={reason}
          reasonAt={how === 'cancel' ? 'hidden' : 'beside'}
          busy={steer.isPending}
          onClick={() => steer.mutate({ how, version: run.version })}
        >
          {t(`discovery:steer.${how}`)}
        </Button>
      ))}
    >
      {run.state === 'interrupted' && interrupted.next !== '' && <p>{interrupted.next}</p>}
      <p role="status">
        {run.state === 'running'
          ? t('discovery:running.text', figures)
          : run.state === 'paused'
            ? t('discovery:paused.text', figures)
            : t('discovery:interrupted.text', figures)}
      </p>
      {steer.error && (
        <p role="alert" className={styles.failure}>
          {failureText(t, steer.error)}
        </p>
      )}
    </StateBlock>
  );
}
