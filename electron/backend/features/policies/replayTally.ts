import type { Replay, ReplayEpisode } from '../../../../shared/contracts/policyReplay.ts';

const SHOWN = 200;

/** What a run has found: counts of everything, and of the times themselves the newest. */
export interface ReplayTally {
  add(episodes: readonly ReplayEpisode[]): void;
  counts(): Pick<Replay, 'missed' | 'added' | 'later' | 'episodes' | 'items'>;
}

/** The value in the middle of whole numbers that are counted by value. */
function medianOf(counts: ReadonlyMap<number, number>, total: number): number {
  let before = 0;
  for (const [value, count] of [...counts].sort(([a], [b]) => a - b)) {
    before += count;
    if (before > total / 2) return value;
  }
  return 0;
}

/** Holds the episodes that are shown and counts of the rest; of delays one count for each whole second. */
export function createReplayTally(): ReplayTally {
  const delays = new Map<number, number>();
  const by = { both: 0, present: 0, draft: 0 };
  let most = Number.NEGATIVE_INFINITY;
  let newest: readonly ReplayEpisode[] = [];
  return {
    add: (episodes) => {
      for (const { by: side, laterMs } of episodes) {
        by[side] += 1;
        if (laterMs === null) continue;
        const seconds = Math.round(laterMs / 1000);
        delays.set(seconds, (delays.get(seconds) ?? 0) + 1);
        most = Math.max(most, laterMs);
      }
      if (episodes.length > 0) newest = [...newest, ...episodes].sort((a, b) => b.from - a.from).slice(0, SHOWN);
    },
    counts: () => ({
      missed: by.present,
      added: by.draft,
      later: by.both === 0 ? null : { median: medianOf(delays, by.both) * 1000, most },
      episodes: by.both + by.present + by.draft,
      items: [...newest],
    }),
  };
}
