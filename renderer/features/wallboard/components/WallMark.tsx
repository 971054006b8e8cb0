import { type MarkLevel, type MarkState, SeverityMark } from '../../../components/SeverityMark/SeverityMark.tsx';
import styles from './zones.module.css';

/** The severity mark in wall units: 136 in counters and critical rows, 100 in major rows, 88 elsewhere. */
export function WallMark({ level, state, size }: { readonly level: MarkLevel; readonly state: MarkState; readonly size: 136 | 100 | 88 }) {
  return (
    <span className={styles.mark} data-size={size}>
      <SeverityMark level={level} state={state} size={size} />
    </span>
  );
}
