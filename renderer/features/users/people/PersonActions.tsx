import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '../../../../shared/contracts/users.ts';
import { Ask } from '../../../components/Ask/Ask.tsx';
import { Button } from '../../../components/Button/Button.tsx';
import { useActionReason } from '../../../components/Button/useActionReason.ts';
import { DrawerSection } from '../../../components/Drawer/Drawer.tsx';
import { TextField } from '../../../components/Input/Input.tsx';
import { Once } from '../../../components/Once/Once.tsx';
import { useNow } from '../../../lib/clock.ts';
import { formatWhen } from '../../../lib/format.ts';
import { failureText } from '../failure.ts';
import { type PersonChange, useChangeUser, useResetPassword } from '../queries.ts';
import styles from '../users.module.css';
import { isLocked } from './peopleModel.ts';

type Asked = 'lock' | 'disable' | 'reset' | null;

/** Lock and unlock, disable and enable, reset: each names who may, and says what will happen before it does. */
export function PersonActions({ user, isOwn }: { readonly user: User; readonly isOwn: boolean }) {
  const { t } = useTranslation(['users', 'common', 'terms']);
  const now = useNow();
  const security = useActionReason('role.grant');
  const system = useActionReason('user.manage');
  const change = useChangeUser(user);
  const reset = useResetPassword(user);
  const [asked, setAsked] = useState<Asked>(null);
  const bySecurity = isOwn ? t('users:self') : security;
  const bySystem = isOwn ? t('users:self') : system;
  const ask = (next: Asked) => {
    change.reset();
    reset.reset();
    setAsked(next);
  };
  const done = { onSuccess: () => setAsked(null) };
  const act = (next: PersonChange) => change.mutate(next, done);
  const failure = failureText(t, change.error ?? reset.error);
  return (
    <>
      <DrawerSection title={t('users:person.actions')}>
        <div className={styles.acts}>
          <span className={styles.by}>{t('users:person.by.security')}</span>
          <Button reason={bySecurity} reasonAt="hidden" onClick={() => ask('lock')}>
            {t('users:person.lock')}
          </Button>
          <Button
            reason={bySecurity ?? (isLocked(user, now) ? null : t('users:person.unlock.none'))}
            reasonAt="hidden"
            busy={change.isPending && asked === null}
            onClick={() => act({ kind: 'unlock' })}
          >
            {t('users:person.unlock')}
          </Button>
          <span className="meta">{bySecurity ?? (isLocked(user, now) ? '' : t('users:person.unlock.none'))}</span>
          <span className={styles.by}>{t('users:person.by.system')}</span>
          {user.disabledAt === null ? (
            <Button reason={bySystem} reasonAt="hidden" onClick={() => ask('disable')}>
              {t('users:person.disable')}
            </Button>
          ) : (
            <Button reason={bySystem} reasonAt="hidden" onClick={() => act({ kind: 'enable' })}>
              {t('users:person.enable')}
            </Button>
          )}
          <Button reason={bySystem} reasonAt="hidden" onClick={() => ask('reset')}>
            {t('users:person.reset')}
          </Button>
          <span className="meta">{bySystem}</span>
        </div>
        {asked === 'lock' && (
          <LockAsk user={user} busy={change.isPending} onDo={(reason) => act({ kind: 'lock', reason })} onCancel={() => ask(null)} />
        )}
        {asked === 'disable' && (
          <Ask
            title={t('users:person.disable.title', { name: user.name })}
            text={t('users:person.disable.text')}
            action={t('users:person.disable')}
            busy={change.isPending}
            onDo={() => act({ kind: 'disable' })}
            onCancel={() => ask(null)}
          />
        )}
        {asked === 'reset' && (
          <Ask
            title={t('users:person.reset.title', { name: user.name })}
            text={t(user.roles.length === 0 ? 'users:person.reset.text.noRole' : 'users:person.reset.text')}
            action={t('users:person.reset')}
            busy={reset.isPending}
            onDo={() => reset.mutate(undefined, done)}
            onCancel={() => ask(null)}
          />
        )}
        {failure !== null && (
          <p role="alert" className={styles.failure}>
            {failure}
          </p>
        )}
      </DrawerSection>
      {reset.data && (
        <Once
          title={t('users:password.once', { name: user.name, account: user.account })}
          secret={reset.data.password}
          onClose={() => reset.reset()}
        >
          <p>{t('users:password.note', { at: formatWhen(reset.data.user.passwordExpiresAt ?? now, now) })}</p>
        </Once>
      )}
    </>
  );
}

interface LockAskProps {
  readonly user: User;
  readonly busy: boolean;
  readonly onDo: (reason: string) => void;
  readonly onCancel: () => void;
}

function LockAsk({ user, busy, onDo, onCancel }: LockAskProps) {
  const { t } = useTranslation('users');
  const [reason, setReason] = useState('');
  const isMissing = reason.trim() === '';
  return (
    <Ask
      title={t('person.lock.title', { name: user.name })}
      text={t('person.lock.text')}
      action={t('person.lock')}
      reason={isMissing ? t('person.lock.needsReason') : null}
      busy={busy}
      onDo={() => onDo(reason.trim())}
      onCancel={onCancel}
    >
      <TextField
        label={t('person.lock.reason')}
        value={reason}
        onChange={setReason}
        onSubmit={() => {
          if (!isMissing && !busy) onDo(reason.trim());
        }}
        maxLength={500}
        autoFocus
      />
    </Ask>
  );
}
