export { Chart, type ChartProps } from './Chart.tsx';
export type { ChartLine } from './ChartParts.tsx';
export { CursorBar } from './CursorBar.tsx';
export { CursorProvider } from './cursor.tsx';
export type { ThresholdLine } from './model.ts';
export { OverlayChart, type OverlayChartProps, type OverlaySeries } from './OverlayChart.tsx';
export { dashOf, MOST_UNITS, unitOf, unitsOf } from './overlay.ts';
export { qualityText, sampleWord } from './quality.ts';
export { SeriesChart, type SeriesChartProps } from './SeriesChart.tsx';
