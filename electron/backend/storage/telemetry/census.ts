import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../lib/clock.ts';
import { keepingOf } from './retention.ts';
import type { SeriesTable } from './seriesTable.ts';
import type { Census, Retention } from './store.ts';

/** Longest the thread counts before everything else has its turn. */
const SLICE_MS = 5;
/** Series counted between two looks at the clock. */
const LOOK = 250;

type Monotonic = Clock['monotonic'];

async function take(table: Pick<SeriesTable, 'all'>, { samplesMs, longer = [] }: Retention, monotonic: Monotonic): Promise<Census> {
  const classes = longer.map(({ metrics, resourceIds }) => ({
    metrics: metrics && new Set(metrics),
    resourceIds: resourceIds && new Set(resourceIds),
  }));
  const matching = classes.map(() => 0);
  const daysOf = keepingOf({ now: 0, samplesMs, longer });
  const byDays = new Map<number, number>();
  let series = 0;
  let until = monotonic() + SLICE_MS;
  for (const one of table.all()) {
    series += 1;
    classes.forEach(({ metrics, resourceIds }, place) => {
      if ((metrics?.has(one.metric) ?? true) && (resourceIds?.has(one.resourceId) ?? true)) matching[place] = (matching[place] ?? 0) + 1;
    });
    const days = daysOf(one);
    if (days > 0) byDays.set(days, (byDays.get(days) ?? 0) + 1);
    if (series % LOOK !== 0 || monotonic() < until) continue;
    await setImmediate();
    until = monotonic() + SLICE_MS;
  }
  return { series, matching, longer: [...byDays].sort(([a], [b]) => a - b).map(([days, count]) => ({ days, series: count })) };
}

/** Counts series by how long they are kept, a slice at a time and one count after the other, so that a million of them hold up no sample. */
export function createCensus(table: Pick<SeriesTable, 'all'>, monotonic: Monotonic): (retention: Retention) => Promise<Census> {
  let last: Promise<unknown> = Promise.resolve();
  return (retention) => {
    // Slices of several at once would all come in one turn.
    const next = last.then(() => take(table, retention, monotonic));
    last = next.catch(() => undefined);
    return next;
  };
}
