import { useTranslation } from 'react-i18next';
import { Tag } from '../Tag/Tag.tsx';
import styles from './ResourceName.module.css';

export interface ResourceNameProps {
  readonly name: string;
  readonly isSimulated: boolean;
}

/** A resource by its name; one that stands for no real device says so, whatever else must give way. */
export function ResourceName({ name, isSimulated }: ResourceNameProps) {
  if (!isSimulated) return name;
  return (
    <span className={styles.named}>
      <span className="ellipsis">{name}</span>
      <SimulatedTag />
    </span>
  );
}

/** The mark alone, where the name stands elsewhere. */
export function SimulatedTag() {
  const { t } = useTranslation('common');
  return <Tag>{t('simulated')}</Tag>;
}
