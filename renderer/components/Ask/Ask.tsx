import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../Button/Button.tsx';
import styles from './Ask.module.css';

export interface AskProps {
  readonly title: string;
  /** What will happen. */
  readonly text: string;
  /** The button that does it. */
  readonly action: string;
  /** Why it cannot be done yet. */
  readonly reason?: string | null;
  readonly busy: boolean;
  readonly children?: ReactNode;
  readonly onDo: () => void;
  readonly onCancel: () => void;
}

/** Says what will happen before it does; neither button is the default. */
export function Ask({ title, text, action, reason = null, busy, children, onDo, onCancel }: AskProps) {
  const { t } = useTranslation('common');
  return (
    <section className={styles.ask} aria-label={title}>
      <h3>{title}</h3>
      <p>{text}</p>
      {children}
      <div className={styles.buttons}>
        <Button reason={reason} busy={busy} onClick={onDo}>
          {action}
        </Button>
        <Button onClick={onCancel}>{t('action.cancel')}</Button>
      </div>
    </section>
  );
}
