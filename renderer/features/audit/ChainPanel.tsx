import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Age } from '../../components/Age/Age.tsx';
import { Button } from '../../components/Button/Button.tsx';
import { useActionReason } from '../../components/Button/useActionReason.ts';
import { Icon } from '../../components/Icon/Icon.tsx';
import { SeverityMark } from '../../components/SeverityMark/SeverityMark.tsx';
import { formatCount, formatDateTime, formatNumber } from '../../lib/format.ts';
import { useBefore } from '../../lib/old.ts';
import styles from './audit.module.css';
import { chainState, shortHash } from './model.ts';
import { auditStatusQuery, useVerifyAudit } from './queries.ts';

const DAY_MS = 86_400_000;

/** State of the chain: how long it is, what is verified and what is not yet, the first break where there is one. */
export function ChainPanel() {
  const { t } = useTranslation(['audit', 'terms', 'common']);
  const status = useQuery(auditStatusQuery);
  const verify = useVerifyAudit();
  const before = useBefore();
  const reason = useActionReason('audit.verify');
  const state = status.data ? chainState(status.data.records, status.data.verified) : null;
  const verification = state && 'verification' in state ? state.verification : null;
  const behind = state?.kind === 'whole' ? state.behind : 0;
  const verified = formatCount(verification?.records ?? 0);
  const total = formatCount((verification?.records ?? 0) + behind);
  return (
    <section className={styles.chain} aria-label={t('audit:chain')}>
      <div className={styles.chainState} role="status">
        {state?.kind === 'broken' ? (
          <SeverityMark level="critical" size={24} decorative />
        ) : (
          <Icon name={state?.kind === 'whole' && behind === 0 ? 'check' : 'clock'} size={20} />
        )}
        <div>
          <h2>
            {state
              ? before(
                  t(`audit:chain.${behind > 0 ? 'partly' : state.kind}`, {
                    seq: formatCount(verification?.brokenAt ?? 0),
                    verified,
                    total,
                  }),
                )
              : t('audit:chain.asking')}
          </h2>
          <p className="meta">
            {state?.kind === 'unverified' && t('audit:chain.unverified.text', { records: formatCount(state.records) })}
            {state?.kind === 'whole' &&
              t('audit:chain.whole.text', {
                verified,
                total,
                at: formatDateTime(state.verification.at),
                ms: formatNumber(state.verification.durationMs, 0),
              })}
            {state?.kind === 'broken' &&
              t(`audit:problem.${state.verification.problem ?? 'content'}`, { seq: formatCount(state.verification.brokenAt ?? 0) })}
          </p>
        </div>
      </div>
      <p className={styles.chainNote}>
        {status.error && !status.data && t(`terms:problem.${status.error.code}`)}
        {state?.kind === 'broken' && t('audit:chain.broken.next')}
        {behind > 0 && t('audit:chain.behind', { behind: formatCount(behind) })}
        {verification?.head && (
          <span className="mono" title={verification.head}>
            {t('audit:chain.head', { hash: shortHash(verification.head) })}
          </span>
        )}
      </p>
      <div className={styles.chainEnd}>
        {verification && <Age at={verification.at} intervalMs={DAY_MS} label={t('audit:chain.age')} />}
        {verify.isPending && <Elapsed />}
        {verify.error && <span role="alert">{t(`terms:problem.${verify.error.code}`)}</span>}
        <Button reason={reason} busy={verify.isPending} onClick={() => verify.mutate()}>
          {t('audit:verify')}
        </Button>
      </div>
    </section>
  );
}

/** How long the verification runs already; the station does not tell a percentage, so none is shown. */
function Elapsed() {
  const { t } = useTranslation('audit');
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const begun = performance.now();
    const timer = setInterval(() => setSeconds(Math.floor((performance.now() - begun) / 1000)), 250);
    return () => clearInterval(timer);
  }, []);
  return (
    <span className="meta" role="status">
      {t('verify.running', { seconds })}
    </span>
  );
}
