import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Alarm } from '../../../../shared/contracts/alarms.ts';
import { DrawerSection } from '../../../components/Drawer/Drawer.tsx';
import { Icon } from '../../../components/Icon/Icon.tsx';
import { useCan } from '../../../lib/session.ts';
import { nextLevel } from '../explain.ts';
import { policiesQuery } from '../queries.ts';
import { quietTexts, reasonText } from '../text.ts';
import styles from './Why.module.css';

/** Why the alarm is in the list, step by step as the station decided, and why it is not louder. */
export function Why({ alarm }: { readonly alarm: Alarm }) {
  const { t } = useTranslation('alarms');
  const { data: policies } = useQuery({ ...policiesQuery, enabled: useCan('policy.read') });
  return (
    <>
      <DrawerSection title={t('why.title')}>
        <ol className={styles.steps}>
          {alarm.reasons.map((reason) => {
            const { text, note } = reasonText(reason);
            return (
              <li key={reason.key} data-decides={reason.stage === 'threshold' || undefined}>
                <Icon name="check" size={14} />
                <span className={styles.stage}>{t(`stage.${reason.stage}`)}</span>
                <span className={styles.text}>{text}</span>
                <span className="meta">{note}</span>
              </li>
            );
          })}
        </ol>
      </DrawerSection>
      <DrawerSection title={t('why.quiet')}>
        <ul className={styles.quiet}>
          {quietTexts(alarm, nextLevel(alarm, policies?.items ?? [])).map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </DrawerSection>
    </>
  );
}
