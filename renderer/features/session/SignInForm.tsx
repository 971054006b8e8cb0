import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button/Button.tsx';
import { SeverityMark } from '../../components/SeverityMark/SeverityMark.tsx';
import { toFailure } from '../../lib/api.ts';
import { useNow } from '../../lib/clock.ts';
import { formatDuration, formatTime } from '../../lib/format.ts';
import { isLockedOutNow, type Refused, refusedBy, safeNext } from './model.ts';
import { NewPasswordForm } from './NewPasswordForm.tsx';
import { PasswordField } from './PasswordField.tsx';
import { useSignIn } from './queries.ts';
import styles from './session.module.css';

interface OneTime {
  readonly account: string;
  readonly password: string;
}

/** Account and password; for a one-time password the choice of another. */
export function SignInForm({ next, isAnswering }: { readonly next: string | undefined; readonly isAnswering: boolean }) {
  const [oneTime, setOneTime] = useState<OneTime | null>(null);
  return oneTime === null ? (
    <CredentialsForm next={next} isAnswering={isAnswering} onOneTime={setOneTime} />
  ) : (
    <NewPasswordForm account={oneTime.account} oneTime={oneTime.password} next={next} onBack={() => setOneTime(null)} />
  );
}

interface CredentialsFormProps {
  readonly next: string | undefined;
  readonly isAnswering: boolean;
  /** The password is right, but only good for choosing another. */
  readonly onOneTime: (oneTime: OneTime) => void;
}

/** Says how many attempts are left, until when an account is locked, and nothing about whether an account exists. */
function CredentialsForm({ next, isAnswering, onOneTime }: CredentialsFormProps) {
  const { t } = useTranslation('session');
  const id = useId();
  const now = useNow();
  const navigate = useNavigate();
  const signIn = useSignIn();
  const passwordBox = useRef<HTMLInputElement>(null);
  const [account, setAccount] = useState('');
  const [password, setPassword] = useState('');
  const [refused, setRefused] = useState<Refused | null>(null);
  const isLockedOut = isLockedOutNow(refused, account, now);

  const reason = !isAnswering
    ? t('reason.away')
    : isLockedOut
      ? t('reason.lockedOut')
      : account.trim() === '' || password === ''
        ? t('reason.empty')
        : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason !== null || signIn.isPending) return;
    signIn.mutate(
      { account: account.trim(), password },
      {
        onSuccess: () => void navigate({ to: safeNext(next), replace: true }),
        onError: (error) => {
          if (toFailure(error).code === 'session.newPasswordNeeded') return onOneTime({ account: account.trim(), password });
          setRefused(refusedBy(toFailure(error), account.trim()));
          setPassword('');
          passwordBox.current?.focus();
        },
      },
    );
  };

  return (
    <form className={styles.card} onSubmit={submit} aria-labelledby={`${id}-title`}>
      <h1 id={`${id}-title`} className={styles.cardTitle}>
        {t('title')}
      </h1>
      <div className={styles.field}>
        <label htmlFor={id} className={styles.label}>
          {t('account')}
        </label>
        <input
          id={id}
          className={styles.input}
          value={account}
          maxLength={64}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          // biome-ignore lint/a11y/noAutofocus: the page has one purpose
          autoFocus
          onChange={(event) => setAccount(event.target.value)}
        />
      </div>
      <PasswordField ref={passwordBox} label={t('password')} value={password} onChange={setPassword} />
      <RefusedNote refused={refused} isLockedOut={isLockedOut} now={now} />
      <div className={styles.submit}>
        <Button look="primary" size="large" type="submit" kbd="Enter" busy={signIn.isPending} reason={reason} reasonAt="hidden">
          {signIn.isPending ? t('signingIn') : t('signIn')}
        </Button>
      </div>
      <p className={styles.reason} aria-hidden="true">
        {!isLockedOut && reason}
      </p>
      <p className={styles.hint}>{t('hint')}</p>
    </form>
  );
}

function RefusedNote({
  refused,
  isLockedOut,
  now,
}: {
  readonly refused: Refused | null;
  readonly isLockedOut: boolean;
  readonly now: number;
}) {
  const { t } = useTranslation(['session', 'terms']);
  if (refused === null) return null;
  let text: string;
  if (refused.kind === 'wrong') {
    text =
      refused.remaining === null
        ? t('session:wrong')
        : refused.remaining <= 1
          ? t('session:wrong.last')
          : t('session:wrong.remaining', { remaining: refused.remaining });
  } else if (refused.kind === 'lockedOut') {
    if (!isLockedOut) return null;
    text =
      refused.until === null
        ? t('session:lockedOut')
        : t('session:lockedOut.until', { at: formatTime(refused.until), left: formatDuration(Math.ceil((refused.until - now) / 1000)) });
  } else {
    const id = refused.failure.requestId;
    text = t('session:failed', {
      problem: t(`terms:problem.${refused.failure.code}`),
      id: id === null ? '' : t('session:failed.id', { id }),
    });
  }
  return (
    <p className={styles.refused} role="alert">
      <SeverityMark level={refused.kind === 'lockedOut' ? 'major' : 'minor'} size={18} decorative />
      {text}
    </p>
  );
}
