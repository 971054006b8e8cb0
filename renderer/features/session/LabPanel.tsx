import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button/Button.tsx';
import { Icon } from '../../components/Icon/Icon.tsx';
import { TextField } from '../../components/Input/Input.tsx';
import { takeLink } from './link.ts';
import styles from './session.module.css';

/** Of a laboratory: says what it is, and takes a printed link where there is no address bar to put it. */
export function LabPanel() {
  const { t } = useTranslation('session');
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [isUnreadable, setUnreadable] = useState(false);
  const open = () => {
    const isTaken = takeLink(text);
    setUnreadable(!isTaken);
    if (isTaken) void navigate({ to: '/sign-in/link' });
  };
  return (
    <section className={styles.lab} aria-label={t('lab.title')}>
      <Icon name="box" />
      <div>
        <b>{t('lab.title')}</b>
        <p>{t('lab.detail')}</p>
        <div className={styles.labEntry}>
          <TextField
            label={t('lab.paste')}
            value={text}
            onChange={setText}
            onSubmit={open}
            maxLength={500}
            error={isUnreadable ? t('lab.unreadable') : null}
          />
          <Button onClick={open}>{t('lab.open')}</Button>
        </div>
      </div>
    </section>
  );
}
