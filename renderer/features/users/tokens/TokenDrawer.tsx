import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Token } from '../../../../shared/contracts/tokens.ts';
import { Ask } from '../../../components/Ask/Ask.tsx';
import { Button } from '../../../components/Button/Button.tsx';
import { useActionReason } from '../../../components/Button/useActionReason.ts';
import { Drawer, DrawerSection } from '../../../components/Drawer/Drawer.tsx';
import { StateBlock } from '../../../components/StateBlock/StateBlock.tsx';
import { formatDateTime } from '../../../lib/format.ts';
import { failureText } from '../failure.ts';
import { useRevokeToken } from '../queries.ts';
import { Facts } from '../Sides.tsx';
import styles from '../users.module.css';
import { isAlive } from './tokenModel.ts';

/** One token: whose, for what, until when, last used; whoever is on duty can revoke it. */
export function TokenDrawer({ token, onClose }: { readonly token: Token | null; readonly onClose: () => void }) {
  const { t } = useTranslation(['users', 'terms']);
  if (token === null)
    return (
      <Drawer label={t('users:token.gone')} onClose={onClose}>
        <StateBlock icon="lock" title={t('users:token.gone')} />
      </Drawer>
    );
  const { lastUsedAt, lastUsedFrom, revokedAt } = token;
  return (
    <Drawer label={token.name} onClose={onClose} head={<h2 className={styles.drawerTitle}>{token.name}</h2>}>
      <DrawerSection title={t('users:token.facts')}>
        <Facts
          facts={[
            [t('users:tokens.column.state'), t(`users:token.state.${token.state}`)],
            [t('users:tokens.column.by'), token.createdByName],
            [t('users:tokens.column.created'), formatDateTime(token.createdAt)],
            [t('users:tokens.column.expires'), formatDateTime(token.expiresAt)],
            [
              t('users:tokens.column.used'),
              lastUsedAt === null ? t('users:tokens.never') : `${formatDateTime(lastUsedAt)} ${lastUsedFrom ?? ''}`,
            ],
          ]}
        />
        {revokedAt !== null && <p>{t('users:token.revoked', { name: token.revokedByName ?? '', at: formatDateTime(revokedAt) })}</p>}
      </DrawerSection>
      <DrawerSection title={t('users:token.scopes')}>
        <ul className={styles.choices}>
          {token.scopes.map((scope) => (
            <li key={scope}>
              {t(`terms:permission.${scope}`)}{' '}
              {isAlive(token) && !token.inForce.includes(scope) && <span className="meta">{t('users:token.scopes.lost')}</span>}
            </li>
          ))}
        </ul>
      </DrawerSection>
      {isAlive(token) && <Revoke token={token} />}
    </Drawer>
  );
}

function Revoke({ token }: { readonly token: Token }) {
  const { t } = useTranslation(['users', 'terms']);
  const reason = useActionReason('token.revoke');
  const revoke = useRevokeToken(token.id);
  const [isAsked, setAsked] = useState(false);
  const failure = failureText(t, revoke.error);
  return (
    <DrawerSection>
      {isAsked ? (
        <Ask
          title={t('users:token.revoke.title', { name: token.name })}
          text={t('users:token.revoke.text')}
          action={t('users:token.revoke')}
          busy={revoke.isPending}
          onDo={() => revoke.mutate(undefined)}
          onCancel={() => setAsked(false)}
        />
      ) : (
        <Button reason={reason} onClick={() => setAsked(true)}>
          {t('users:token.revoke')}
        </Button>
      )}
      {failure !== null && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
    </DrawerSection>
  );
}
