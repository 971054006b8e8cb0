import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../components/Icon/Icon.tsx';
import { Kbd } from '../components/Kbd/Kbd.tsx';
import { keyCap } from '../lib/keys.ts';
import { useSession } from '../lib/session.ts';
import styles from './Nav.module.css';
import { destinationsOf } from './navigation.ts';
import type { Overlay } from './overlay.ts';

/** Pages this session may open, with their keys. */
export function Nav({ onOverlay }: { readonly onOverlay: (overlay: Overlay) => void }) {
  const { t } = useTranslation('shell');
  const session = useSession();
  return (
    <nav className={styles.nav} aria-label={t('nav.label')}>
      {destinationsOf(session?.permissions ?? []).map(({ id, path, icon, keys, isApart }, index) => (
        <Fragment key={id}>
          {isApart === true && index > 0 && <span className={styles.rule} />}
          <Link
            to={path}
            className={styles.item}
            activeProps={{ className: styles.current, 'aria-current': 'page' }}
            title={t(`nav.${id}`)}
          >
            <Icon name={icon} />
            <span className={styles.name}>{t(`nav.${id}`)}</span>
            {keys !== undefined && <Kbd quiet>{keyCap(keys)}</Kbd>}
          </Link>
        </Fragment>
      ))}
      <div className={styles.foot}>
        <button type="button" onClick={() => onOverlay('keys')}>
          {t('nav.keys')} <Kbd>?</Kbd>
        </button>
        <button type="button" onClick={() => onOverlay('palette')}>
          {t('nav.palette')} <Kbd>Ctrl K</Kbd>
        </button>
      </div>
    </nav>
  );
}
