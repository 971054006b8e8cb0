import type { ReactNode } from 'react';
import styles from './Tile.module.css';

export interface TileProps {
  readonly label: string;
  readonly value: ReactNode;
  readonly unit?: string;
  /** A severity mark beside the label where the figure is abnormal. */
  readonly mark?: ReactNode;
  /** Age of the figure, right end. */
  readonly age: ReactNode;
  /** One line of context. */
  readonly note?: ReactNode;
  /** A small curve at the right of the figure. */
  readonly curve?: ReactNode;
  readonly isStale?: boolean;
}

/** One figure with its label, age and a line of context. */
export function Tile({ label, value, unit, mark, age, note, curve, isStale = false }: TileProps) {
  return (
    <div className={styles.tile} data-stale={isStale || undefined}>
      <div className={styles.label}>
        {mark}
        <span className="ellipsis">{label}</span>
        <span className={styles.age}>{age}</span>
      </div>
      <div className={styles.value}>
        {value}
        {unit !== undefined && <small>{unit}</small>}
        {curve && <span className={styles.curve}>{curve}</span>}
      </div>
      <div className={styles.note}>{note}</div>
    </div>
  );
}
