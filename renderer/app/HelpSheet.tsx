import { useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import styles from './HelpSheet.module.css';
import { DESTINATIONS } from './navigation.ts';
import { Sheet } from './Sheet.tsx';

/** Pages that are reached from others, with a help of their own. */
const INNER = [{ id: 'tools', path: /^\/resources\/[^/]+\/tools$/ }] as const;

const PARTS = ['what', 'read', 'act', 'wrong'] as const;

/** What the page is, how it is read, what can be done there, and what to do when something is wrong. */
export function HelpSheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['help', 'shell']);
  const { pathname } = useLocation();
  const page =
    INNER.find(({ path }) => path.test(pathname)) ?? DESTINATIONS.find(({ path }) => pathname === path || pathname.startsWith(`${path}/`));
  return (
    <Sheet title={t('help:title', { page: page ? t(`shell:nav.${page.id}`) : '' })} foot={t('help:note')} keys="F1" onClose={onClose}>
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
    </Sheet>
  );
}
