import { expect, it } from 'vitest';
import type { Topic } from '../../../shared/contracts/events.ts';
import { createTestClock } from '../../../test/support/clock.ts';
import { createBus } from '../events/bus.ts';
import { createLiveHub, type TopicSource } from './live.ts';

interface Told {
  readonly type: 'snapshot' | 'change';
  readonly version: number;
  readonly from: number;
  readonly items: readonly { readonly id: string; readonly value: number }[];
  readonly upsert: readonly { readonly id: string; readonly value: number }[];
  readonly remove: readonly string[];
}

/** A hub over thousands of resources, and a client that applies what it is told as the page does. */
function aHub(count: number) {
  const values = new Map(Array.from({ length: count }, (_, index) => [`r${index}`, 0]));
  const none: TopicSource = { items: () => [], item: () => null };
  const resources: TopicSource = {
    ids: () => [...values.keys()],
    items: () => [],
    item: (id) => (values.has(id) ? { id, value: values.get(id) } : null),
  };
  const bus = createBus();
  const sources = { alarms: none, counts: none, resources, health: none } as Readonly<Record<Topic, TopicSource>>;
  const hub = createLiveHub(sources, bus, createTestClock());
  const told: Told[] = [];
  const seen = new Map<string, number>();
  const client = {
    isSlow: () => false,
    send: (text: string) => {
      const message = JSON.parse(text) as Told;
      const last = told.at(-1);
      if (message.type === 'change') expect(message.from).toBe(last?.version);
      told.push(message);
      if (message.type === 'snapshot') seen.clear();
      for (const { id, value } of message.type === 'snapshot' ? message.items : message.upsert) seen.set(id, value);
      for (const id of message.remove ?? []) seen.delete(id);
    },
  };
  const set = (id: string, value: number | null): void => {
    if (value === null) values.delete(id);
    else values.set(id, value);
    bus.publish({ topic: 'resources', ids: [id] });
  };
  return { hub, client, told, seen, values, set };
}

it('a snapshot of thousands is made step by step, and what changes meanwhile follows it without a gap', async () => {
  const { hub, client, told, seen, values, set } = aHub(2050);
  hub.subscribe(client, 'resources');
  expect(told).toEqual([]);
  set('r0', 1);
  set('r2049', 2);
  set('r1', null);
  hub.flush();
  await new Promise((resolve) => setImmediate(resolve));
  set('r0', 3);
  set('new', 4);
  hub.flush();
  await expect.poll(() => told.length).toBe(3);
  expect(told.map(({ type }) => type)).toEqual(['snapshot', 'change', 'change']);
  expect(seen).toEqual(values);
  hub.stop();
});

it('a client that asks again, or leaves, while its snapshot is made gets one, or none', async () => {
  const { hub, client, told, seen, values } = aHub(1000);
  hub.subscribe(client, 'resources');
  hub.subscribe(client, 'resources');
  await expect.poll(() => told.length).toBe(1);
  expect(seen).toEqual(values);
  hub.subscribe(client, 'resources');
  hub.leave(client);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(told).toHaveLength(1);
  hub.stop();
});

it('single items are sent at once, again when they change, and no longer when others are followed', () => {
  const { hub, values, set } = aHub(100);
  let isSlow = false;
  const heard: [string, number | null][] = [];
  const client = {
    isSlow: () => isSlow,
    send: (text: string) => {
      const { type, id, item } = JSON.parse(text) as { type: string; id: string; item: { value: number } | null };
      expect(type).toBe('item');
      heard.push([id, item?.value ?? null]);
    },
  };
  hub.follow(client, 'resources', ['r1', 'none']);
  expect(heard.splice(0)).toEqual([
    ['r1', 0],
    ['none', null],
  ]);
  expect(hub.clients()).toBe(1);
  set('r1', 5);
  set('r2', 6);
  hub.flush();
  hub.flush();
  expect(heard.splice(0)).toEqual([['r1', 5]]);
  isSlow = true;
  set('r1', 7);
  hub.flush();
  isSlow = false;
  hub.flush();
  expect(heard.splice(0).filter(([id]) => id === 'r1')).toEqual([['r1', 7]]);
  values.delete('r1');
  set('r1', null);
  hub.flush();
  expect(heard.splice(0)).toEqual([['r1', null]]);
  hub.follow(client, 'resources', ['r2']);
  set('r1', 8);
  hub.flush();
  expect(heard.splice(0)).toEqual([['r2', 6]]);
  hub.leave(client);
  set('r2', 9);
  hub.flush();
  expect([heard, hub.clients()]).toEqual([[], 0]);
  hub.stop();
});
