import { useTranslation } from 'react-i18next';
import type { Discovery } from '../../../../shared/contracts/discovery.ts';
import { Icon } from '../../../components/Icon/Icon.tsx';
import { formatCount } from '../../../lib/format.ts';
import { total } from '../model.ts';
import styles from './batch.module.css';

interface Step {
  readonly id: 'scope' | 'trial' | 'scan' | 'review' | 'done' | 'import';
  readonly note: string;
  readonly isDone: boolean;
}

/** How far a batch is, in the order in which it goes. */
export function Steps({ run }: { readonly run: Discovery }) {
  const { t } = useTranslation('discovery');
  const isAsked = run.endedAt !== null;
  const [rows, open] = [total(run.rows), total(run.open)];
  const tried = run.sets.filter((set) => set.opened > 0).length;
  const review: readonly Step[] = [
    {
      id: 'review',
      note: t('step.review.note', { decided: formatCount(rows - open), rows: formatCount(rows) }),
      isDone: isAsked && open === 0,
    },
    { id: 'done', note: t('step.done.note', { made: formatCount(run.made) }), isDone: isAsked && open === 0 && run.acceptedAt !== null },
  ];
  const steps: readonly Step[] =
    run.kind === 'import'
      ? [{ id: 'import', note: t('step.import.note', { n: formatCount(run.total) }), isDone: true }, ...review]
      : [
          { id: 'scope', note: t('before.addresses', { n: formatCount(run.total) }), isDone: true },
          {
            id: 'trial',
            note: run.sets.length === 0 ? t('step.trial.none') : t('step.trial.note', { opened: tried, sets: run.sets.length }),
            isDone: isAsked || tried > 0,
          },
          { id: 'scan', note: `${formatCount(run.asked)} / ${formatCount(run.total)}`, isDone: isAsked },
          ...review,
        ];
  const current = steps.find(({ isDone }) => !isDone);
  return (
    <ol className={styles.steps} aria-label={t('steps.label')}>
      {steps.map((step, index) => (
        <li
          key={step.id}
          data-state={step.isDone ? 'done' : step === current ? 'current' : undefined}
          aria-current={step === current ? 'step' : undefined}
        >
          <i>{step.isDone ? <Icon name="check" size={14} /> : index + 1}</i>
          <b>{t(`step.${step.id}`)}</b>
          <em>{step.note}</em>
        </li>
      ))}
    </ol>
  );
}
