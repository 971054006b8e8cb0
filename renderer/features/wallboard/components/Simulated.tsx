import { useTranslation } from 'react-i18next';
import styles from './zones.module.css';

/** Behind a name at the size of the wall: this stands for no real device. */
export function Simulated() {
  const { t } = useTranslation('common');
  return <span className={styles.simulated}>{t('simulated')}</span>;
}
