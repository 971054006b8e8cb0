import styles from './Icon.module.css';

/** Stroke drawings on a 16 x 16 grid, one line weight. */
const PATHS = {
  bell: 'M8 2.2c-2.3 0-3.8 1.7-3.8 3.9v2.6L2.8 11.2h10.4l-1.4-2.5V6.1c0-2.2-1.5-3.9-3.8-3.9ZM6.6 13.6h2.8',
  layers: 'm8 1.8 6.2 3.3L8 8.4 1.8 5.1ZM1.8 8.2 8 11.4l6.2-3.2M1.8 11.1 8 14.3l6.2-3.2',
  ledger: 'M3.2 1.8h9.6v12.4H3.2ZM5.6 5.2h4.8M5.6 8h4.8M5.6 10.8h2.6',
  pulse: 'M1.2 8.4h2.9l2-5.2 3.4 9.8 2.2-4.6h3.1',
  search: 'M11.3 6.9a4.4 4.4 0 1 1-8.8 0 4.4 4.4 0 0 1 8.8 0ZM10.2 10.2l3.8 3.8',
  sound: 'M2.2 6.2v3.6h2.3l3.3 2.8V3.4L4.5 6.2ZM10.4 5.7a3.3 3.3 0 0 1 0 4.6M12.3 3.8a6 6 0 0 1 0 8.4',
  muted: 'M2.2 6.2v3.6h2.3l3.3 2.8V3.4L4.5 6.2ZM10.6 6.1l3.6 3.8M14.2 6.1l-3.6 3.8',
  lock: 'M3.4 7.2h9.2v7H3.4ZM5.4 7.2V5a2.6 2.6 0 0 1 5.2 0v2.2',
  unlink: 'M6.9 4.7 8.8 2.8a3 3 0 0 1 4.3 4.3l-1.9 1.9M9.1 11.3l-1.9 1.9a3 3 0 0 1-4.3-4.3L4.8 7M2.2 2.2l11.6 11.6',
  clock: 'M14.2 8A6.2 6.2 0 1 1 1.8 8a6.2 6.2 0 0 1 12.4 0ZM8 4.6V8l2.3 1.7',
  box: 'm8 1.9 5.9 3.3v5.6L8 14.1l-5.9-3.3V5.2ZM2.1 5.2 8 8.5l5.9-3.3M8 8.5v5.6',
  page: 'M3.6 1.8h5.8l3 3v9.4H3.6ZM9.4 1.8v3h3M5.8 8.2h4.4M5.8 10.9h4.4',
  check: 'm3.2 8.5 3.1 3.1 6.5-7',
  dash: 'M4.6 8h6.8',
  cross: 'm4.2 4.2 7.6 7.6M11.8 4.2l-7.6 7.6',
  down: 'm4.2 6.2 3.8 3.8 3.8-3.8',
  right: 'm6.2 4.2 3.8 3.8-3.8 3.8',
  frozen: 'M8 1.6v12.8M2.5 4.8l11 6.4M13.5 4.8l-11 6.4',
  person: 'M11 5a3 3 0 1 1-6 0 3 3 0 0 1 6 0ZM2.6 14.2c.2-3 2.4-4.8 5.4-4.8s5.2 1.8 5.4 4.8',
  disk: 'M2.2 4.2c0-1.1 2.6-2 5.8-2s5.8.9 5.8 2v7.6c0 1.1-2.6 2-5.8 2s-5.8-.9-5.8-2ZM2.2 4.2c0 1.1 2.6 2 5.8 2s5.8-.9 5.8-2',
  download: 'M8 2v8.2M4.6 7 8 10.4 11.4 7M2.6 13.6h10.8',
  plus: 'M8 3.2v9.6M3.2 8h9.6',
  chart: 'M2.2 2.2v11.6h11.6M4.6 10.6l3-3.6 2.4 2 3.6-4.8',
  radar: 'M14.2 8A6.2 6.2 0 1 1 8 1.8M11 8a3 3 0 1 1-3-3M8 8l5-5',
  sliders:
    'M2.2 4.4h6.4M11.8 4.4h2M2.2 11.6h2M7.4 11.6h6.4M11.8 4.4a1.6 1.6 0 1 1-3.2 0 1.6 1.6 0 0 1 3.2 0ZM7.4 11.6a1.6 1.6 0 1 1-3.2 0 1.6 1.6 0 0 1 3.2 0Z',
  lines: 'M2.2 3.6h11.6M2.2 6.6h8M2.2 9.6h11.6M2.2 12.6h6',
  switch: 'M2.4 6h9.8M9.6 3.4 12.2 6 9.6 8.6M13.6 10H3.8M6.4 7.4 3.8 10l2.6 2.6',
  network: 'M6 2h4v3.4H6ZM1.8 10.6h4V14h-4ZM10.2 10.6h4V14h-4ZM8 5.4v2.6M3.8 10.6V8h8.4v2.6',
  screen: 'M1.8 3h12.4v8.4H1.8ZM6 14h4M8 11.4V14',
} as const satisfies Record<string, string>;

export type IconName = keyof typeof PATHS;

/** The strokes of a drawing on its 16 x 16 grid, as the path of an SVG. */
export const iconPath = (name: IconName): string => PATHS[name];

/** A line drawing, never the only carrier of meaning. `size` in px. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg className={styles.icon} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
