import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/Icon/Icon.tsx';
import { Logo } from '../../components/Logo/Logo.tsx';
import { useNow } from '../../lib/clock.ts';
import { formatAge } from '../../lib/format.ts';
import type { Ground } from './queries.ts';
import styles from './setup.module.css';

export const STEPS = ['token', 'administrators', 'operator', 'done'] as const;
export type Step = (typeof STEPS)[number];

/** Where one is, how long the token is still good, and which station this is. */
export function StepRail({ step, ground, version }: { readonly step: Step; readonly ground: Ground | null; readonly version: string }) {
  const { t } = useTranslation(['setup', 'common']);
  const now = useNow();
  const at = STEPS.indexOf(step);
  const left = ground === null ? null : formatAge(Math.max(0, ground.expiresAt - now));
  const notes: Readonly<Record<Step, string>> = {
    token:
      step === 'done' ? t('setup:step.token.spent') : left === null ? t('setup:step.token.missing') : t('setup:step.token.left', { left }),
    administrators: t('setup:step.administrators.note'),
    operator: t('setup:step.operator.note'),
    done: t('setup:step.done.note'),
  };
  return (
    <aside className={styles.rail}>
      <p className={styles.brand}>
        <Logo size={40} />
        <b>{t('common:product.name')}</b>
      </p>
      <ol className={styles.steps} aria-label={t('setup:steps')}>
        {STEPS.map((id, index) => (
          <li
            key={id}
            data-state={index < at || step === 'done' ? 'done' : index === at ? 'current' : undefined}
            aria-current={id === step ? 'step' : undefined}
          >
            <i>{index < at || step === 'done' ? <Icon name="check" size={14} /> : index + 1}</i>
            <span>
              <span className={styles.stepName}>{t(`setup:step.${id}`)}</span>
              <span className={styles.stepNote}>{notes[id]}</span>
            </span>
          </li>
        ))}
      </ol>
      <p className={styles.railFoot}>
        {t('setup:rail.station', { host: window.location.host, version })}
        <br />
        {t('setup:rail.once')}
      </p>
    </aside>
  );
}
