import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../components/Button/Button.tsx';
import { Segmented } from '../../../components/Segmented/Segmented.tsx';
import { formatCount } from '../../../lib/format.ts';
import { useDesk } from '../store.ts';
import styles from './PageHead.module.css';

export interface PageHeadProps {
  readonly active: number;
  readonly total: number;
  readonly shown: number;
  readonly isFiltered: boolean;
  readonly onNext: () => void;
  readonly onFreeze: () => void;
}

/** Title, current or history, how many there are, and what moves through them. */
export function PageHead({ active, total, shown, isFiltered, onNext, onFreeze }: PageHeadProps) {
  const { t } = useTranslation('alarms');
  const isFrozen = useDesk((state) => state.frozen !== null);
  const figures = { active: formatCount(active), total: formatCount(total), shown: formatCount(shown) };
  return (
    <div className={styles.head}>
      <h1 className={styles.title}>{t('title')}</h1>
      <TabSwitch tab="now" />
      <span className="meta">{isFiltered ? t('summary.filtered', figures) : t('summary', figures)}</span>
      <span className={styles.end}>
        <Button look="quiet" kbd="n" onClick={onNext}>
          {t('next.button')}
        </Button>
        <Button kbd="z" pressed={isFrozen} onClick={onFreeze}>
          {isFrozen ? t('freeze.resume') : t('freeze.button')}
        </Button>
      </span>
    </div>
  );
}

/** Head of a page whose content this session may not read: the title stays. */
export function BareHead({ title }: { readonly title: string }) {
  return (
    <div className={styles.head}>
      <h1 className={styles.title}>{title}</h1>
    </div>
  );
}

/** Current list or history. */
export function TabSwitch({ tab }: { readonly tab: 'now' | 'history' }) {
  const { t } = useTranslation('alarms');
  const navigate = useNavigate();
  return (
    <Segmented
      label={t('tab.label')}
      value={tab}
      onChange={(next) => void navigate({ to: next === 'now' ? '/alarms' : '/alarms/history' })}
      segments={[
        { value: 'now', label: t('tab.now') },
        { value: 'history', label: t('tab.history') },
      ]}
    />
  );
}
