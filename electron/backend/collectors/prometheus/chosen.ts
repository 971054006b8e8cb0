import { type Figure, missing } from '../../../../shared/domain/observation/quality.ts';
import { isCounter, isSelected, type Selector, seriesId } from '../../../../shared/domain/prometheus/selector.ts';
import type { Exposition } from '../../../../shared/domain/prometheus/text.ts';

/** Most series that the selectors of one check may choose. */
export const MOST_CHOSEN = 100;

/** Counters of one cycle, when they were read (monotonic ms), and when the process that counts began (0 where it does not say). */
export interface CountersBefore {
  readonly at: number;
  readonly begunAt: number;
  readonly values: ReadonlyMap<string, number>;
}

export interface ChosenReading extends Figure {
  readonly metric: 'prometheus.value' | 'prometheus.rate';
  readonly series: string;
}

export interface Chosen {
  readonly readings: readonly ChosenReading[];
  /** How many more were chosen than one check may have. */
  readonly omitted: number;
  /** The selectors that chose nothing. */
  readonly unmatched: readonly Selector[];
  readonly counters: CountersBefore;
}

export const BEGUN_AT = 'process_start_time_seconds';

const rateFigure = (rate: number): Figure => {
  if (!Number.isFinite(rate)) return missing('noValue');
  return rate >= 0 ? { value: rate } : missing('restarted');
};

/** The chosen series of a text: the value of a gauge; of a counter its increase a second, null at first and where it began again. */
export function chooseSeries(
  { samples, types }: Exposition,
  selectors: readonly Selector[],
  before: CountersBefore | null,
  at: number,
): Chosen {
  const begunAt = samples.find(({ name }) => name === BEGUN_AT)?.value ?? 0;
  const isContinuous = before !== null && before.begunAt === begunAt && at > before.at;
  const chosen = new Map(
    samples.filter((sample) => selectors.some((selector) => isSelected(selector, sample))).map((sample) => [seriesId(sample), sample]),
  );
  const kept = [...chosen].slice(0, MOST_CHOSEN);
  const counters = new Map<string, number>();
  const readings = kept.map(([series, { name, value }]): ChosenReading => {
    if (!isCounter(name, types))
      return { metric: 'prometheus.value', series, ...(Number.isFinite(value) ? { value } : missing('noValue')) };
    counters.set(series, value);
    const last = isContinuous ? before.values.get(series) : undefined;
    if (last === undefined || !before)
      return { metric: 'prometheus.rate', series, ...missing(before && !isContinuous ? 'restarted' : 'first') };
    const rate = (value - last) / ((at - before.at) / 1000);
    return { metric: 'prometheus.rate', series, ...rateFigure(rate) };
  });
  return {
    readings,
    omitted: chosen.size - kept.length,
    unmatched: selectors.filter((selector) => !samples.some((sample) => isSelected(selector, sample))),
    counters: { at, begunAt, values: counters },
  };
}
