import { useTranslation } from 'react-i18next';
import type { Health } from '../../../../shared/contracts/health.ts';
import { DEFAULT_INTERVAL_S } from '../../../../shared/domain/inventory/resource.ts';
import { freshness } from '../../../../shared/domain/time/age.ts';
import { wireText } from '../../../i18n/index.ts';
import { useNow } from '../../../lib/clock.ts';
import { formatAge } from '../../../lib/format.ts';
import { useLink } from '../../../lib/liveClient.ts';
import { useStation } from '../../../lib/session.ts';
import type { Away } from '../useAway.ts';
import styles from './wall.module.css';

export interface WallSourcesProps {
  readonly health: Health | undefined;
  readonly away: Away | null;
  readonly isAway: boolean;
}

/** Every source with the age of its newest datum, and for ten minutes what was missed. */
export function WallSources({ health, away, isAway }: WallSourcesProps) {
  const { t } = useTranslation(['wall', 'common']);
  const station = useStation();
  const now = useNow();
  const { lastAt } = useLink();
  return (
    <footer className={styles.sources}>
      {station?.isLab === true && <b className={styles.lab}>{t('common:lab.note')}</b>}
      <Source
        name={t('wall:source.station')}
        state={isAway ? 'stale' : 'live'}
        age={isAway ? t('wall:source.lost') : lastAt === null ? t('wall:source.none') : formatAge(now - lastAt)}
      />
      {(health?.collectors ?? [])
        .filter((collector) => collector.targets > 0)
        .map(({ protocol, lastAt: at }) => {
          const ageMs = at === null ? null : now - at;
          const state = freshness(ageMs, DEFAULT_INTERVAL_S.key * 1000);
          return (
            <Source
              key={protocol}
              name={wireText('terms', `protocol.${protocol}`) ?? protocol}
              state={isAway && state === 'live' ? 'stale' : state}
              age={ageMs === null ? t('wall:source.none') : formatAge(ageMs)}
            />
          );
        })}
      {away !== null && (away.added > 0 || away.cleared > 0) && <span className={styles.missed}>{t('wall:source.away', { ...away })}</span>}
    </footer>
  );
}

function Source({ name, state, age }: { readonly name: string; readonly state: string; readonly age: string }) {
  return (
    <span className={styles.source} data-freshness={state}>
      <span>{name}</span> <b>{age}</b>
    </span>
  );
}
