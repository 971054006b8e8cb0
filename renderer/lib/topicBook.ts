import type { z } from 'zod';
import { TOPIC_NAMES, type TOPICS, type Topic } from '../../shared/contracts/events.ts';
import { applyTopic, type TopicChange, type TopicSnapshot, type TopicState } from './topic.ts';

export type ItemOf<T extends Topic> = z.output<(typeof TOPICS)[T]['item']>;

/** What every topic has in common: rows have ids, `counts` and `health` are one thing without. */
type AnyItem = { readonly id?: string };
export type AnyTopicMessage = TopicSnapshot<AnyItem> | TopicChange<AnyItem>;
type Listener = (state: TopicState<AnyItem>) => void;

/** States and subscribers of all topics of one connection. */
export interface TopicBook {
  /** Topics somebody on the page wants. */
  wanted(): Topic[];
  accept(topic: Topic, message: AnyTopicMessage): void;
  /** Calls with the present state at once where there is one. Returns the unsubscriber. */
  subscribe<T extends Topic>(topic: T, listener: (state: TopicState<ItemOf<T>>) => void): () => void;
  /** Forgets every state; subscribers stay. */
  clear(): void;
}

const idOf = (item: AnyItem): string => item.id ?? '';

/** `ask` wants the topics from the station anew, `leave` no longer. A gap is asked for once, until its snapshot comes. */
export function createTopicBook(ask: (topics: Topic[]) => void, leave: (topics: Topic[]) => void): TopicBook {
  const states = new Map<Topic, TopicState<AnyItem>>();
  const listeners = new Map<Topic, Set<Listener>>(TOPIC_NAMES.map((topic) => [topic, new Set()]));
  const asked = new Set<Topic>();
  return {
    wanted: () => TOPIC_NAMES.filter((topic) => (listeners.get(topic)?.size ?? 0) > 0),
    accept(topic, message) {
      if (message.type === 'snapshot') asked.delete(topic);
      const old = states.get(topic) ?? null;
      const applied = applyTopic(old, message, idOf);
      if (applied.kind === 'gap') {
        if (!asked.has(topic)) ask([topic]);
        asked.add(topic);
        return;
      }
      if (applied.state === old) return;
      states.set(topic, applied.state);
      for (const listener of listeners.get(topic) ?? []) listener(applied.state);
    },
    subscribe(topic, listener) {
      const set = listeners.get(topic);
      const entry = listener as unknown as Listener;
      set?.add(entry);
      const state = states.get(topic);
      if (state) entry(state);
      if (set?.size === 1) ask([topic]);
      return () => {
        set?.delete(entry);
        if (set?.size !== 0) return;
        states.delete(topic);
        leave([topic]);
      };
    },
    clear() {
      states.clear();
      asked.clear();
    },
  };
}
