import { useTranslation } from 'react-i18next';
import type { User } from '../../../../shared/contracts/users.ts';
import { PERMISSIONS } from '../../../../shared/domain/access/permissions.ts';
import { ADMINISTRATOR_ROLES, ROLES } from '../../../../shared/domain/access/roles.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { Loaded } from '../../../components/Loaded/Loaded.tsx';
import { stationClock } from '../../../lib/clock.ts';
import { toCsv } from '../../../lib/csv.ts';
import { formatDate } from '../../../lib/format.ts';
import { saveText } from '../../../lib/platform.ts';
import { usePeople } from '../queries.ts';
import { SectionHead } from '../SectionHead.tsx';
import { AdministratorPanel } from './AdministratorPanel.tsx';
import { MatrixPanel } from './MatrixPanel.tsx';
import { COLUMNS, matrix } from './matrixModel.ts';
import styles from './roles.module.css';

/** 角色与权限: what each role may do, as the program decides it. Read only, for everybody. */
export function RolesPage() {
  const { t } = useTranslation(['users', 'terms']);
  const query = usePeople();
  const save = () => {
    const head = [t('users:roles.permission'), ...COLUMNS.map((role) => t(`terms:role.${role}`)), t('users:roles.token')];
    const mark = (held: boolean) => t(held ? 'users:roles.yes' : 'users:roles.no');
    const rows = matrix().flatMap(({ rows }) =>
      rows.map(({ permission, held, isForTokens }) => [
        t(`terms:permission.${permission}`),
        ...held.map(mark),
        t(isForTokens ? 'users:roles.may' : 'users:roles.no'),
      ]),
    );
    void saveText(`${t('users:roles.file', { date: formatDate(stationClock.now()) })}.csv`, toCsv(head, rows));
  };
  return (
    <>
      <SectionHead
        section="roles"
        meta={t('users:roles.meta', { roles: ROLES.length, permissions: PERMISSIONS.length })}
        actions={query.data && <Button onClick={save}>{t('users:roles.export')}</Button>}
      />
      <Loaded permission="user.read" what={t('users:roles.what')} query={query}>
        {(people) => <Roles people={people} />}
      </Loaded>
    </>
  );
}

function Roles({ people }: { readonly people: readonly User[] }) {
  return (
    <div className={styles.page}>
      <div className={styles.three}>
        {ADMINISTRATOR_ROLES.map((role) => (
          <AdministratorPanel key={role} of={role} people={people.filter(({ roles }) => roles.includes(role))} />
        ))}
      </div>
      <MatrixPanel people={people} />
    </div>
  );
}
