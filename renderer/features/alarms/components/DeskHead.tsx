import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../components/Button/Button.tsx';
import { PageHead } from '../../../components/Page/Page.tsx';
import { Segmented } from '../../../components/Segmented/Segmented.tsx';
import { formatCount } from '../../../lib/format.ts';
import { useBefore } from '../../../lib/old.ts';
import { useDesk } from '../store.ts';

export interface DeskHeadProps {
  /** Why there is no list to count; null when there is one. */
  readonly problem: 'loading' | 'failed' | null;
  readonly active: number;
  /** Active ones that are consequences. */
  readonly suppressed: number;
  readonly total: number;
  readonly shown: number;
  readonly isFiltered: boolean;
  readonly onNext: () => void;
  readonly onFreeze: () => void;
}

/** Title, current or history, how many there are, and what moves through them. */
export function DeskHead({ problem, active, suppressed, total, shown, isFiltered, onNext, onFreeze }: DeskHeadProps) {
  const { t } = useTranslation('alarms');
  const isFrozen = useDesk((state) => state.frozen !== null);
  const held = suppressed === 0 ? '' : t('summary.suppressed', { count: suppressed });
  const figures = { suppressed: held, active: formatCount(active), total: formatCount(total), shown: formatCount(shown) };
  const before = useBefore();
  const summary = isFiltered ? t('summary.filtered', figures) : t('summary', figures);
  return (
    <PageHead
      title={t('title')}
      views={<TabSwitch tab="now" />}
      meta={problem === null ? before(summary) : t(`summary.${problem}`)}
      actions={
        <>
          <Button look="quiet" kbd="n" onClick={onNext}>
            {t('next.button')}
          </Button>
          <Button kbd="z" pressed={isFrozen} onClick={onFreeze}>
            {isFrozen ? t('freeze.resume') : t('freeze.button')}
          </Button>
        </>
      }
    />
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
