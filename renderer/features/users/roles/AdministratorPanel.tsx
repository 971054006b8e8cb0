import { useTranslation } from 'react-i18next';
import type { User } from '../../../../shared/contracts/users.ts';
import { type AdministratorRole, lacksDeputy } from '../../../../shared/domain/access/account.ts';
import type { Permission } from '../../../../shared/domain/access/permissions.ts';
import { Panel } from '../../../components/Panel/Panel.tsx';
import { Person } from '../../../components/Person/Person.tsx';
import { Tag } from '../../../components/Tag/Tag.tsx';
import { useNow } from '../../../lib/clock.ts';
import { formatWhen } from '../../../lib/format.ts';
import { useSession } from '../../../lib/session.ts';
import { State } from '../people/PeopleTable.tsx';
import { conditionOf } from '../people/peopleModel.ts';
import { reach } from './matrixModel.ts';
import styles from './roles.module.css';

/** One of the three administrators: who it is, whether another could help him back in, what he can and cannot do. */
export function AdministratorPanel({ of: role, people }: { readonly of: AdministratorRole; readonly people: readonly User[] }) {
  const { t } = useTranslation(['users', 'common', 'terms']);
  const own = useSession()?.userId;
  const { can, see, cannot } = reach(role);
  const names = (permissions: readonly Permission[]) =>
    permissions.map((permission) => t(`terms:permission.${permission}`)).join(t('common:list.separator')) || t('users:roles.nothing');
  return (
    <Panel
      title={t(`terms:role.${role}`)}
      actions={
        <>
          {people.some(({ id }) => id === own) && <Tag look="solid">{t('users:people.own')}</Tag>}
          <Tag>{t('users:roles.apart')}</Tag>
        </>
      }
    >
      {people.length === 0 && <b>{t('users:roles.nobody')}</b>}
      {people.map((user) => (
        <Holder key={user.id} user={user} />
      ))}
      {lacksDeputy(role, people) && <p className={styles.sole}>{t('users:roles.sole')}</p>}
      <dl className={styles.reach}>
        <dt>{t('users:roles.can')}</dt>
        <dd>{names(can)}</dd>
        <dt>{t('users:roles.see')}</dt>
        <dd>{names(see)}</dd>
        <dt>{t('users:roles.cannot')}</dt>
        <dd>{names(cannot)}</dd>
      </dl>
    </Panel>
  );
}

function Holder({ user }: { readonly user: User }) {
  const { t } = useTranslation('users');
  const now = useNow();
  const isUsable = conditionOf(user, now).kind === 'usable';
  return (
    <p className={styles.holder}>
      <Person name={user.name} isPresent={isUsable} />
      <span className="meta">{user.staffNumber}</span>
      {!isUsable && <State user={user} />}
      <span className={styles.last}>
        {user.lastSignInAt === null ? t('people.never') : `${t('people.column.lastSignIn')} ${formatWhen(user.lastSignInAt, now)}`}
      </span>
    </p>
  );
}
