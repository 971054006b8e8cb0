import { useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Kbd } from '../components/Kbd/Kbd.tsx';
import { useKeys } from '../lib/keys.ts';
import styles from './KeySheet.module.css';
import { DESTINATIONS } from './navigation.ts';

const PARTS = ['what', 'read', 'act', 'wrong'] as const;

/** What the page is, how it is read, what can be done there, and what to do when something is wrong. */
export function HelpSheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['help', 'shell', 'common']);
  const { pathname } = useLocation();
  const page = DESTINATIONS.find(({ path }) => pathname === path || pathname.startsWith(`${path}/`));
  const panel = useRef<HTMLDivElement>(null);
  const close = { title: t('common:action.close'), group: '', run: onClose };
  useKeys(
    [
      { id: 'help.close', keys: 'Escape', ...close },
      { id: 'help.toggle', keys: 'F1', ...close },
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
  const title = t('help:title', { page: page ? t(`shell:nav.${page.id}`) : '' });
  return (
    <div ref={panel} className={styles.sheet} role="dialog" aria-label={title} tabIndex={-1}>
      <div className={styles.head}>
        <b>{title}</b>
        <button type="button" className={styles.close} onClick={onClose}>
          <span className="visually-hidden">{t('common:action.close')}</span>
          <Kbd>Esc</Kbd>
        </button>
      </div>
      <div className={styles.texts}>
        {page
          ? PARTS.map((part) => (
              <section key={part}>
                <h3>{t(`help:${part}`)}</h3>
                <p>{t(`help:${page.id}.${part}`)}</p>
              </section>
            ))
          : t('help:none')}
      </div>
      <div className={styles.foot}>{t('help:note')}</div>
    </div>
  );
}
