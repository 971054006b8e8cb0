import { useTranslation } from 'react-i18next';
import type { NetworkPlaces } from '../../../shared/contracts/topology.ts';
import { Button } from '../../components/Button/Button.tsx';
import { Panel } from '../../components/Panel/Panel.tsx';
import { formatCount } from '../../lib/format.ts';
import type { Place } from '../resources/index.ts';
import styles from './topology.module.css';

interface Props {
  /** Null while none is chosen. */
  readonly place: Place | null;
  readonly places: readonly Place[];
  readonly links: NetworkPlaces['links'];
  onChoose(name: string): void;
  onOpen(name: string): void;
}

/** Beside the places: the chosen one and where its links lead, else all of them by name, for whoever does not see the cards. */
export function PlacePanel({ place, places, links, onChoose, onOpen }: Props) {
  const { t } = useTranslation('topology');
  const named = (name: string): string => name || t('places.none');
  if (place === null)
    return (
      <aside className={styles.side} aria-label={t('selection')}>
        <Panel title={t('places.all')} meta={t('places.count', { count: places.length })} padded={false}>
          <ul className={styles.links}>
            {places.map(({ name, count, abnormal }) => (
              <li key={name}>
                <button type="button" className={styles.link} onClick={() => onChoose(name)}>
                  {t('places.line', { name: named(name), count, abnormal: formatCount(abnormal) })}
                </button>
              </li>
            ))}
          </ul>
        </Panel>
      </aside>
    );
  const own = links.flatMap(({ a, b, links: count }) =>
    a === place.name ? [{ to: b, count }] : b === place.name ? [{ to: a, count }] : [],
  );
  return (
    <aside className={styles.side} aria-label={t('selection')}>
      <Panel title={named(place.name)} meta={t('places.resources', { count: place.count })}>
        <p>{t('places.abnormal', { count: place.abnormal, silent: formatCount(place.silent) })}</p>
        <p className={styles.actions}>
          <Button look="primary" kbd="Enter" onClick={() => onOpen(place.name)}>
            {t('places.open')}
          </Button>
        </p>
      </Panel>
      <Panel title={t('places.out')} meta={t('links.count', { count: own.reduce((sum, { count }) => sum + count, 0) })} padded={false}>
        {own.length === 0 ? (
          <p className={styles.note}>{t('places.alone')}</p>
        ) : (
          <ul className={styles.links}>
            {own.map(({ to, count }) => (
              <li key={to}>
                <button type="button" className={styles.link} onClick={() => onChoose(to)}>
                  {t('places.to', { name: named(to), count })}
                </button>
              </li>
            ))}
          </ul>
        )}
      </Panel>
    </aside>
  );
}
