import { setImmediate } from 'node:timers/promises';
import { keepingOf } from './retention.ts';
import type { SeriesTable } from './seriesTable.ts';
import type { Census, Retention } from './store.ts';

/** Series looked at before everything else has its turn: some milliseconds. */
const SLICE = 5_000;

/** Counts series by how long they are kept, in slices, so that a million of them hold up no sample. */
export async function takeCensus(table: Pick<SeriesTable, 'all'>, { samplesMs, longer = [] }: Retention): Promise<Census> {
  const classes = longer.map(({ metrics, resourceIds }) => ({
    metrics: metrics && new Set(metrics),
    resourceIds: resourceIds && new Set(resourceIds),
  }));
  const matching = classes.map(() => 0);
  const daysOf = keepingOf({ now: 0, samplesMs, longer });
  const byDays = new Map<number, number>();
  let series = 0;
  for (const one of table.all()) {
    series += 1;
    classes.forEach(({ metrics, resourceIds }, place) => {
      if ((metrics?.has(one.metric) ?? true) && (resourceIds?.has(one.resourceId) ?? true)) matching[place] = (matching[place] ?? 0) + 1;
    });
    const days = daysOf(one);
    if (days > 0) byDays.set(days, (byDays.get(days) ?? 0) + 1);
    if (series % SLICE === 0) await setImmediate();
  }
  return { series, matching, longer: [...byDays].sort(([a], [b]) => a - b).map(([days, count]) => ({ days, series: count })) };
}
