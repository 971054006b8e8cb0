import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../shared/contracts/session.ts';
import { Button } from '../components/Button/Button.tsx';
import { Icon } from '../components/Icon/Icon.tsx';
import { Person } from '../components/Person/Person.tsx';
import { Popover } from '../components/Popover/Popover.tsx';
import { Segmented } from '../components/Segmented/Segmented.tsx';
import { useSignOut } from '../features/session/index.ts';
import { EnrolPanel } from '../features/wallboard/index.ts';
import { formatDateTime } from '../lib/format.ts';
import { useCan } from '../lib/session.ts';
import { useSkin, useSkinStore } from '../lib/skin.ts';
import styles from './PersonMenu.module.css';

/** Who is signed in and until when; lock state; skin; sign-out. */
export function PersonMenu({ session }: { readonly session: Session }) {
  const { t } = useTranslation('shell');
  const [isOpen, setOpen] = useState(false);
  const isLocked = session.locked;
  return (
    <span className={styles.host}>
      <button type="button" className={styles.opener} aria-haspopup="dialog" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <Person name={session.name} />
        {isLocked && (
          <span className={styles.locked}>
            <Icon name="lock" size={14} />
            {t('header.locked')}
          </span>
        )}
        {session.deviceName !== null && <span className="cap">{session.deviceName}</span>}
        <span className="visually-hidden">{t('person.menuOf')}</span>
      </button>
      {isOpen && (
        <Popover label={t('person.menu', { name: session.name })} onClose={() => setOpen(false)}>
          <Menu session={session} />
        </Popover>
      )}
    </span>
  );
}

function Menu({ session }: { readonly session: Session }) {
  const { t } = useTranslation(['shell', 'terms', 'common']);
  const skin = useSkin();
  const choose = useSkinStore((state) => state.choose);
  const mayEnrol = useCan('device.enrol');
  const leave = useSignOut();
  const roles = session.roles.map((role) => t(`terms:role.${role}`)).join(t('common:list.separator'));
  return (
    <>
      <dl className={styles.facts}>
        <dt>{t('shell:person.account')}</dt>
        <dd className="mono">{session.account}</dd>
        <dt>{t('shell:person.roles')}</dt>
        <dd>{roles}</dd>
        <dt>{t('shell:person.since')}</dt>
        <dd>{formatDateTime(session.startedAt)}</dd>
        <dt>{t('shell:person.until')}</dt>
        <dd>{formatDateTime(session.endsAt)}</dd>
      </dl>
      <Segmented
        label={t('shell:person.skin')}
        value={skin}
        onChange={choose}
        segments={[
          { value: 'desk', label: t('shell:person.skin.desk') },
          { value: 'wall', label: t('shell:person.skin.wall') },
        ]}
      />
      {mayEnrol && <EnrolPanel />}
      <Button busy={leave.isPending} onClick={() => leave.mutate()}>
        {t('shell:person.signOut')}
      </Button>
    </>
  );
}
