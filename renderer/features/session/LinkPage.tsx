import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LoadingState, StateBlock } from '../../components/StateBlock/StateBlock.tsx';
import { toFailure } from '../../lib/api.ts';
import { spendLink } from './link.ts';
import { useSignInByLink } from './queries.ts';
import styles from './session.module.css';

/** Uses a one-time link up and goes on to the first page of whom it was for; says why where it is refused. */
export function LinkPage() {
  const { t } = useTranslation(['session', 'terms']);
  const navigate = useNavigate();
  const enter = useSignInByLink();
  const [isMissing, setMissing] = useState(false);
  const { mutate } = enter;
  const hasBegun = useRef(false);
  useEffect(() => {
    if (hasBegun.current) return;
    hasBegun.current = true;
    const token = spendLink();
    if (token === null) setMissing(true);
    else mutate(token, { onSuccess: () => void navigate({ to: '/', replace: true }) });
  }, [mutate, navigate]);
  const problem = isMissing ? t('session:link.missing') : enter.error ? t(`terms:problem.${toFailure(enter.error).code}`) : null;
  if (problem === null)
    return (
      <main className={styles.linkPage}>
        <LoadingState what={t('session:link.what')} />
      </main>
    );
  return (
    <main className={styles.linkPage}>
      <StateBlock icon="lock" title={t('session:link.refused')} actions={<Link to="/sign-in">{t('session:link.back')}</Link>}>
        <p role="alert">{t('session:link.why', { problem })}</p>
        <p>{t('session:link.next')}</p>
      </StateBlock>
    </main>
  );
}
