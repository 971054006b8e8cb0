import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { createDevice, type DeviceCode } from '../../../../shared/contracts/devices.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { TextField } from '../../../components/Input/Input.tsx';
import { call, type Failure } from '../../../lib/api.ts';
import { formatTime } from '../../../lib/format.ts';
import styles from './EnrolPanel.module.css';

/** Announces a wall and shows its one-time code; for people who may enrol devices. */
export function EnrolPanel() {
  const { t } = useTranslation(['wall', 'terms']);
  const [name, setName] = useState('');
  const announce = useMutation<z.output<typeof DeviceCode>, Failure>({
    mutationFn: () => call(createDevice, { body: { name: name.trim(), kind: 'wall' } }),
  });
  const submit = (): void => {
    if (name.trim() !== '' && !announce.isPending) announce.mutate();
  };
  return (
    <section className={styles.panel} aria-label={t('wall:enrol.title')}>
      <h3>{t('wall:enrol.title')}</h3>
      {announce.data ? (
        <p>
          <b className={styles.code}>{announce.data.code}</b>
          <br />
          {t('wall:enrol.instruction', { until: formatTime(announce.data.expiresAt), address: `${window.location.host}/wall` })}
        </p>
      ) : (
        <>
          <TextField
            label={t('wall:enrol.name')}
            value={name}
            onChange={setName}
            onSubmit={submit}
            maxLength={50}
            error={announce.error ? t(`terms:problem.${announce.error.code}`) : null}
          />
          <Button busy={announce.isPending} onClick={submit}>
            {t('wall:enrol.announce')}
          </Button>
        </>
      )}
    </section>
  );
}
