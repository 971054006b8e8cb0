import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button/Button.tsx';
import { toFailure } from '../../lib/api.ts';
import { type NewPasswordIssue, newPasswordIssue, safeNext } from './model.ts';
import { PasswordField } from './PasswordField.tsx';
import { useSignIn } from './queries.ts';
import styles from './session.module.css';

export interface NewPasswordFormProps {
  readonly account: string;
  /** The one-time password that was right. */
  readonly oneTime: string;
  readonly next: string | undefined;
  readonly onBack: () => void;
}

/** The first sign-in: the person's own password takes the place of the one-time one, and only then is anybody in. */
export function NewPasswordForm({ account, oneTime, next, onBack }: NewPasswordFormProps) {
  const { t } = useTranslation(['session', 'common', 'terms']);
  const id = useId();
  const navigate = useNavigate();
  const signIn = useSignIn();
  const [password, setPassword] = useState('');
  const [repeated, setRepeated] = useState('');
  const [hasTried, setTried] = useState(false);
  const issue = newPasswordIssue(password, repeated, oneTime);
  const failure = signIn.error ? toFailure(signIn.error) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (issue !== null || signIn.isPending) return;
    signIn.mutate(
      { account, password: oneTime, newPassword: password },
      { onSuccess: () => void navigate({ to: safeNext(next), replace: true }) },
    );
  };
  const sentence = (wanted: NewPasswordIssue): string | null => {
    if (!hasTried || issue !== wanted) return null;
    return t(`session:new.${wanted}`, { length: [...password].length });
  };
  return (
    <form className={styles.card} onSubmit={submit} aria-labelledby={`${id}-title`}>
      <h1 id={`${id}-title`} className={styles.cardTitle}>
        {t('session:new.title')}
      </h1>
      <p>{t('session:new.lead')}</p>
      <PasswordField
        isNew
        autoFocus
        label={t('session:new.password')}
        value={password}
        onChange={setPassword}
        note={t('session:new.rule')}
        error={sentence('short') ?? sentence('unchanged')}
      />
      <PasswordField isNew label={t('session:new.repeat')} value={repeated} onChange={setRepeated} error={sentence('different')} />
      {failure !== null && (
        <p className={styles.refused} role="alert">
          {t('session:failed', {
            problem: t(`terms:problem.${failure.code}`),
            id: failure.requestId === null ? '' : t('session:failed.id', { id: failure.requestId }),
          })}
        </p>
      )}
      <div className={styles.submit}>
        <Button look="primary" size="large" type="submit" kbd="Enter" busy={signIn.isPending}>
          {signIn.isPending ? t('session:signingIn') : t('session:new.submit')}
        </Button>
        <Button size="large" onClick={onBack}>
          {t('common:action.back')}
        </Button>
      </div>
    </form>
  );
}
