import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PerformanceView } from '../../../shared/contracts/performance.ts';
import { COMPARISON_NAMES } from '../../../shared/domain/metric/comparison.ts';
import { PERIOD_NAMES, REFRESH_S } from '../../../shared/domain/metric/period.ts';
import { Button } from '../../components/Button/Button.tsx';
import { Select, TextField } from '../../components/Input/Input.tsx';
import { FilterBar } from '../../components/Page/Page.tsx';
import { Segmented } from '../../components/Segmented/Segmented.tsx';
import { stationClock } from '../../lib/clock.ts';
import { formatDate, formatMinute } from '../../lib/format.ts';
import { isComparable, lengthOf, type PerformanceSearch } from './model.ts';
import { parseMoment } from './moment.ts';
import styles from './performance.module.css';

export interface ToolbarProps {
  readonly view: PerformanceView;
  readonly onChange: (next: Partial<PerformanceSearch>) => void;
  readonly onRefresh: () => void;
}

/** Which stretch, against what, how laid out and how often anew. */
export function Toolbar({ view, onChange, onRefresh }: ToolbarProps) {
  const { t } = useTranslation('performance');
  const [isOwnOpen, setOwnOpen] = useState(view.period === 'own');
  return (
    <FilterBar label={t('period.label')}>
      <Segmented
        label={t('period.label')}
        value={isOwnOpen ? 'own' : view.period}
        onChange={(period) => {
          setOwnOpen(period === 'own');
          if (period !== 'own') onChange({ period, from: undefined, to: undefined });
        }}
        segments={[...PERIOD_NAMES, 'own' as const].map((period) => ({ value: period, label: t(`period.${period}`) }))}
      />
      {isOwnOpen && <OwnPeriod view={view} onChange={onChange} />}
      <Segmented
        label={t('layout.label')}
        value={view.layout}
        onChange={(layout) => onChange({ layout })}
        segments={(['overlay', 'split'] as const).map((layout) => ({ value: layout, label: t(`layout.${layout}`) }))}
      />
      {isComparable(view) && (
        <Select
          label={t('compare.label')}
          value={view.compare ?? 'none'}
          onChange={(compare) => onChange({ compare: compare === 'none' ? undefined : compare })}
          options={(['none', ...COMPARISON_NAMES] as const).map((compare) => ({ value: compare, label: t(`compare.${compare}`) }))}
        />
      )}
      <Select
        label={t('refresh.label')}
        value={String(view.refreshS)}
        onChange={(text) => onChange({ refresh: REFRESH_S.find((seconds) => String(seconds) === text) })}
        options={REFRESH_S.map((seconds) => ({ value: String(seconds), label: t(`refresh.${seconds}`) }))}
      />
      {view.refreshS === 0 && <Button onClick={onRefresh}>{t('refresh.now')}</Button>}
    </FilterBar>
  );
}

const momentText = (at: number): string => `${formatDate(at)} ${formatMinute(at)}`;

function OwnPeriod({ view, onChange }: Pick<ToolbarProps, 'view' | 'onChange'>) {
  const { t } = useTranslation('performance');
  const now = stationClock.now();
  const [from, setFrom] = useState(momentText(view.from ?? now - lengthOf(view)));
  const [to, setTo] = useState(momentText(view.to ?? now));
  const [isTried, setTried] = useState(false);
  const [begin, end] = [parseMoment(from), parseMoment(to)];
  const isOrdered = begin !== null && end !== null && begin < end;
  function apply(): void {
    setTried(true);
    if (isOrdered) onChange({ period: 'own', from: begin, to: end });
  }
  return (
    <span className={styles.own}>
      <TextField
        label={t('own.from')}
        value={from}
        onChange={setFrom}
        onSubmit={apply}
        maxLength={16}
        error={isTried && begin === null ? t('own.format') : null}
      />
      <TextField
        label={t('own.to')}
        value={to}
        onChange={setTo}
        onSubmit={apply}
        maxLength={16}
        error={isTried && end === null ? t('own.format') : isTried && !isOrdered && begin !== null ? t('own.order') : null}
      />
      <Button onClick={apply}>{t('own.apply')}</Button>
      <span className="meta">{t('own.zone')}</span>
    </span>
  );
}
