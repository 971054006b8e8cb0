import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../components/Button/Button.tsx';
import { useActionReason } from '../../../components/Button/useActionReason.ts';
import { Drawer, DrawerSection } from '../../../components/Drawer/Drawer.tsx';
import { TextField } from '../../../components/Input/Input.tsx';
import { failureText } from '../failure.ts';
import { useCreateWall } from '../queries.ts';
import styles from '../users.module.css';
import { CodeOnce } from './CodeOnce.tsx';

/** Announces a wall; its short code is shown once. */
export function NewWallDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['users', 'common', 'terms']);
  const create = useCreateWall();
  const hindered = useActionReason('device.enrol');
  const [name, setName] = useState('');
  const [hasTried, setTried] = useState(false);
  const isWrong = name.trim() === '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isWrong && !create.isPending && hindered === null) create.mutate(name.trim());
  };
  const failure = failureText(t, create.error);
  return (
    <Drawer
      label={t('users:device.new.title')}
      onClose={onClose}
      head={<h2 className={styles.drawerTitle}>{t('users:device.new.title')}</h2>}
    >
      {create.data ? (
        <CodeOnce name={name.trim()} code={create.data} onClose={onClose} />
      ) : (
        <DrawerSection>
          <form className={styles.form} onSubmit={submit} noValidate>
            <p>{t('users:device.new.lead', { address: `${window.location.host}/wall` })}</p>
            <TextField
              label={t('users:device.new.name')}
              value={name}
              onChange={setName}
              maxLength={50}
              autoFocus
              error={hasTried && isWrong ? t('users:device.new.issue') : failure}
            />
            <div className={styles.buttons}>
              <Button look="primary" type="submit" busy={create.isPending} reason={hindered}>
                {create.isPending ? t('users:saving') : t('users:device.new.submit')}
              </Button>
              <Button onClick={onClose}>{t('common:action.cancel')}</Button>
            </div>
          </form>
        </DrawerSection>
      )}
    </Drawer>
  );
}
