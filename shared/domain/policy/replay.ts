import { judge } from '../alarm/judge.ts';
import type { MetricThreshold } from '../alarm/policy.ts';
import { type Severity, severityRank } from '../alarm/severity.ts';
import { type Crossing, NO_THRESHOLD, type ThresholdState } from '../alarm/threshold.ts';
import type { Instant } from '../id.ts';

/** Samples of one series side by side, ascending in time; a value that is not finite is a gap. */
export interface SampleColumns {
  readonly at: ArrayLike<Instant>;
  readonly value: ArrayLike<number>;
  readonly intervalMs: ArrayLike<number>;
}

/** One time at which a threshold would have been an alarm. `to` null: it lasted to the end of what was looked at. */
export interface Episode {
  readonly from: Instant;
  readonly to: Instant | null;
  /** The most severe it was, and the value farthest on the bad side. */
  readonly severity: Severity;
  readonly peak: number;
}

/** Where a replay of one series under one threshold stands. JSON, so that a long series is replayed in parts. */
export interface ReplayState {
  readonly threshold: ThresholdState;
  readonly open: Episode | null;
  /** Those that ended, oldest first, at most `EPISODES_KEPT`. */
  readonly episodes: readonly Episode[];
  /** All that began. */
  readonly count: number;
}

export const NO_REPLAY: ReplayState = { threshold: NO_THRESHOLD, open: null, episodes: [], count: 0 };
/** Of one series; the count goes on. */
export const EPISODES_KEPT = 500;

function grown(open: Episode | null, at: Instant, { severity, observed }: Crossing, direction: MetricThreshold['direction']): Episode {
  if (open === null) return { from: at, to: null, severity, peak: observed };
  const peak = direction === 'above' ? Math.max(open.peak, observed) : Math.min(open.peak, observed);
  return { ...open, severity: severityRank(severity) < severityRank(open.severity) ? severity : open.severity, peak };
}

/** Plays the next samples of a series under a threshold, judged as the pipeline judges them when they arrive. */
export function replay(before: ReplayState, metric: string, columns: SampleColumns, threshold: MetricThreshold): ReplayState {
  const episodes = [...before.episodes];
  let { threshold: state, open, count } = before;
  const close = (at: Instant): void => {
    if (open !== null && episodes.length < EPISODES_KEPT) episodes.push({ ...open, to: at });
    open = null;
  };
  for (let i = 0; i < columns.at.length; i++) {
    const at = columns.at[i] ?? 0;
    const value = columns.value[i] ?? Number.NaN;
    const sample = { metric, at, value: Number.isFinite(value) ? value : null };
    const judged = judge(state, sample, threshold, columns.intervalMs[i] ?? 0, at);
    state = judged?.state ?? NO_THRESHOLD;
    if (judged?.verdict.kind === 'report') {
      if (open === null) count += 1;
      open = grown(open, at, judged.verdict.detail, threshold.direction);
    } else if (judged === null || judged.verdict.kind === 'clear') close(at);
  }
  return { threshold: state, open, episodes, count };
}

/** Every episode that is known of a replay, the one still open last. */
export function episodesOf({ episodes, open }: ReplayState): readonly Episode[] {
  return open === null ? episodes : [...episodes, open];
}

/** How two thresholds differ on one series. */
export interface Comparison {
  /** Episodes of the present one that the other tells too: how much later (or, negative, earlier) in ms. */
  readonly both: readonly { readonly episode: Episode; readonly laterMs: number }[];
  /** Episodes of the present one during which the other says nothing, and the reverse. */
  readonly missed: readonly Episode[];
  readonly added: readonly Episode[];
  /** How far could be compared, where a side has more episodes than are kept. Null: everything was. */
  readonly until: Instant | null;
}

const END = Number.POSITIVE_INFINITY;

const overlaps = (a: Episode, b: Episode): boolean => a.from <= (b.to ?? END) && b.from <= (a.to ?? END);

/** Until when every episode of a replay is known. */
function reachOf(state: ReplayState): Instant {
  return state.count > episodesOf(state).length ? (state.episodes.at(-1)?.to ?? END) : END;
}

/** Compares what is known of both: what begins, or of which it is decided later, goes without a word. */
export function compareReplays(present: ReplayState, draft: ReplayState): Comparison {
  const until = Math.min(reachOf(present), reachOf(draft));
  const [were, are] = [present, draft].map((state) => episodesOf(state).filter(({ from }) => from <= until)) as [Episode[], Episode[]];
  const alone = (episodes: readonly Episode[], others: readonly Episode[]): Episode[] =>
    episodes.filter((one) => (one.to ?? END) <= until && !others.some((other) => overlaps(one, other)));
  return {
    both: were.flatMap((episode) => {
      const told = are.find((other) => overlaps(episode, other));
      return told ? [{ episode, laterMs: told.from - episode.from }] : [];
    }),
    missed: alone(were, are),
    added: alone(are, were),
    until: until === END ? null : until,
  };
}
