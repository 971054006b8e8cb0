import { WebSocket } from 'ws';
import { type LiveMessage, LiveMessage as LiveMessageSchema, type Topic } from '../../shared/contracts/events.ts';
import type { Browser, TestStation } from './station.ts';

type Item = { readonly id?: string; readonly [key: string]: any };
type State = Record<Topic, Item[]>;

/** A subscriber that keeps the state as the page does and checks every message against the contract. */
export interface Live {
  readonly state: State;
  readonly messages: readonly LiveMessage[];
  readonly gaps: number;
  /** Resolves when the state satisfies the condition; rejects after `withinMs`. */
  until(condition: (state: State) => boolean, withinMs?: number): Promise<void>;
  send(message: unknown): void;
  readonly closed: Promise<number>;
  close(): void;
}

export async function openLive(station: TestStation, browser: Browser, topics: readonly Topic[]): Promise<Live> {
  const socket = new WebSocket(`${station.url.replace('http', 'ws')}/api/v1/live`, {
    headers: { cookie: browser.cookie, origin: station.url },
  });
  const state: State = { alarms: [], counts: [], resources: [], health: [] };
  const versions = new Map<Topic, number>();
  const messages: LiveMessage[] = [];
  const waiting = new Set<() => void>();
  let gaps = 0;

  function apply(message: LiveMessage): void {
    if (message.type === 'snapshot') {
      state[message.topic] = message.items as Item[];
      versions.set(message.topic, message.version);
    } else if (message.type === 'change') {
      if (versions.get(message.topic) !== message.from) gaps += 1;
      versions.set(message.topic, message.version);
      const upsert = message.upsert as Item[];
      const gone = new Set([...message.remove, ...upsert.map((one) => one.id)]);
      state[message.topic] =
        message.topic === 'counts' || message.topic === 'health'
          ? upsert
          : [...state[message.topic].filter((one) => !gone.has(one.id ?? '')), ...upsert];
    }
  }

  socket.on('message', (data) => {
    const message = LiveMessageSchema.parse(JSON.parse(String(data)));
    messages.push(message);
    apply(message);
    for (const check of waiting) check();
  });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  await new Promise((resolve, reject) => {
    socket.on('open', resolve);
    socket.on('error', reject);
  });
  socket.send(JSON.stringify({ type: 'subscribe', topics }));
  return {
    state,
    messages,
    get gaps() {
      return gaps;
    },
    closed,
    send: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    until: (condition, withinMs = 10_000) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`not within ${withinMs} ms: ${JSON.stringify(state).slice(0, 500)}`)), withinMs);
        const check = () => {
          if (!condition(state)) return;
          clearTimeout(timer);
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
    close: () => socket.close(),
  };
}
