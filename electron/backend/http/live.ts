import type { Topic } from '../../../shared/contracts/events.ts';
import { TOPIC_NAMES } from '../../../shared/contracts/events.ts';
import type { Bus } from '../events/bus.ts';
import type { Clock } from '../lib/clock.ts';

/** Changes of one topic are merged over this many milliseconds. */
export const MERGE_MS = 250;

/** Where a topic's items come from. `item` null: gone, subscribers drop it. A topic of thousands has `ids`: its snapshots are made step by step. */
export interface TopicSource {
  ids?(): readonly string[];
  items(): readonly unknown[];
  item(id: string): unknown | null;
  /** An item as JSON, where that is kept. */
  text?(id: string): string | null;
}

/** A connection as the hub sees it. `isSlow` while its buffer is full: it gets a new snapshot when it has caught up. */
export interface LiveClient {
  send(text: string): void;
  isSlow(): boolean;
}

export interface LiveHub {
  /** Sends the snapshot and every change from then on; subscribing again is how a client closes a gap. */
  subscribe(client: LiveClient, topic: Topic): void;
  unsubscribe(client: LiveClient, topics: readonly Topic[]): void;
  /** Sends these items of the topic, and each of them again whenever it changes, instead of those that were followed before. */
  follow(client: LiveClient, topic: Topic, ids: readonly string[]): void;
  /** The client is gone. */
  leave(client: LiveClient): void;
  /** Version of a topic: a list fetched by HTTP with this version is as of the same state. */
  version(topic: Topic): number;
  /** Sends what waits, at once; called by its own timer. */
  flush(): void;
  clients(): number;
  stop(): void;
}

/** A snapshot in the making. What changes meanwhile goes out after it. */
interface Making {
  readonly version: number;
  readonly rest: string[];
  readonly items: string[];
  readonly later: string[];
}

/** Items of one step: a few milliseconds. */
const STEP = 200;

interface Channel {
  readonly making: Map<LiveClient, Making>;
  version: number;
  readonly dirty: Set<string>;
  readonly clients: Set<LiveClient>;
  readonly behind: Set<LiveClient>;
  /** Single items that a client wants to hear of; `missed` whose buffer was full when one of them changed. */
  readonly followed: Map<LiveClient, { readonly ids: readonly string[]; missed: boolean }>;
}

