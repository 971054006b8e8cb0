import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Kbd } from '../components/Kbd/Kbd.tsx';
import { useKeys } from '../lib/keys.ts';
import styles from './Sheet.module.css';

export interface SheetProps {
  readonly title: string;
  readonly note?: string;
  readonly foot: string;
  /** The keys that opened it, which close it again as Escape does. */
  readonly keys: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Something to read over the page: has the focus while it is open, and gives it back. */
export function Sheet({ title, note, foot, keys, onClose, children }: SheetProps) {
  const { t } = useTranslation('common');
  const panel = useRef<HTMLDivElement>(null);
  const close = { title: t('action.close'), group: '', run: onClose };
  useKeys(
    [
      { id: 'sheet.close', keys: 'Escape', ...close },
      { id: 'sheet.toggle', keys, ...close },
    ],
    'modal',
  );
  useEffect(() => {
    const opener = document.activeElement;
    panel.current?.focus();
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  return (
    <div ref={panel} className={styles.sheet} role="dialog" aria-label={title} tabIndex={-1}>
      <div className={styles.head}>
        <b>{title}</b>
        {note !== undefined && <span className="meta">{note}</span>}
        <button type="button" className={styles.close} onClick={onClose}>
          <span className="visually-hidden">{t('action.close')}</span>
          <Kbd>Esc</Kbd>
        </button>
      </div>
      {children}
      <div className={styles.foot}>{foot}</div>
    </div>
  );
}
