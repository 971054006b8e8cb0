import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Kbd } from '../Kbd/Kbd.tsx';
import styles from './Drawer.module.css';

export interface DrawerProps {
  readonly label: string;
  readonly onClose: () => void;
  readonly head?: ReactNode;
  readonly children?: ReactNode;
  readonly footer?: ReactNode;
}

/** Details beside a list: it pushes the list aside and never covers it. */
export function Drawer({ label, onClose, head, children, footer }: DrawerProps) {
  const { t } = useTranslation('common');
  return (
    <aside className={styles.drawer} aria-label={label}>
      <div className={styles.head}>
        <div className={styles.headText}>{head}</div>
        <button type="button" className={styles.close} onClick={onClose}>
          <span className="visually-hidden">{t('action.close')}</span>
          <Kbd>Esc</Kbd>
        </button>
      </div>
      <div className={styles.body}>{children}</div>
      {footer !== undefined && <div className={styles.foot}>{footer}</div>}
    </aside>
  );
}

export interface DrawerSectionProps {
  readonly title?: ReactNode;
  readonly note?: ReactNode;
  readonly children?: ReactNode;
}

/** One part of a drawer under a small heading. */
export function DrawerSection({ title, note, children }: DrawerSectionProps) {
  return (
    <section className={styles.section}>
      {title !== undefined && (
        <h3 className={styles.title}>
          {title}
          {note !== undefined && <span className="meta">{note}</span>}
        </h3>
      )}
      {children}
    </section>
  );
}
