import { useSyncExternalStore } from 'react';
import { SEVERITIES, type Severity } from '../../../shared/domain/alarm/severity.ts';

/** A tile that zrender repeats as fill. */
export interface Hatch {
  readonly image: HTMLCanvasElement;
  readonly repeat: 'repeat';
  readonly scaleX: number;
  readonly scaleY: number;
}

/** The colours of a chart, taken from the skin in force. */
export interface ChartSkin {
  readonly ink: string;
  readonly inkSecond: string;
  readonly inkMeta: string;
  readonly grid: string;
  readonly trace: string;
  readonly band: string;
  readonly panel: string;
  readonly font: string;
  readonly outline: string;
  readonly severity: Readonly<Record<Severity, { readonly fill: string; readonly ink: string }>>;
  /** Null where there is no canvas (a test): gaps are then drawn as a plain tint. */
  readonly hatch: Hatch | null;
}

/** Edge of the hatch tile in CSS pixels; the line runs corner to corner, so tiles join. */
const TILE = 8;

/** Reads the tokens of the skin as they are now. */
export function readSkin(): ChartSkin {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  const severity = Object.fromEntries(
    SEVERITIES.map((level) => [level, { fill: token(`--sev-${level}`), ink: token(`--on-${level}`) }]),
  ) as Record<Severity, { fill: string; ink: string }>;
  return {
    ink: token('--ink'),
    inkSecond: token('--ink-2'),
    inkMeta: token('--ink-3'),
    grid: token('--line'),
    trace: token('--trace'),
    band: token('--band'),
    panel: token('--panel'),
    font: token('--font-ui'),
    outline: token('--mark-outline'),
    severity,
    hatch: hatchTile(token('--line-strong')),
  };
}

function hatchTile(colour: string): Hatch | null {
  const ratio = window.devicePixelRatio || 1;
  const image = document.createElement('canvas');
  image.width = image.height = Math.round(TILE * ratio);
  const context = image.getContext('2d');
  if (!context) return null;
  context.strokeStyle = colour;
  context.lineWidth = ratio;
  const edge = image.width;
  context.beginPath();
  for (const shift of [-edge, 0, edge]) {
    context.moveTo(shift - ratio, edge + ratio);
    context.lineTo(shift + edge + ratio, -ratio);
  }
  context.stroke();
  return { image, repeat: 'repeat', scaleX: 1 / ratio, scaleY: 1 / ratio };
}

let current: { readonly name: string; readonly skin: ChartSkin } | null = null;

function subscribe(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-skin'] });
  return () => observer.disconnect();
}

/** The colours of the skin the document wears now; the same object until it wears another one, whether a chart is there to see the change or not. */
export function chartSkin(): ChartSkin {
  const name = document.documentElement.dataset.skin ?? '';
  if (current?.name !== name) current = { name, skin: readSkin() };
  return current.skin;
}

/** The colours of the skin in force; changes with `data-skin` of the document. */
export function useChartSkin(): ChartSkin {
  return useSyncExternalStore(subscribe, chartSkin);
}
