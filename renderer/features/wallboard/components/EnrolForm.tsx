import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../components/Button/Button.tsx';
import { TextField } from '../../../components/Input/Input.tsx';
import { type Failure, toFailure } from '../../../lib/api.ts';
import { canHoldIdentity, type Identity } from '../identity.ts';
import { enrol } from '../proof.ts';
import styles from './EnrolForm.module.css';

export interface EnrolFormProps {
  /** The station no longer knows the key of this device. */
  readonly refusal: Failure | null;
  readonly onEnrolled: (identity: Identity) => void;
}

/** Once in the life of a wall: the short code that an administrator was given. */
export function EnrolForm({ refusal, onEnrolled }: EnrolFormProps) {
  const { t } = useTranslation(['wall', 'terms']);
  const [code, setCode] = useState('');
  const bind = useMutation<Identity, unknown, string>({ mutationFn: enrol, onSuccess: onEnrolled });
  const failure = bind.error ? toFailure(bind.error) : null;
  const submit = (): void => {
    if (code.trim() !== '' && !bind.isPending) bind.mutate(code);
  };
  return (
    <main className={styles.page}>
      <section className={styles.card}>
        <h1>{t('wall:device.title')}</h1>
        {refusal && <p role="status">{t('wall:device.revoked', { code: refusal.code })}</p>}
        <p>{t('wall:device.lead')}</p>
        {canHoldIdentity() ? (
          <>
            <TextField
              label={t('wall:device.code')}
              value={code}
              onChange={setCode}
              onSubmit={submit}
              autoFocus
              maxLength={20}
              error={failure && t(`terms:problem.${failure.code}`)}
            />
            <Button look="primary" size="large" kbd="Enter" busy={bind.isPending} onClick={submit}>
              {t('wall:device.submit')}
            </Button>
          </>
        ) : (
          <p role="alert">{t('wall:device.unsupported')}</p>
        )}
        <p className="meta">{t('wall:device.note')}</p>
      </section>
    </main>
  );
}
