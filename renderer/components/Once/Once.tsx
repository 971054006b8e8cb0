import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from '../../lib/platform.ts';
import { Button } from '../Button/Button.tsx';
import { Tag } from '../Tag/Tag.tsx';
import styles from './Once.module.css';

export interface OnceProps {
  /** What it is and whose. */
  readonly title: string;
  readonly secret: string;
  /** What to do with it, and until when. */
  readonly children: ReactNode;
  readonly onClose: () => void;
}

/** A secret that the station told once and nobody can show again. */
export function Once({ title, secret, children, onClose }: OnceProps) {
  const { t } = useTranslation('common');
  const [copied, setCopied] = useState(false);
  return (
    <section className={styles.once} aria-label={title}>
      <h3 className={styles.title}>
        {title} <Tag look="solid">{t('once.title')}</Tag>
      </h3>
      <output className={styles.secret}>{secret}</output>
      <div className={styles.note}>{children}</div>
      <div className={styles.actions}>
        <Button look="primary" onClick={() => void copyText(secret).then(setCopied)}>
          {copied ? t('action.copied') : t('once.copy')}
        </Button>
        <Button onClick={onClose}>{t('once.done')}</Button>
      </div>
    </section>
  );
}
