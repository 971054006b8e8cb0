import type { TFunction } from 'i18next';
import type { ComparedSeries } from '../../../shared/contracts/resources.ts';
import type { Comparison } from '../../../shared/domain/metric/comparison.ts';
import { formatMetric } from '../../lib/format.ts';
import { valueAt } from './gaps.ts';
import type { ComparedLine } from './model.ts';

/** What is known of a comparison: nothing yet, the past, or why the newest question for it failed. */
export interface ComparedState {
  readonly data: ComparedSeries | undefined;
  readonly error: unknown;
}

/** A legend; without `kind` nothing is drawn that it could explain. */
export interface ComparedLegend {
  readonly label: string;
  readonly kind: ComparedLine['kind'] | null;
}

type Texts = TFunction<['chart', 'terms']>;

/** How what is compared is drawn. */
export const kindOf = (compare: Comparison): ComparedLine['kind'] => (compare === 'baseline' ? 'band' : 'line');

/** The legend of a comparison, and what is wrong with it. */
export function comparedLegend(t: Texts, compare: Comparison, { data, error }: ComparedState): ComparedLegend {
  if (!data) return { label: error ? t('chart:compared.failed') : t(`chart:compared.waiting.${compare}`), kind: null };
  const label = data.pasts === 0 ? t(`chart:compared.none.${compare}`) : t(`chart:compared.${compare}`, { count: data.pasts });
  return { label: error ? t('chart:compared.old', { label }) : label, kind: data.pasts === 0 ? null : kindOf(compare) };
}

/** What is compared at an instant; null where there is nothing. */
export function comparedText(t: Texts, compare: Comparison, past: ComparedSeries, at: number): string | null {
  const point = valueAt(past, at);
  if (!point) return null;
  const text = (value: number) => formatMetric(past.metric, value);
  return compare === 'baseline' ? t('chart:compared.between', { min: text(point.min), max: text(point.max) }) : text(point.avg);
}
