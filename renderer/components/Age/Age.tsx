import { useTranslation } from 'react-i18next';
import type { Instant } from '../../../shared/domain/id.ts';
import { type Freshness, freshness } from '../../../shared/domain/time/age.ts';
import { useNow } from '../../lib/clock.ts';
import { formatAge } from '../../lib/format.ts';
import { useIsLost } from '../../lib/liveClient.ts';
import styles from './Age.module.css';

export interface AgeProps {
  /** Newest sample at the source; null when there never was one. */
  readonly at: Instant | null;
  /** How often it should come. */
  readonly intervalMs: number;
  /** Words before the figure. */
  readonly label?: string;
}

/** Age of data in its largest whole unit: live plain, late amber, stale boxed on hatch, lost dashed. While the station is away every datum is stale. */
export function Age({ at, intervalMs, label }: AgeProps) {
  const { t } = useTranslation('common');
  const now = useNow();
  const ageMs = at === null ? null : now - at;
  const isLost = useIsLost();
  const shown: Freshness = isLost && ageMs !== null ? 'stale' : freshness(ageMs, intervalMs);
  const text = ageMs === null ? t('age.none') : formatAge(ageMs);
  return (
    <span className={styles.age} data-freshness={shown}>
      <span>
        {label === undefined ? '' : `${label} `}
        {text}
      </span>
    </span>
  );
}
