import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Session, type Station, unlockSession } from '../../shared/contracts/session.ts';
import { Banner } from '../components/Banner/Banner.tsx';
import { Button } from '../components/Button/Button.tsx';
import { TextField } from '../components/Input/Input.tsx';
import { call, type Failure } from '../lib/api.ts';
import { stationQuery } from '../lib/session.ts';
import styles from './LockBar.module.css';

/** Asks for the password again after the idle limit; the page below goes on living. */
export function LockBar({ name }: { readonly name: string }) {
  const { t } = useTranslation(['shell', 'terms']);
  const client = useQueryClient();
  const [password, setPassword] = useState('');
  const unlock = useMutation<Session, Failure>({
    mutationFn: () => call(unlockSession, { body: { password } }),
    onSuccess: (session) => {
      setPassword('');
      client.setQueryData<Station>(stationQuery.queryKey, (old) => old && { ...old, session });
    },
  });
  const submit = (): void => {
    if (password !== '' && !unlock.isPending) unlock.mutate();
  };
  return (
    <Banner
      kind="notice"
      icon="lock"
      title={t('shell:lock.title')}
      detail={t('shell:lock.detail')}
      actions={
        <span className={styles.form}>
          {unlock.error && <span role="alert">{t(`terms:problem.${unlock.error.code}`)}</span>}
          <TextField
            label={t('shell:lock.password', { name })}
            placeholder={t('shell:lock.password', { name })}
            isLabelHidden
            type="password"
            autoComplete="current-password"
            value={password}
            onChange={setPassword}
            onSubmit={submit}
          />
          <Button look="primary" kbd="Enter" busy={unlock.isPending} onClick={submit}>
            {t('shell:lock.unlock')}
          </Button>
        </span>
      }
    />
  );
}
