import { useTranslation } from 'react-i18next';
import type { Alarm } from '../../../../shared/contracts/alarms.ts';
import type { ResourceList } from '../../../../shared/contracts/resources.ts';
import { SEVERITIES } from '../../../../shared/domain/alarm/severity.ts';
import { useNow } from '../../../lib/clock.ts';
import { formatAge, formatCount } from '../../../lib/format.ts';
import { useBefore } from '../../../lib/old.ts';
import { type Place, placesOf } from '../../resources/index.ts';
import { WallMark } from './WallMark.tsx';
import styles from './zones.module.css';

const TILE_HEIGHT = 252;
/** Up to as many as fit below each other, a place has the whole width and says every severity. */

export interface WallPlacesProps {
  readonly resources: ResourceList | undefined;
  readonly alarms: readonly Alarm[];
  readonly height: number;
  readonly isAway: boolean;
}

/** Places by the worst thing that is there: grey where nothing is, hatched where nothing is known. */
export function WallPlaces({ resources, alarms, height, isAway }: WallPlacesProps) {
  const { t } = useTranslation('wall');
  const now = useNow();
  const before = useBefore(isAway);
  const places = placesOf(resources?.items ?? [], alarms, now);
  const rows = Math.floor(height / TILE_HEIGHT);
  const isWide = places.length <= rows;
  const shown = places.slice(0, isWide ? rows : rows * 2);
  return (
    <section className={styles.zone} data-zone="places" data-away={isAway || undefined}>
      <h2 className={styles.title}>
        <span>{isAway ? t('places.title.before') : t('places.title')}</span>
        <em>{t('list.count', { shown: shown.length, total: places.length })}</em>
      </h2>
      {shown.length === 0 && <p className={styles.none}>{resources === undefined ? t('places.waiting') : before(t('places.none'))}</p>}
      <ul className={styles.places} data-wide={isWide || undefined}>
        {shown.map((place) => (
          <PlaceTile key={place.name} place={place} now={now} isAway={isAway} isWide={isWide} />
        ))}
      </ul>
    </section>
  );
}

interface PlaceTileProps {
  readonly place: Place;
  readonly now: number;
  readonly isAway: boolean;
  readonly isWide: boolean;
}

function PlaceTile({ place, now, isAway, isWide }: PlaceTileProps) {
  const { t } = useTranslation('wall');
  const all = formatCount(place.count);
  const isSilent = place.silent === place.count;
  const abnormal =
    isWide || place.abnormal === 0 ? t('places.all', { all }) : t('places.abnormal', { abnormal: formatCount(place.abnormal) });
  return (
    <li className={styles.place} data-level={place.worst ?? undefined} data-silent={isSilent || undefined}>
      <p className={styles.placeName}>
        <b>{place.name || t('places.unnamed')}</b>
        {isWide ? <Counts place={place} isAway={isAway} /> : <Worst place={place} isAway={isAway} />}
        {place.worst === null && isSilent && <WallMark level="unknown" state="plain" size={88} />}
      </p>
      <p className={styles.placeFigures}>
        <span>{isSilent ? t('places.silent', { all }) : abnormal}</span>
        <em>{place.checkedAt === null ? '' : formatAge(now - place.checkedAt)}</em>
      </p>
    </li>
  );
}

function Worst({ place, isAway }: Pick<PlaceTileProps, 'place' | 'isAway'>) {
  if (place.worst === null) return null;
  return <WallMark level={place.worst} state={place.isWaiting && !isAway ? 'unacknowledged' : 'acknowledged'} size={88} />;
}

function Counts({ place, isAway }: Pick<PlaceTileProps, 'place' | 'isAway'>) {
  return (
    <span className={styles.placeCounts}>
      {SEVERITIES.filter((severity) => place.alarms[severity] > 0).map((severity) => (
        <span key={severity}>
          <WallMark
            level={severity}
            state={severity === place.worst && place.isWaiting && !isAway ? 'unacknowledged' : 'acknowledged'}
            size={88}
          />
          {formatCount(place.alarms[severity])}
        </span>
      ))}
    </span>
  );
}
