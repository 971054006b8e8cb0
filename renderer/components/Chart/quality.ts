import type { TFunction } from 'i18next';
import { type Doubt, isDoubt, type Quality, type QualityStretch, type Reason } from '../../../shared/domain/observation/quality.ts';
import { formatMetric } from '../../lib/format.ts';
import { type Columns, type Gap, mergeSpans, type Span, valueAt } from './gaps.ts';

type Texts = TFunction<['chart', 'terms']>;

const overlaps = (one: Span, other: Span): boolean => one.from < other.to && other.from < one.to;
const isReason = (quality: Quality): quality is Reason => !isDoubt(quality);
const NONE: QualityStretch[] = [];

/** The stretch that a point stands for: its bucket, or the moment of a sample. */
const bucketOf = ({ stepMs }: Columns, at: number): Span => ({ from: at, to: at + Math.max(1, stepMs) });

/** Gaps with why there is nothing, each reason once in the order of time; none where nobody said it. */
export function explained(gaps: readonly Span[], lines: readonly Columns[]): readonly Gap[] {
  const known = lines.flatMap(({ quality = NONE }) => quality).sort((a, b) => a.from - b.from);
  return gaps.map(({ from, to }) => {
    const reasons = known.flatMap((one) => (isReason(one.quality) && overlaps(one, { from, to }) ? [one.quality] : []));
    return reasons.length === 0 ? { from, to } : { from, to, reasons: [...new Set(reasons)] };
  });
}

/** What is to be doubted about the point at `at`; null where nothing is. */
export function doubtOf(columns: Columns, at: number): Doubt | null {
  const bucket = bucketOf(columns, at);
  const found = (columns.quality ?? NONE).find((one) => overlaps(one, bucket) && isDoubt(one.quality));
  return found && isDoubt(found.quality) ? found.quality : null;
}

/** Why there is no value at `at`: what was said last of that moment or of the time since the newest value; null where nobody said it. */
export function reasonAt(columns: Columns, at: number): Reason | null {
  const { quality = NONE } = columns;
  const place = columns.at.findLastIndex((time, i) => time <= at && columns.avg[i] != null);
  const since = place < 0 ? Number.NEGATIVE_INFINITY : (columns.at[place] ?? 0);
  const until = bucketOf(columns, at).to;
  const found = quality.findLast((one) => isReason(one.quality) && one.from < until && one.to > since);
  return found && isReason(found.quality) ? found.quality : null;
}

/** The stretches whose values are to be doubted, inside `window`; those that touch are one. */
export function doubtedSpans({ quality = NONE }: Columns, window: Span): readonly Span[] {
  const doubted = quality.filter((one) => isDoubt(one.quality) && overlaps(one, window));
  return mergeSpans(doubted.map(({ from, to }) => ({ from: Math.max(from, window.from), to: Math.min(to, window.to) })));
}

/** A quality in words: `存疑：…` for a doubt, the reason itself for a gap. */
export function qualityText(t: Texts, quality: Quality): string {
  const name = t(`terms:quality.${quality}`);
  return isDoubt(quality) ? t('chart:quality.doubt', { name }) : name;
}

/** Several in words. */
export const qualitiesText = (t: Texts, qualities: readonly Quality[]): string =>
  qualities.map((quality) => qualityText(t, quality)).join(t('chart:list.and'));

/** How good a single sample is, in words: a gap of which nobody said why is said to be one. */
export function sampleWord(t: Texts, value: number | null, quality: Quality | undefined): string {
  if (quality !== undefined) return qualityText(t, quality);
  return t(value === null ? 'chart:quality.unsaid' : 'chart:quality.good');
}

/** What a curve shows at an instant, with what is less than good about it, or that there is nothing and why. */
export function readingAt(t: Texts, metric: string, columns: Columns, at: number): string {
  const point = valueAt(columns, at);
  if (point) {
    const doubt = doubtOf(columns, point.at);
    const value = formatMetric(metric, point.avg);
    return doubt === null ? value : t('chart:cursor.noted', { value, note: qualityText(t, doubt) });
  }
  const reason = reasonAt(columns, at);
  const value = t('chart:cursor.none');
  return reason === null ? value : t('chart:cursor.noted', { value, note: qualityText(t, reason) });
}
