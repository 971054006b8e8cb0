import type { z } from 'zod';
import { type LiveMessage, type LiveRequest, TOPIC_NAMES, type TOPICS, type Topic } from '../../shared/contracts/events.ts';
import type { Instant } from '../../shared/domain/id.ts';
import { ACTIVITY_EVERY_MS, INITIAL_LINK, LATE_AFTER_MS, type LinkState, LOST_AFTER_MS, retryDelayMs } from './link.ts';
import { applyTopic, type TopicChange, type TopicSnapshot, type TopicState } from './topic.ts';

export type ItemOf<T extends Topic> = z.output<(typeof TOPICS)[T]['item']>;

/** One open or opening socket. `close` makes no further handler run. */
export interface Socket {
  send(text: string): void;
  close(): void;
}

export interface SocketHandlers {
  onOpen(): void;
  onMessage(text: string): void;
  onClose(): void;
}

/** What the live connection needs from the world; tests pass their own. */
export interface LiveWorld {
  open(handlers: SocketHandlers): Socket;
  /** Monotonic milliseconds. */
  monotonic(): number;
  random(): number;
  /** The station's clock as last heard. */
  stationNow(): Instant;
  onStationTime(at: Instant): void;
  /** The station ended the session, or refused the socket: ask again who we are. */
  onSessionDoubt(): void;
}

/** The one live connection of a window: topics in, activity out, reconnects for ever until stopped. */
export interface Live {
  start(): void;
  stop(): void;
  /** Tries at once instead of waiting for the back-off. */
  retryNow(): void;
  /** A person touched something; told to the station at most every 30 s. */
  activity(): void;
  link(): LinkState;
  onLink(listener: () => void): () => void;
  /** Calls with the current state at once where there is one, then with every new one. Returns the unsubscriber. */
  subscribe<T extends Topic>(topic: T, listener: (state: TopicState<ItemOf<T>>) => void): () => void;
}

type AnyItem = { readonly id?: string };
type AnyState = TopicState<AnyItem>;
type TopicListener = (state: AnyState) => void;

/** Rows have ids; `counts` and `health` are one thing. */
const idOf = (item: AnyItem): string => item.id ?? '';

export function createLive(world: LiveWorld): Live {
  let link: LinkState = INITIAL_LINK;
  let socket: Socket | null = null;
  let isOpen = false;
  let isRunning = false;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let lateTimer: ReturnType<typeof setTimeout> | undefined;
  let lostTimer: ReturnType<typeof setTimeout> | undefined;
  let lastActivity = Number.NEGATIVE_INFINITY;
  const states = new Map<Topic, AnyState>();
  const listeners = new Map<Topic, Set<TopicListener>>(TOPIC_NAMES.map((topic) => [topic, new Set()]));
  const linkListeners = new Set<() => void>();

  function setLink(change: Partial<LinkState>): void {
    link = { ...link, ...change };
    for (const listener of linkListeners) listener();
  }

  function send(request: LiveRequest): void {
    if (isOpen) socket?.send(JSON.stringify(request));
  }

  function wanted(): Topic[] {
    return TOPIC_NAMES.filter((topic) => (listeners.get(topic)?.size ?? 0) > 0);
  }

  function watchSilence(): void {
    clearTimeout(lateTimer);
    clearTimeout(lostTimer);
    lateTimer = setTimeout(() => setLink({ quality: 'late' }), LATE_AFTER_MS);
    lostTimer = setTimeout(() => {
      setLink({ quality: 'lost' });
      if (isOpen) reconnect();
    }, LOST_AFTER_MS);
  }

  function heard(at: Instant, said: Partial<LinkState> = {}): void {
    world.onStationTime(at);
    watchSilence();
    setLink({ quality: 'live', lastAt: at, attempts: 0, nextAttemptAt: null, ...said });
  }

  function onTopic(topic: Topic, message: TopicSnapshot<AnyItem> | TopicChange<AnyItem>): void {
    const old = states.get(topic) ?? null;
    const applied = applyTopic(old, message, idOf);
    if (applied.kind === 'gap') {
      send({ type: 'subscribe', topics: [topic] });
      return;
    }
    if (applied.state === old) return;
    states.set(topic, applied.state);
    for (const listener of listeners.get(topic) ?? []) listener(applied.state);
  }

  function onMessage(text: string): void {
    const message = JSON.parse(text) as LiveMessage;
    switch (message.type) {
      case 'heartbeat':
        heard(message.at, { locked: message.locked, warnings: message.warnings });
        return;
      case 'snapshot':
      case 'change':
        heard(message.at);
        onTopic(message.topic, message as TopicSnapshot<AnyItem> | TopicChange<AnyItem>);
        return;
      case 'ended':
        world.onSessionDoubt();
        return;
      case 'refused':
        return;
      default:
        message satisfies never;
    }
  }

  function connect(): void {
    clearTimeout(retryTimer);
    setLink({ nextAttemptAt: null });
    socket = world.open({
      onOpen: () => {
        isOpen = true;
        const topics = wanted();
        if (topics.length > 0) send({ type: 'subscribe', topics });
      },
      onMessage,
      onClose: () => {
        if (!isOpen) world.onSessionDoubt();
        scheduleRetry();
      },
    });
  }

  function scheduleRetry(): void {
    socket = null;
    isOpen = false;
    if (!isRunning) return;
    const attempts = link.attempts + 1;
    const delay = retryDelayMs(attempts, world.random());
    setLink({ attempts, nextAttemptAt: world.stationNow() + delay });
    retryTimer = setTimeout(connect, delay);
  }

  function reconnect(): void {
    socket?.close();
    scheduleRetry();
  }

  return {
    start() {
      if (isRunning) return;
      isRunning = true;
      watchSilence();
      connect();
    },
    stop() {
      isRunning = false;
      clearTimeout(retryTimer);
      clearTimeout(lateTimer);
      clearTimeout(lostTimer);
      socket?.close();
      socket = null;
      isOpen = false;
      states.clear();
      setLink(INITIAL_LINK);
    },
    retryNow() {
      if (isRunning && socket === null) connect();
    },
    activity() {
      const now = world.monotonic();
      if (!isOpen || now - lastActivity < ACTIVITY_EVERY_MS) return;
      lastActivity = now;
      send({ type: 'activity' });
    },
    link: () => link,
    onLink(listener) {
      linkListeners.add(listener);
      return () => linkListeners.delete(listener);
    },
    subscribe(topic, listener) {
      const set = listeners.get(topic);
      const entry = listener as unknown as TopicListener;
      set?.add(entry);
      const state = states.get(topic);
      if (state) entry(state);
      if (set?.size === 1) send({ type: 'subscribe', topics: [topic] });
      return () => {
        set?.delete(entry);
        if (set?.size !== 0) return;
        states.delete(topic);
        send({ type: 'unsubscribe', topics: [topic] });
      };
    },
  };
}
