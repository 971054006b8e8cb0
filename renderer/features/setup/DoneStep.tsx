import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button/Button.tsx';
import { Panel } from '../../components/Panel/Panel.tsx';
import { type Draft, PLACES } from './model.ts';
import { useLeaveSetup } from './queries.ts';
import styles from './setup.module.css';

/** What was made, and what comes next. Passwords are not shown again anywhere. */
export function DoneStep({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation('setup');
  const leave = useLeaveSetup();
  const [isLeaving, setLeaving] = useState(false);
  return (
    <section className={styles.step}>
      <header>
        <h1 className={styles.heading}>{t('done.title', { name: draft.stationName.trim() })}</h1>
        <p className={styles.lead}>{t('done.lead')}</p>
      </header>
      <Panel title={t('done.people')} padded={false}>
        <table className={styles.peopleTable}>
          <thead>
            <tr>
              <th scope="col">{t('done.place')}</th>
              <th scope="col">{t('field.account')}</th>
              <th scope="col">{t('field.name')}</th>
              <th scope="col">{t('field.staffNumber')}</th>
            </tr>
          </thead>
          <tbody>
            {PLACES.map((place) => (
              <tr key={place}>
                <td>{t(`place.${place}`)}</td>
                <td>{draft[place].account.trim()}</td>
                <td>{draft[place].name.trim()}</td>
                <td>{draft[place].staffNumber.trim()}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
      <footer>
        <span className="meta">{t('done.next')}</span>
        <Button
          look="primary"
          size="large"
          autoFocus
          busy={isLeaving}
          onClick={() => {
            setLeaving(true);
            void leave();
          }}
        >
          {t('done.signIn')}
        </Button>
      </footer>
    </section>
  );
}
