import { FAULT_KINDS } from './fault.ts';

/** What is to be doubted about a value that is there. */
const DOUBTS = [
  /** A counter of 32 bits went round, and how fast it can rise is not known: counted as once (RFC 2578 7.1.6). */
  'wrapped',
  /** A rate above the speed of its port, by no more than counters and clock can be apart. */
  'aboveSpeed',
] as const;

/** Why a value that was asked for is not there. */
const REASONS = [
  ...FAULT_KINDS,
  /** A rate needs two readings. */
  'first',
  /** What counts began again, or says that its count is not continuous. */
  'restarted',
  /** A counter of 32 bits can go round more than once in an interval. */
  'tooFast',
  /** A figure that cannot be: a share above all there is, a rate far above the speed of its port. */
  'implausible',
  /** A counter that is none, a number that is a text. */
  'wrongType',
  /** The source itself says that it has no value now. */
  'noValue',
  /** It was there, and the source no longer has it (noSuchObject, noSuchInstance). */
  'absent',
  /** The walk of its table did not go forward and was cut off (RFC 3416 4.2.3). */
  'loop',
  /** The answer does not fit into a message of the source. */
  'tooBig',
] as const;

/** Everything less than good that is known of a sample. A sample without one is good, or a gap nobody gave a reason for. */
export const QUALITIES = [...DOUBTS, ...REASONS] as const;
export type Quality = (typeof QUALITIES)[number];
export type Doubt = (typeof DOUBTS)[number];
export type Reason = (typeof REASONS)[number];

/** True for what is to be doubted about a value; false for the reason of a gap. */
export const isDoubt = (quality: Quality): quality is Doubt => DOUBTS.some((doubt) => doubt === quality);

/** True where a doubt goes with a value and a reason with a gap. */
export const fitsValue = (quality: Quality, value: number | null): boolean => isDoubt(quality) === (value !== null);

/** A figure with what is less than good about it. */
export interface Figure {
  readonly value: number | null;
  readonly quality?: Quality;
}

const GAPS = Object.fromEntries(REASONS.map((quality) => [quality, { value: null, quality }])) as Record<Reason, Figure>;

/** A gap with its reason: the same object for each reason, since a station has a million series. */
export const missing = (reason: Reason): Figure => GAPS[reason];

/** A value with its doubt, or alone where there is none. */
export const figureOf = (value: number, doubt: Doubt | null = null): Figure => (doubt === null ? { value } : { value, quality: doubt });

/** Another value out of a figure, as good as that is; what is missing stays so. */
export function changed({ value, quality }: Figure, change: (value: number) => number): Figure {
  if (value === null) return quality === undefined ? { value } : { value, quality };
  return quality === undefined ? { value: change(value) } : { value: change(value), quality };
}

/** A stretch of time in which all samples are of one quality, `from` <= at < `to` in ms since the epoch. */
export interface QualityStretch {
  readonly from: number;
  readonly to: number;
  readonly quality: Quality;
}

/** Stretches as neighbours of one quality make them: those not further apart than `joinMs` become one. Ascending by `from`. */
export function joinStretches(stretches: readonly QualityStretch[], joinMs: number): readonly QualityStretch[] {
  const joined: QualityStretch[] = [];
  /** Place of the newest of each quality. */
  const newest = new Map<Quality, number>();
  const inOrder = (a: QualityStretch, b: QualityStretch) => a.from - b.from || QUALITIES.indexOf(a.quality) - QUALITIES.indexOf(b.quality);
  for (const stretch of [...stretches].sort(inOrder)) {
    const place = newest.get(stretch.quality);
    const known = place === undefined ? undefined : joined[place];
    if (place !== undefined && known && stretch.from - known.to <= joinMs) {
      joined[place] = { ...known, to: Math.max(known.to, stretch.to) };
      continue;
    }
    newest.set(stretch.quality, joined.push(stretch) - 1);
  }
  return joined;
}
