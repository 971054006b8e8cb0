import type { Resource } from '../../../../shared/contracts/resources.ts';
import type { ResourceId } from '../../../../shared/domain/id.ts';
import type { Bus } from '../../events/bus.ts';
import type { Clock } from '../../lib/clock.ts';
import type { ResourceRecord } from './repository.ts';

/** However it comes that a change was not announced: nothing is shown for longer. */
const MOST_MS = 60_000;

/**
 * The view of a resource as JSON, kept until its change is announced: thousands of them are asked for by every page that lists resources,
 * and few have changed since the page before.
 */
export function createResourceTexts(
  view: (resource: ResourceRecord) => Resource,
  bus: Bus,
  clock: Pick<Clock, 'monotonic'>,
): (resource: ResourceRecord) => string {
  const kept = new Map<ResourceId, { readonly record: ResourceRecord; readonly text: string; readonly mono: number }>();
  bus.subscribe(({ topic, ids }) => {
    if (topic === 'resources') for (const id of ids) kept.delete(id as ResourceId);
  });
  return (record) => {
    const mono = clock.monotonic();
    const known = kept.get(record.id);
    if (known && known.record === record && mono - known.mono < MOST_MS) return known.text;
    const text = JSON.stringify(view(record));
    kept.set(record.id, { record, text, mono });
    return text;
  };
}
