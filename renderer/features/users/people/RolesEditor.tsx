import { Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '../../../../shared/contracts/users.ts';
import { conflictOf } from '../../../../shared/domain/access/can.ts';
import { PERSON_ROLES, type PersonRole } from '../../../../shared/domain/access/roles.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { useActionReason } from '../../../components/Button/useActionReason.ts';
import { DrawerSection } from '../../../components/Drawer/Drawer.tsx';
import { failureText } from '../failure.ts';
import { useChangeUser } from '../queries.ts';
import styles from '../users.module.css';
import { isSameRoles } from './peopleModel.ts';

/** The roles of an account. What was ticked gives way to what somebody else granted meanwhile. */
export function RolesEditor({ user, isOwn }: { readonly user: User; readonly isOwn: boolean }) {
  const { t } = useTranslation(['users', 'terms']);
  const hindered = useActionReason('role.grant');
  const change = useChangeUser(user);
  const failure = failureText(t, change.error);
  return (
    <DrawerSection title={t('users:person.roles')} note={t('users:person.roles.note')}>
      <RoleChoices
        key={user.roles.join()}
        granted={user.roles}
        shut={isOwn ? t('users:self') : hindered}
        busy={change.isPending}
        onSave={(roles) => change.mutate({ kind: 'roles', roles })}
      />
      {failure !== null && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
    </DrawerSection>
  );
}

interface RoleChoicesProps {
  readonly granted: readonly PersonRole[];
  /** Why nothing can be changed. */
  readonly shut: string | null;
  readonly busy: boolean;
  readonly onSave: (roles: readonly PersonRole[]) => void;
}

/** Each role with what it is for; what cannot go together is said before it is sent. */
function RoleChoices({ granted, shut, busy, onSave }: RoleChoicesProps) {
  const { t } = useTranslation(['users', 'terms']);
  const [roles, setRoles] = useState(granted);
  const conflict = conflictOf(roles);
  const why = conflict === null ? null : t(`users:conflict.${conflict}`);
  const same = isSameRoles(roles, granted) ? t('users:person.roles.unchanged') : null;
  return (
    <>
      <div className={styles.choices}>
        {PERSON_ROLES.map((role) => (
          <div key={role}>
            <Checkbox
              checked={roles.includes(role)}
              disabled={shut !== null || busy}
              onChange={({ target }) => setRoles(target.checked ? [...roles, role] : roles.filter((one) => one !== role))}
            >
              {t(`terms:role.${role}`)}
            </Checkbox>
            <span className="meta">{t(`users:role.${role}`)}</span>
          </div>
        ))}
      </div>
      {why !== null && (
        <p role="alert" className={styles.failure}>
          {why}
        </p>
      )}
      <div className={styles.save}>
        <Button
          look="primary"
          reason={shut ?? why ?? same}
          reasonAt={shut === null && why !== null ? 'hidden' : 'beside'}
          busy={busy}
          onClick={() => onSave(roles)}
        >
          {busy ? t('users:saving') : t('users:person.roles.save')}
        </Button>
      </div>
    </>
  );
}
