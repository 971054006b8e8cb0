import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button/Button.tsx';
import { Icon } from '../../components/Icon/Icon.tsx';
import { toFailure } from '../../lib/api.ts';
import { useNow } from '../../lib/clock.ts';
import { formatTime } from '../../lib/format.ts';
import { useSession, useStation } from '../../lib/session.ts';
import { noteSession } from './cutOff.ts';
import { isLockedOutNow, type Refused, refusedBy } from './model.ts';
import { PasswordField } from './PasswordField.tsx';
import { useSignOut, useUnlock } from './queries.ts';
import styles from './session.module.css';

/** A bar while the session is locked by the idle limit: list and sound go on behind it, only actions wait for the password. Null while it is not locked. */
export function UnlockBar() {
  const session = useSession();
  const isPerson = session?.kind === 'person';
  useEffect(() => {
    if (isPerson) noteSession();
  }, [isPerson]);
  return session?.locked ? <Locked name={session.name} account={session.account ?? ''} idleMinutes={session.idleLimitMs / 60_000} /> : null;
}

function Locked({ name, account, idleMinutes }: { readonly name: string; readonly account: string; readonly idleMinutes: number }) {
  const { t } = useTranslation(['session', 'terms']);
  const isLab = useStation()?.isLab === true;
  const now = useNow();
  const unlock = useUnlock();
  const signOut = useSignOut();
  const box = useRef<HTMLInputElement>(null);
  const [password, setPassword] = useState('');
  const [refused, setRefused] = useState<Refused | null>(null);
  const isLockedOut = isLockedOutNow(refused, account, now);
  const reason = isLockedOut ? t('session:reason.lockedOut') : password === '' ? t('session:reason.password') : null;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason !== null || unlock.isPending) return;
    unlock.mutate(password, {
      onError: (error) => {
        setRefused(refusedBy(toFailure(error), account));
        setPassword('');
        box.current?.focus();
      },
    });
  };
  return (
    <form className={styles.unlock} onSubmit={submit} aria-label={t('session:locked.title', { name })}>
      <Icon name="lock" />
      <b>{t('session:locked.title', { name })}</b>
      <span className={styles.unlockText}>
        {refusedText() ?? t(isLab ? 'session:locked.lab' : 'session:locked.detail', { minutes: idleMinutes })}
      </span>
      <PasswordField
        ref={box}
        label={t('session:password')}
        placeholder={t('session:password')}
        value={password}
        onChange={setPassword}
        isLabelHidden
      />
      <Button look="primary" type="submit" kbd="Enter" busy={unlock.isPending} reason={reason} reasonAt={isLockedOut ? 'hidden' : 'beside'}>
        {t('session:unlock')}
      </Button>
      <Button look="quiet" busy={signOut.isPending} onClick={() => signOut.mutate()}>
        {t('session:otherPerson')}
      </Button>
    </form>
  );

  function refusedText(): string | null {
    if (refused === null) return null;
    if (refused.kind === 'failed') return t(`terms:problem.${refused.failure.code}`);
    if (refused.kind === 'lockedOut')
      return isLockedOut && refused.until !== null ? t('session:lockedOut.short', { at: formatTime(refused.until) }) : null;
    return refused.remaining === null
      ? t('session:wrong.password')
      : t('session:wrong.password.remaining', { remaining: refused.remaining });
  }
}
