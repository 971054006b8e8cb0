import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NewUser } from '../../../../shared/contracts/users.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { useActionReason } from '../../../components/Button/useActionReason.ts';
import { Drawer, DrawerSection } from '../../../components/Drawer/Drawer.tsx';
import { TextField } from '../../../components/Input/Input.tsx';
import { Once } from '../../../components/Once/Once.tsx';
import { useNow } from '../../../lib/clock.ts';
import { formatWhen } from '../../../lib/format.ts';
import { failureText } from '../failure.ts';
import { useCreateUser } from '../queries.ts';
import styles from '../users.module.css';

const FIELDS = ['name', 'account', 'staffNumber'] as const;
const EMPTY = { name: '', account: '', staffNumber: '' };

/** A new account without roles; its one-time password is shown once. */
export function NewPersonDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['users', 'common', 'terms']);
  const now = useNow();
  const create = useCreateUser();
  const hindered = useActionReason('user.manage');
  const [draft, setDraft] = useState(EMPTY);
  const [hasTried, setTried] = useState(false);
  const parsed = NewUser.safeParse(draft);
  const wrong = new Set(parsed.success ? [] : parsed.error.issues.map(({ path }) => path[0]));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (parsed.success && !create.isPending && hindered === null) create.mutate(parsed.data);
  };
  const failure = failureText(t, create.error);
  const made = create.data;
  return (
    <Drawer label={t('users:new.title')} onClose={onClose} head={<h2 className={styles.drawerTitle}>{t('users:new.title')}</h2>}>
      {made ? (
        <Once title={t('users:password.once', made.user)} secret={made.password} onClose={onClose}>
          <p>{t('users:password.note', { at: formatWhen(made.user.passwordExpiresAt ?? now, now) })}</p>
          <p>{t('users:new.lead')}</p>
        </Once>
      ) : (
        <DrawerSection>
          <form className={styles.form} onSubmit={submit} noValidate>
            <p>{t('users:new.lead')}</p>
            {FIELDS.map((field, index) => (
              <TextField
                key={field}
                label={t(`users:new.${field}`)}
                value={draft[field]}
                onChange={(value) => setDraft({ ...draft, [field]: value })}
                maxLength={field === 'account' ? 64 : 50}
                autoFocus={index === 0}
                error={hasTried && wrong.has(field) ? t(`users:new.issue.${field}`) : null}
                {...(field === 'account' && { hint: t('users:new.account.hint') })}
              />
            ))}
            {failure !== null && (
              <p role="alert" className={styles.issue}>
                {failure}
              </p>
            )}
            <div className={styles.buttons}>
              <Button look="primary" type="submit" busy={create.isPending} reason={hindered}>
                {create.isPending ? t('users:saving') : t('users:new.submit')}
              </Button>
              <Button onClick={onClose}>{t('common:action.cancel')}</Button>
            </div>
          </form>
        </DrawerSection>
      )}
    </Drawer>
  );
}
