import type { LiveMessage, LiveRequest, Topic } from '../../shared/contracts/events.ts';
import type { Instant } from '../../shared/domain/id.ts';
import { createFollowBook } from './followBook.ts';
import { ACTIVITY_EVERY_MS, INITIAL_LINK, type LinkState, OPEN_WITHIN_MS, retryDelayMs } from './link.ts';
import { createSilenceWatch } from './silence.ts';
import type { TopicState } from './topic.ts';
import { type AnyTopicMessage, createTopicBook, type ItemOf } from './topicBook.ts';

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
  /** Tries at once instead of waiting for the back-off or for a socket that does not open. */
  retryNow(): void;
  /** A person touched something; told to the station at most every 30 s. */
  activity(): void;
  link(): LinkState;
  onLink(listener: () => void): () => void;
  /** Calls with the current state at once where there is one, then with every new one. Returns the unsubscriber. */
  subscribe<T extends Topic>(topic: T, listener: (state: TopicState<ItemOf<T>>) => void): () => void;
  /** Calls with one item of a topic as it is now, then whenever it changes; null: there is none of this id. Returns the unsubscriber. */
  follow<T extends Topic>(topic: T, id: string, listener: (item: ItemOf<T> | null) => void): () => void;
}

/** A connection that is stopped; `world` is what it needs from outside. */
export function createLive(world: LiveWorld): Live {
  let link: LinkState = INITIAL_LINK;
  let socket: Socket | null = null;
  let isOpen = false;
  let isRunning = false;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let openTimer: ReturnType<typeof setTimeout> | undefined;
  let lastActivity = Number.NEGATIVE_INFINITY;
  const linkListeners = new Set<() => void>();
  const topics = createTopicBook(
    (asked) => send({ type: 'subscribe', topics: asked }),
    (left) => send({ type: 'unsubscribe', topics: left }),
  );
  const followed = createFollowBook((topic, ids) => send({ type: 'follow', topic, ids }));
  const silence = createSilenceWatch(
    () => setLink({ quality: 'late' }),
    () => {
      setLink({ quality: 'lost' });
      if (isOpen) giveUp();
    },
  );

  function setLink(change: Partial<LinkState>): void {
    link = { ...link, ...change };
    for (const listener of linkListeners) listener();
  }

  function send(request: LiveRequest): void {
    if (isOpen) socket?.send(JSON.stringify(request));
  }

  function heard(at: Instant, said: Partial<LinkState> = {}): void {
    world.onStationTime(at);
    silence.heard();
    setLink({ quality: 'live', lastAt: at, attempts: 0, nextAttemptAt: null, ...said });
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
        topics.accept(message.topic, message as AnyTopicMessage);
        return;
      case 'item':
        heard(message.at);
        followed.accept(message.topic, message.id, message.item);
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
    openTimer = setTimeout(giveUp, OPEN_WITHIN_MS);
    socket = world.open({
      onOpen: () => {
        clearTimeout(openTimer);
        isOpen = true;
        const wanted = topics.wanted();
        if (wanted.length > 0) send({ type: 'subscribe', topics: wanted });
        followed.askAnew();
      },
      onMessage,
      onClose: () => {
        if (!isOpen) world.onSessionDoubt();
        retryLater();
      },
    });
  }

  function retryLater(): void {
    drop();
    if (!isRunning) return;
    const attempts = link.attempts + 1;
    const delay = retryDelayMs(attempts, world.random());
    setLink({ attempts, nextAttemptAt: world.stationNow() + delay });
    retryTimer = setTimeout(connect, delay);
  }

  function drop(): void {
    clearTimeout(openTimer);
    socket = null;
    isOpen = false;
  }

  function giveUp(): void {
    socket?.close();
    retryLater();
  }

  return {
    start() {
      if (isRunning) return;
      isRunning = true;
      setLink({ askedAt: world.stationNow() });
      silence.heard();
      connect();
    },
    stop() {
      isRunning = false;
      clearTimeout(retryTimer);
      silence.stop();
      socket?.close();
      drop();
      topics.clear();
      setLink(INITIAL_LINK);
    },
    retryNow() {
      if (!isRunning || isOpen) return;
      socket?.close();
      drop();
      connect();
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
    subscribe: topics.subscribe,
    follow: followed.follow,
  };
}
