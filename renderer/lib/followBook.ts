import type { Topic } from '../../shared/contracts/events.ts';
import type { ItemOf } from './topicBook.ts';

type Listener = (item: unknown) => void;

/** Single items that pages of one connection follow, without the topic they are of. */
export interface FollowBook {
  accept(topic: Topic, id: string, item: unknown): void;
  /** Returns the unsubscriber. */
  follow<T extends Topic>(topic: T, id: string, listener: (item: ItemOf<T> | null) => void): () => void;
  /** The connection is new: it follows nothing yet. */
  askAnew(): void;
}

/** `ask` tells the station all that is followed of a topic; it answers with each of them. */
export function createFollowBook(ask: (topic: Topic, ids: string[]) => void): FollowBook {
  const topics = new Map<Topic, Map<string, Set<Listener>>>();
  const askFor = (topic: Topic): void => ask(topic, [...(topics.get(topic)?.keys() ?? [])]);
  return {
    accept: (topic, id, item) => {
      for (const listener of topics.get(topic)?.get(id) ?? []) listener(item);
    },
    follow: (topic, id, listener) => {
      const ids = topics.get(topic) ?? new Map<string, Set<Listener>>();
      topics.set(topic, ids);
      const listeners = ids.get(id) ?? new Set();
      ids.set(id, listeners.add(listener as Listener));
      askFor(topic);
      return () => {
        listeners.delete(listener as Listener);
        if (listeners.size > 0) return;
        ids.delete(id);
        askFor(topic);
      };
    },
    askAnew: () => {
      for (const [topic, ids] of topics) if (ids.size > 0) askFor(topic);
    },
  };
}
