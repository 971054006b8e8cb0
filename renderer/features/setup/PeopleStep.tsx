import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button/Button.tsx';
import type { Failure } from '../../lib/api.ts';
import type { Draft, Field, Issues, Place } from './model.ts';
import { PersonCard } from './PersonCard.tsx';
import { RulesPanel } from './RulesPanel.tsx';
import styles from './setup.module.css';

export interface PeopleStepProps {
  readonly places: readonly Place[];
  readonly draft: Draft;
  /** What to say now. */
  readonly issues: Issues;
  /** Places that are not complete, said or not. */
  readonly open: readonly Place[];
  readonly failure?: Failure | null;
  readonly isBusy?: boolean;
  readonly onChange: (place: Place, field: Field, value: string) => void;
  readonly onTouched: (key: string) => void;
  readonly onBack: () => void;
  readonly onNext: () => void;
}

/** The people of one step side by side; the way on says who is still missing. */
export function PeopleStep(props: PeopleStepProps) {
  const { places, draft, issues, open, failure = null, isBusy = false, onChange, onTouched, onBack, onNext } = props;
  const { t } = useTranslation(['setup', 'terms']);
  const isLast = places.includes('operator');
  const names = open.map((place) => t(`setup:place.${place}`)).join(t('setup:list.separator'));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isBusy) onNext();
  };
  return (
    <form className={styles.step} onSubmit={submit}>
      <header>
        <h1 className={styles.heading}>{t(isLast ? 'setup:operator.title' : 'setup:administrators.title')}</h1>
        <p className={styles.lead}>{t(isLast ? 'setup:operator.lead' : 'setup:administrators.lead')}</p>
      </header>
      <div className={styles.people} data-count={places.length}>
        {places.map((place) => (
          <PersonCard
            key={place}
            place={place}
            draft={draft}
            issues={issues}
            isComplete={!open.includes(place)}
            onChange={(field, value) => onChange(place, field, value)}
            onTouched={(field) => onTouched(`${place}.${field}`)}
          />
        ))}
      </div>
      <RulesPanel />
      {failure !== null && (
        <p className={styles.failure} role="alert">
          {t('setup:failed', { problem: t(`terms:problem.${failure.code}`), id: failure.requestId ?? '' })}
        </p>
      )}
      <footer>
        <Button size="large" onClick={onBack}>
          {t('setup:back')}
        </Button>
        <Button
          look="primary"
          size="large"
          type="submit"
          busy={isBusy}
          reason={open.length === 0 ? null : t('setup:missing', { count: open.length, names })}
        >
          {t(isLast ? (isBusy ? 'setup:completing' : 'setup:complete') : 'setup:next')}
        </Button>
      </footer>
    </form>
  );
}
