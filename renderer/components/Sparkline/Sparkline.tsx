import { pathsOf } from './paths.ts';
import styles from './Sparkline.module.css';

export interface SparklineProps {
  /** In even steps, the oldest first; null where nothing is known. */
  readonly values: readonly (number | null)[];
  /** Drawn where it lies within what is shown. */
  readonly limit?: number | null;
  /** What it shows, in words. */
  readonly label: string;
  readonly size?: 'cell' | 'tile';
}

/** A small curve beside its figure: from nothing up to its highest, a break where nothing is known, never a line across it. */
export function Sparkline({ values, limit = null, label, size = 'cell' }: SparklineProps) {
  const [width, height] = size === 'tile' ? [120, 28] : [36, 16];
  const { lines, dots, limitY } = pathsOf(values, { width, height, limit });
  return (
    <svg className={styles.curve} width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <title>{label}</title>
      <line className={styles.base} x1={0} x2={width} y1={height - 0.5} y2={height - 0.5} />
      {limitY !== null && <line className={styles.limit} x1={0} x2={width} y1={limitY} y2={limitY} />}
      {lines.map((points) => (
        <polyline key={points} points={points} />
      ))}
      {dots.map(([x, y]) => (
        <circle key={x} cx={x} cy={y} r={1} />
      ))}
    </svg>
  );
}
