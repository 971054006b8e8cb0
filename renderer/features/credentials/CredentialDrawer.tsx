import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Credential } from '../../../shared/contracts/credentials.ts';
import { Button } from '../../components/Button/Button.tsx';
import { useActionReason } from '../../components/Button/useActionReason.ts';
import { Drawer, DrawerSection } from '../../components/Drawer/Drawer.tsx';
import { Loaded } from '../../components/Loaded/Loaded.tsx';
import { StateBlock } from '../../components/StateBlock/StateBlock.tsx';
import { formatCount, formatDateTime } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { CredentialForm } from './CredentialForm.tsx';
import styles from './credentials.module.css';
import { secretsOf, settingsOf } from './model.ts';
import { useChangeCredential, useRemoveCredential, usesQuery } from './queries.ts';
import { SettingsText } from './SettingsText.tsx';

/** One set: how it is used, by what, and for the security administrator its change and its end. */
export function CredentialDrawer({ stored, onClose }: { readonly stored: Credential | null; readonly onClose: () => void }) {
  const { t } = useTranslation('credentials');
  if (stored === null)
    return (
      <Drawer label={t('gone')} onClose={onClose}>
        <StateBlock icon="lock" title={t('gone')} />
      </Drawer>
    );
  return (
    <Drawer label={stored.name} onClose={onClose} head={<h2 className={styles.title}>{stored.name}</h2>}>
      <DrawerSection title={t('how')}>
        <p>
          {t(`kind.${stored.settings.kind}`)} · <SettingsText settings={stored.settings} />
        </p>
        <p className="meta">{t('dates', { created: formatDateTime(stored.createdAt), updated: formatDateTime(stored.updatedAt) })}</p>
        <p className="meta">{t('secret.never')}</p>
      </DrawerSection>
      <Edit key={stored.version} stored={stored} onRemoved={onClose} />
      <Uses stored={stored} />
    </Drawer>
  );
}

function Uses({ stored }: { readonly stored: Credential }) {
  const { t } = useTranslation(['credentials', 'terms']);
  const query = useQuery(usesQuery(stored.id));
  const mayOpen = useCan('resource.read');
  return (
    <DrawerSection title={t('credentials:uses')} note={t('credentials:uses.note', { count: stored.usedBy })}>
      <Loaded permission="credential.read" what={t('credentials:uses.what')} query={query}>
        {({ items, total }) =>
          total === 0 ? (
            <p className="meta">{t(stored.isForRemoteWrite ? 'credentials:uses.remoteWrite' : 'credentials:uses.none')}</p>
          ) : (
            <>
              <ul className={styles.uses}>
                {items.map(({ resourceId, name, address, protocol }, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: one resource can have two checks of a protocol with the same set
                  <li key={`${resourceId} ${protocol} ${index}`}>
                    {mayOpen ? (
                      <Link to="/resources/$id" params={{ id: resourceId }}>
                        {name}
                      </Link>
                    ) : (
                      <span>{name}</span>
                    )}
                    <span className="meta">{address}</span>
                    <span className="meta">{t(`terms:protocol.${protocol}`)}</span>
                  </li>
                ))}
              </ul>
              {items.length < total && (
                <p className="meta">{t('credentials:uses.cut', { shown: formatCount(items.length), total: formatCount(total) })}</p>
              )}
            </>
          )
        }
      </Loaded>
    </DrawerSection>
  );
}

function Edit({ stored, onRemoved }: { readonly stored: Credential; readonly onRemoved: () => void }) {
  const { t } = useTranslation(['credentials', 'common', 'terms']);
  const reason = useActionReason('credential.edit');
  const change = useChangeCredential(stored.id);
  const remove = useRemoveCredential(stored);
  const [mode, setMode] = useState<'change' | 'remove' | null>(null);
  const inUse =
    stored.usedBy > 0
      ? t('credentials:remove.inUse', { count: stored.usedBy })
      : stored.isForRemoteWrite
        ? t('credentials:remove.forRemoteWrite')
        : null;
  if (mode === 'change')
    return (
      <DrawerSection title={t('credentials:change')}>
        <CredentialForm
          stored={stored}
          submitLabel={t('common:action.save')}
          busy={change.isPending}
          failure={change.error}
          onSubmit={(draft) =>
            change.mutate(
              { name: draft.name.trim(), settings: settingsOf(draft), secrets: secretsOf(draft), version: stored.version },
              { onSuccess: () => setMode(null) },
            )
          }
          onCancel={() => setMode(null)}
        />
      </DrawerSection>
    );
  return (
    <DrawerSection>
      {mode === 'remove' ? (
        <div className={styles.form}>
          <p>{t('credentials:remove.text')}</p>
          <div className={styles.buttons}>
            <Button busy={remove.isPending} onClick={() => remove.mutate(undefined, { onSuccess: onRemoved })}>
              {t('credentials:remove')}
            </Button>
            <Button onClick={() => setMode(null)}>{t('common:action.cancel')}</Button>
          </div>
        </div>
      ) : (
        <div className={styles.form}>
          <Button reason={reason} onClick={() => setMode('change')}>
            {t('credentials:change')}
          </Button>
          <Button reason={reason ?? inUse} onClick={() => setMode('remove')}>
            {t('credentials:remove')}
          </Button>
        </div>
      )}
      {remove.error && (
        <p role="alert" className={styles.failure}>
          {remove.error.code === 'credential.changed' ? t('credentials:changed') : t(`terms:problem.${remove.error.code}`)}
        </p>
      )}
    </DrawerSection>
  );
}
