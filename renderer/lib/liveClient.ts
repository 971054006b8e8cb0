import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef, useSyncExternalStore } from 'react';
import type { Topic } from '../../shared/contracts/events.ts';
import { stationClock } from './clock.ts';
import type { LinkState } from './link.ts';
import { createLive, type Live, type LiveWorld } from './live.ts';
import type { TopicState } from './topic.ts';
import type { ItemOf } from './topicBook.ts';

const sessionDoubtListeners = new Set<() => void>();

/** Tells when the socket gave reason to ask the station who we are. Returns the unsubscriber. */
export function onSessionDoubt(listener: () => void): () => void {
  sessionDoubtListeners.add(listener);
  return () => sessionDoubtListeners.delete(listener);
}

const openSocket: LiveWorld['open'] = (handlers) => {
  const url = new URL('/api/v1/live', window.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(url);
  const off = new AbortController();
  socket.addEventListener('open', () => handlers.onOpen(), { signal: off.signal });
  socket.addEventListener('message', (event: MessageEvent<string>) => handlers.onMessage(event.data), { signal: off.signal });
  socket.addEventListener('close', () => handlers.onClose(), { signal: off.signal });
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: () => {
      off.abort();
      socket.close();
    },
  };
};

/** The live connection of this window. */
export const live: Live = createLive({
  open: openSocket,
  monotonic: () => performance.now(),
  random: () => Math.random(),
  stationNow: () => stationClock.now(),
  onStationTime: (at) => stationClock.set(at),
  onSessionDoubt: () => {
    for (const listener of sessionDoubtListeners) listener();
  },
});

/** After the station was away, asks anew for everything on the page: what failed meanwhile, and what no topic carries. */
function useFreshAfterAbsence(): void {
  const client = useQueryClient();
  const link = useLink();
  const wasAway = useRef(false);
  const isAway = link.lastAt !== null && (link.quality !== 'live' || link.attempts > 0);
  useEffect(() => {
    if (wasAway.current && !isAway) void client.invalidateQueries();
    wasAway.current = isAway;
  }, [isAway, client]);
}

/** Runs the connection while the calling component is on the page, reports a person's input to it, and puts its quality on the document as `data-link`. */
export function useLiveConnection(): void {
  useFreshAfterAbsence();
  const { quality } = useLink();
  useEffect(() => {
    document.documentElement.dataset.link = quality;
    return () => {
      delete document.documentElement.dataset.link;
    };
  }, [quality]);
  useEffect(() => {
    const onInput = (event: Event): void => {
      if (event.isTrusted) live.activity();
    };
    const onReturn = (): void => live.retryNow();
    const inputs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;
    live.start();
    for (const input of inputs) window.addEventListener(input, onInput, { passive: true });
    window.addEventListener('online', onReturn);
    return () => {
      live.stop();
      for (const input of inputs) window.removeEventListener(input, onInput);
      window.removeEventListener('online', onReturn);
    };
  }, []);
}

export function useLink(): LinkState {
  return useSyncExternalStore(live.onLink, live.link, live.link);
}

const isLost = (): boolean => live.link().quality === 'lost';

/** True while the station is away: everything on screen is then the last picture of it, and is shown as that. */
export function useIsLost(): boolean {
  return useSyncExternalStore(live.onLink, isLost, isLost);
}

/** Writes every new state of a topic into the cache entry of the query that fetches the same thing. */
export function useLiveQuery<T extends Topic, Data>(
  topic: T,
  queryKey: QueryKey,
  apply: (old: Data | undefined, state: TopicState<ItemOf<T>>) => Data | undefined,
  enabled = true,
): void {
  const queryClient = useQueryClient();
  const onState = useEffectEvent((state: TopicState<ItemOf<T>>) => {
    queryClient.setQueryData<Data>(queryKey, (old) => apply(old, state));
  });
  useEffect(() => (enabled ? live.subscribe(topic, (state) => onState(state)) : undefined), [topic, enabled]);
}

/** Writes every new state of one item of a topic into the cache entry of the query that fetches the same thing. */
export function useLiveItem<T extends Topic, Data>(
  topic: T,
  id: string,
  queryKey: QueryKey,
  apply: (old: Data | undefined, item: ItemOf<T> | null) => Data | undefined,
  enabled = true,
): void {
  const queryClient = useQueryClient();
  const onItem = useEffectEvent((item: ItemOf<T> | null) => {
    queryClient.setQueryData<Data>(queryKey, (old) => apply(old, item));
  });
  useEffect(() => (enabled ? live.follow(topic, id, (item) => onItem(item)) : undefined), [topic, id, enabled]);
}
