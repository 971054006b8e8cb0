import type { Topic } from '../../../shared/contracts/events.ts';

/** What changed after a commit: ids of items to send again, ids to remove. Events announce; they command nobody. */
export interface Changed {
  readonly topic: Topic;
  readonly ids: readonly string[];
}

export interface Bus {
  publish(change: Changed): void;
  /** Calls the listener for every change of every topic; returns the unsubscriber. */
  subscribe(listener: (change: Changed) => void): () => void;
}

/** In-process announcements, delivered at once and in order. */
export function createBus(): Bus {
  const listeners = new Set<(change: Changed) => void>();
  return {
    publish: (change) => {
      for (const listener of listeners) listener(change);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
