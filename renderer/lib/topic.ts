import type { Instant } from '../../shared/domain/id.ts';

/** What the client holds of one topic of the live socket. */
export interface TopicState<Item> {
  readonly version: number;
  readonly at: Instant;
  readonly items: readonly Item[];
}

export interface TopicSnapshot<Item> extends TopicState<Item> {
  readonly type: 'snapshot';
}

export interface TopicChange<Item> {
  readonly type: 'change';
  readonly from: number;
  readonly version: number;
  readonly at: Instant;
  readonly upsert: readonly Item[];
  readonly remove: readonly string[];
}

/** Next state of a topic, or that something between the two was missed. */
export type Applied<Item> = { readonly kind: 'state'; readonly state: TopicState<Item> } | { readonly kind: 'gap' };

/** A snapshot replaces everything. A change that is not newer leaves the same object; one that does not continue from our version is a gap. */
export function applyTopic<Item>(
  old: TopicState<Item> | null,
  message: TopicSnapshot<Item> | TopicChange<Item>,
  idOf: (item: Item) => string,
): Applied<Item> {
  if (message.type === 'snapshot') return { kind: 'state', state: { version: message.version, at: message.at, items: message.items } };
  if (old === null) return { kind: 'gap' };
  if (message.version <= old.version) return { kind: 'state', state: old };
  if (message.from !== old.version) return { kind: 'gap' };
  return { kind: 'state', state: { version: message.version, at: message.at, items: merge(old.items, message, idOf) } };
}

function merge<Item>(items: readonly Item[], change: TopicChange<Item>, idOf: (item: Item) => string): readonly Item[] {
  if (change.upsert.length === 0 && change.remove.length === 0) return items;
  const byId = new Map(items.map((item) => [idOf(item), item]));
  for (const item of change.upsert) byId.set(idOf(item), item);
  for (const id of change.remove) byId.delete(id);
  return [...byId.values()];
}

/** Of two pictures of the same thing the later one, by the station's clock: a slow HTTP answer never undoes a newer message. */
export function later<T extends { readonly at: Instant }>(old: T | undefined, fresh: T): T {
  return old !== undefined && old.at > fresh.at ? old : fresh;
}
