import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { NetworkPlaces } from '../../../shared/contracts/topology.ts';
import { SEVERITIES } from '../../../shared/domain/alarm/severity.ts';
import type { Instant } from '../../../shared/domain/id.ts';
import { Age } from '../../components/Age/Age.tsx';
import { SeverityMark } from '../../components/SeverityMark/SeverityMark.tsx';
import { formatCount } from '../../lib/format.ts';
import type { Place } from '../resources/index.ts';
import type { Canvas, Line } from './canvas.ts';
import { layPlaces } from './model.ts';
import styles from './topology.module.css';
import { useCanvas } from './useCanvas.ts';

interface Props {
  /** When the links that are shown were worked out. */
  readonly at: Instant;
  /** Ages are of now; what was has none. */
  readonly isPast: boolean;
  readonly places: readonly Place[];
  readonly links: NetworkPlaces['links'];
  readonly chosen: string | null;
  onChoose(name: string): void;
  onOpen(name: string): void;
  onNothing(): void;
  /** Gives the page a hold on what can be done with the map. */
  onReady(canvas: Pick<Canvas, 'showAll' | 'zoom'>): void;
}

interface Bundle extends Line {
  readonly count: number;
}

/** A place may be without a name, which the canvas does not take. */
const keyOf = (name: string): string => `@${name}`;
const endOf = (name: string): Line['a'] => ({ node: keyOf(name), resourceId: null, name, port: '' });
/** A place is looked at within so long. */
const LOOKED_MS = 60_000;

/** Places as cards, and how many links there are between them; each shows the worst that is there, all counts, and its age. */
export function PlacesMap({ at: shownAt, isPast, places, links, chosen, onChoose, onOpen, onNothing, onReady }: Props) {
  const { t } = useTranslation('topology');
  const { field, layer, canvas } = useCanvas({ onNothing, onReady });
  // Where cards are depends on the names and what joins them, not on what happens there.
  const names = places
    .map(({ name }) => name)
    .sort()
    .join('\n');
  const at = useMemo(() => layPlaces(names.split('\n'), links), [names, links]);
  const lines = useMemo(
    () =>
      links
        .filter(({ a, b }) => at.has(a) && at.has(b))
        .map(({ a, b, links: count }): Bundle => ({ id: `${a}\n${b}`, a: endOf(a), b: endOf(b), count })),
    [links, at],
  );

  useEffect(() => {
    canvas?.draw<Bundle>({
      ...{ nodes: [...at.keys()].map(keyOf), places: new Map([...at].map(([name, place]) => [keyOf(name), place])) },
      ...{ links: lines, hasPorts: false, of: 'places' },
      stateOf: () => 'seen',
      noteOf: ({ count }) => t('places.links', { count }),
      looksOf: ({ count }) => [count > 8 ? 'widest' : count > 2 ? 'wide' : 'plain'],
    });
  }, [canvas, at, lines, t]);

  return (
    <div className={styles.map} data-at={shownAt}>
      <div className={styles.field} ref={field} aria-hidden="true" />
      <ul className={styles.nodes} ref={layer} aria-label={t('places.drawn')}>
        {places.map((place) => {
          const position = at.get(place.name);
          return (
            position && (
              <li key={place.name} className={styles.card} style={{ left: position.x, top: position.y }}>
                <PlaceCard
                  place={place}
                  isPast={isPast}
                  isChosen={place.name === chosen}
                  onClick={() => onChoose(place.name)}
                  onOpen={() => onOpen(place.name)}
                />
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

interface CardProps {
  readonly place: Place;
  readonly isPast: boolean;
  readonly isChosen: boolean;
  onClick(): void;
  onOpen(): void;
}

function PlaceCard({ place, isPast, isChosen, onClick, onOpen }: CardProps) {
  const { t } = useTranslation('topology');
  const { name, count, silent, worst, alarms, isWaiting, checkedAt } = place;
  return (
    <button
      type="button"
      className={styles.placeCard}
      aria-pressed={isChosen}
      data-level={worst ?? undefined}
      data-silent={silent === count || undefined}
      onClick={onClick}
      onDoubleClick={onOpen}
    >
      <span className={styles.cardHead}>
        {worst ? (
          <SeverityMark level={worst} state={isWaiting ? 'unacknowledged' : 'acknowledged'} size={20} />
        ) : (
          silent === count && <SeverityMark level="unknown" state="plain" size={20} />
        )}
        <b>{name || t('places.none')}</b>
        {!isPast && <Age at={checkedAt} intervalMs={LOOKED_MS} />}
      </span>
      <span className={styles.cardCount}>
        <b>{formatCount(count)}</b> {t('places.unit')}
        {silent > 0 && <span>{t('places.silent', { count: silent })}</span>}
      </span>
      <span className={styles.cardAlarms}>
        {SEVERITIES.filter((severity) => alarms[severity] > 0).map((severity) => (
          <span key={severity}>
            <SeverityMark level={severity} state="acknowledged" size={14} /> {formatCount(alarms[severity])}
          </span>
        ))}
        {worst === null && t('places.calm')}
      </span>
    </button>
  );
}