/** Snapshot, then changes merged per 250 ms, each buffer made once for all subscribers. Versions begin at the start time, so that no two runs of the station share one. */
export function createLiveHub(
  sources: Readonly<Record<Topic, TopicSource>>,
  bus: Bus,
  clock: Clock,
  /** A topic's changes are out, to however many subscribers. */
  onFlushed: (topic: Topic) => void = () => undefined,
): LiveHub {
  const channels = new Map<Topic, Channel>(
    TOPIC_NAMES.map((topic) => [
      topic,
      { version: clock.now(), dirty: new Set(), clients: new Set(), behind: new Set(), making: new Map(), followed: new Map() },
    ]),
  );
  const channel = (topic: Topic): Channel => {
    const found = channels.get(topic);
    if (!found) throw new Error(`no channel ${topic}`);
    return found;
  };

  function textOf(topic: Topic, id: string): string | null {
    const { text, item } = sources[topic];
    if (text) return text(id);
    const found = item(id);
    return found === null ? null : JSON.stringify(found);
  }

  function sendSnapshot(client: LiveClient, topic: Topic): void {
    const { ids } = sources[topic];
    const { version, making } = channel(topic);
    making.delete(client);
    if (ids) {
      const one = { version, rest: [...ids()], items: [], later: [] };
      making.set(client, one);
      goOn(client, topic, one);
      return;
    }
    client.send(JSON.stringify({ type: 'snapshot', topic, version, at: clock.now(), items: sources[topic].items() }));
  }

  /** The next step of a snapshot, at once; the others after everybody else had a turn. Ends when the client is no longer there or has asked anew. */
  function goOn(client: LiveClient, topic: Topic, one: Making): void {
    const { making, clients } = channel(topic);
    if (making.get(client) !== one || !clients.has(client)) return;
    for (const id of one.rest.splice(0, STEP)) {
      const text = textOf(topic, id);
      if (text !== null) one.items.push(text);
    }
    if (one.rest.length > 0) {
      setImmediate(goOn, client, topic, one);
      return;
    }
    making.delete(client);
    const head = JSON.stringify({ type: 'snapshot', topic, version: one.version, at: clock.now() });
    client.send(`${head.slice(0, -1)},"items":[${one.items.join()}]}`);
    for (const text of one.later) client.send(text);
  }

  function changeOf(topic: Topic, one: Channel): string {
    const from = one.version;
    one.version += 1;
    const upsert: string[] = [];
    const remove: string[] = [];
    for (const id of one.dirty) {
      const text = textOf(topic, id);
      if (text === null) remove.push(id);
      else upsert.push(text);
    }
    one.dirty.clear();
    const head = JSON.stringify({ type: 'change', topic, from, version: one.version, at: clock.now(), remove });
    return `${head.slice(0, -1)},"upsert":[${upsert.join()}]}`;
  }

  function sendItems(client: LiveClient, topic: Topic, ids: readonly string[]): void {
    for (const id of ids) {
      const head = JSON.stringify({ type: 'item', topic, id, at: clock.now() });
      client.send(`${head.slice(0, -1)},"item":${textOf(topic, id)}}`);
    }
  }

  function tellFollowers(topic: Topic, { followed, dirty }: Channel): void {
    for (const [client, one] of followed) {
      const ids = one.missed ? one.ids : one.ids.filter((id) => dirty.has(id));
      if (ids.length === 0) continue;
      one.missed = client.isSlow();
      if (!one.missed) sendItems(client, topic, ids);
    }
  }

  function flush(): void {
    for (const [topic, one] of channels) {
      for (const client of one.behind) {
        if (client.isSlow()) continue;
        one.behind.delete(client);
        sendSnapshot(client, topic);
      }
      tellFollowers(topic, one);
      if (one.dirty.size === 0) continue;
      if (one.clients.size === 0) {
        one.version += 1;
        one.dirty.clear();
        onFlushed(topic);
        continue;
      }
      const text = changeOf(topic, one);
      for (const client of one.clients) {
        if (one.behind.has(client)) continue;
        const made = one.making.get(client);
        if (made) made.later.push(text);
        else if (client.isSlow()) one.behind.add(client);
        else client.send(text);
      }
      onFlushed(topic);
    }
  }

  const unsubscribeBus = bus.subscribe(({ topic, ids }) => {
    for (const id of ids) channel(topic).dirty.add(id);
  });
  const timer = setInterval(flush, MERGE_MS);
  timer.unref();

  return {
    subscribe: (client, topic) => {
      channel(topic).clients.add(client);
      channel(topic).behind.delete(client);
      sendSnapshot(client, topic);
    },
    unsubscribe: (client, topics) => {
      for (const topic of topics) {
        channel(topic).clients.delete(client);
        channel(topic).behind.delete(client);
        channel(topic).making.delete(client);
      }
    },
    follow: (client, topic, ids) => {
      const { followed } = channel(topic);
      if (ids.length === 0) followed.delete(client);
      else followed.set(client, { ids, missed: false });
      sendItems(client, topic, ids);
    },
    leave: (client) => {
      for (const { clients, behind, making, followed } of channels.values()) {
        for (const held of [clients, behind, making, followed]) held.delete(client);
      }
    },
    version: (topic) => channel(topic).version,
    flush,
    clients: () => new Set([...channels.values()].flatMap(({ clients, followed }) => [...clients, ...followed.keys()])).size,
    stop: () => {
      clearInterval(timer);
      unsubscribeBus();
    },
  };
}
