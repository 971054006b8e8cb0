import { useTranslation } from 'react-i18next';
import { Drawer, DrawerSection } from '../../components/Drawer/Drawer.tsx';
import { CredentialForm } from './CredentialForm.tsx';
import styles from './credentials.module.css';
import { secretsOf, settingsOf } from './model.ts';
import { useCreateCredential } from './queries.ts';

export function NewCredentialDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('credentials');
  const create = useCreateCredential();
  return (
    <Drawer label={t('new.title')} onClose={onClose} head={<h2 className={styles.title}>{t('new.title')}</h2>}>
      <DrawerSection>
        <p className={styles.lead}>{t('new.lead')}</p>
        <CredentialForm
          stored={null}
          submitLabel={t('new.submit')}
          busy={create.isPending}
          failure={create.error}
          onSubmit={(draft) =>
            create.mutate({ name: draft.name.trim(), settings: settingsOf(draft), secrets: secretsOf(draft) }, { onSuccess: onClose })
          }
          onCancel={onClose}
        />
      </DrawerSection>
    </Drawer>
  );
}
