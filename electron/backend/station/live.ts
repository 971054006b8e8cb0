import type { Topic } from '../../../shared/contracts/events.ts';
import type { Resource } from '../../../shared/contracts/resources.ts';
import type { ResourceRecord } from '../features/resources/index.ts';
import type { TopicSource } from '../http/live.ts';
import type { Stores } from './books.ts';
import type { HealthBoard } from './health.ts';

/** Where the four topics of the live socket come from. */
export function topicSources(
  { alarmBook, alarms, resources }: Stores,
  view: (resource: ResourceRecord) => Resource,
  textOf: (resource: ResourceRecord) => string,
  health: HealthBoard,
): Readonly<Record<Topic, TopicSource>> {
  return {
    alarms: {
      ids: () => alarmBook.open().map(({ alarm }) => alarm.id),
      items: () => alarmBook.open().map(alarms.view),
      item: (id) => {
        const stored = alarmBook.byId(id);
        return stored ? alarms.view(stored) : null;
      },
    },
    counts: { items: () => [alarms.counts()], item: () => alarms.counts() },
    resources: {
      ids: () => resources.monitored().map(({ id }) => id),
      items: () => resources.monitored().map(view),
      item: (id) => {
        const resource = resources.byId(id);
        return resource && resource.retiredAt === null ? view(resource) : null;
      },
      text: (id) => {
        const resource = resources.byId(id);
        return resource && resource.retiredAt === null ? textOf(resource) : null;
      },
    },
    health: {
      items: () => {
        const last = health.last();
        return last ? [last] : [];
      },
      item: () => health.last(),
    },
  };
}
