import { useTranslation } from 'react-i18next';
import type { User } from '../../../../shared/contracts/users.ts';
import { Drawer, DrawerSection } from '../../../components/Drawer/Drawer.tsx';
import { Person } from '../../../components/Person/Person.tsx';
import { StateBlock } from '../../../components/StateBlock/StateBlock.tsx';
import { Tag } from '../../../components/Tag/Tag.tsx';
import { formatDateTime } from '../../../lib/format.ts';
import { useSession } from '../../../lib/session.ts';
import { Facts } from '../Sides.tsx';
import styles from '../users.module.css';
import { State } from './PeopleTable.tsx';
import { PersonActions } from './PersonActions.tsx';
import { RolesEditor } from './RolesEditor.tsx';

/** One account: what is known of it, its roles, and what the two administrators can do with it. */
export function PersonDrawer({ user, onClose }: { readonly user: User | null; readonly onClose: () => void }) {
  const { t } = useTranslation('users');
  const isOwn = useSession()?.userId === user?.id;
  if (user === null)
    return (
      <Drawer label={t('person.gone')} onClose={onClose}>
        <StateBlock icon="person" title={t('person.gone')}>
          <p>{t('person.gone.text')}</p>
        </StateBlock>
      </Drawer>
    );
  return (
    <Drawer
      label={user.name}
      onClose={onClose}
      head={
        <h2 className={styles.drawerTitle}>
          <Person name={user.name} /> {isOwn && <Tag>{t('people.own')}</Tag>}
        </h2>
      }
    >
      <DrawerSection title={t('person.facts')}>
        <Facts
          facts={[
            [t('people.column.account'), user.account],
            [t('people.column.staffNumber'), user.staffNumber],
            [t('people.column.state'), <State key="state" user={user} />],
            [t('people.column.lastSignIn'), user.lastSignInAt === null ? t('people.never') : formatDateTime(user.lastSignInAt)],
            [t('people.column.created'), formatDateTime(user.createdAt)],
          ]}
        />
      </DrawerSection>
      <RolesEditor user={user} isOwn={isOwn} />
      <PersonActions user={user} isOwn={isOwn} />
    </Drawer>
  );
}
