import { useTranslation } from 'react-i18next';
import { FAILURES_BEFORE_LOCK, LOCK_OUT_MS, sessionLimits } from '../../../shared/domain/access/limits.ts';
import { Panel } from '../../components/Panel/Panel.tsx';
import { formatAge } from '../../lib/format.ts';
import { MIN_PASSWORD_LENGTH } from './password.ts';
import styles from './setup.module.css';

/** The rules every account lives by from the first day, as the station enforces them. */
export function RulesPanel() {
  const { t } = useTranslation('setup');
  const watch = sessionLimits(['operator']);
  const administrator = sessionLimits(['systemAdministrator']);
  return (
    <Panel title={t('rules.title')}>
      <dl className={styles.rules}>
        <div>
          <dt>{t('rules.password')}</dt>
          <dd>{t('rules.password.text', { length: MIN_PASSWORD_LENGTH })}</dd>
        </div>
        <div>
          <dt>{t('rules.failure')}</dt>
          <dd>{t('rules.failure.text', { times: FAILURES_BEFORE_LOCK, lock: formatAge(LOCK_OUT_MS) })}</dd>
        </div>
        <div>
          <dt>{t('rules.watch')}</dt>
          <dd>{t('rules.watch.text', { idle: formatAge(watch.idleMs), absolute: formatAge(watch.absoluteMs) })}</dd>
        </div>
        <div>
          <dt>{t('rules.administrator')}</dt>
          <dd>{t('rules.administrator.text', { idle: formatAge(administrator.idleMs), absolute: formatAge(administrator.absoluteMs) })}</dd>
        </div>
      </dl>
    </Panel>
  );
}
