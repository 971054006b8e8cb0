import { z } from 'zod';
import type { Permission } from '../domain/access/permissions.ts';
import { Alarm, AlarmCounts } from './alarms.ts';
import { InstantMs } from './common.ts';
import { Health } from './health.ts';
import { Resource } from './resources.ts';

/** Topics of the live socket, and what a subscriber must be allowed. */
export const TOPICS = {
  alarms: { permission: 'alarm.read', item: Alarm },
  counts: { permission: 'counter.read', item: AlarmCounts },
  resources: { permission: 'resource.read', item: Resource },
  health: { permission: 'health.read', item: Health },
} as const satisfies Record<string, { readonly permission: Permission; readonly item: z.ZodType }>;

export type Topic = keyof typeof TOPICS;
export const TOPIC_NAMES = Object.keys(TOPICS) as [Topic, ...Topic[]];

/** Most single items that one connection follows in a topic. */
export const MOST_FOLLOWED = 20;

/** Client to server. */
export const LiveRequest = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('subscribe'), topics: z.array(z.enum(TOPIC_NAMES)).max(10) }).strict(),
    z.object({ type: z.literal('unsubscribe'), topics: z.array(z.enum(TOPIC_NAMES)).max(10) }).strict(),
    /** Single items instead of the whole topic: these, and no others that were followed before. */
    z.object({ type: z.literal('follow'), topic: z.enum(TOPIC_NAMES), ids: z.array(z.string().max(64)).max(MOST_FOLLOWED) }).strict(),
    /** A person touched keyboard, pointer or screen since the last message: moves the idle limit. */
    z.object({ type: z.literal('activity') }).strict(),
  ])
  .meta({ id: 'LiveRequest' });
export type LiveRequest = z.output<typeof LiveRequest>;

const changes = <T extends z.ZodType>(topic: Topic, item: T) => ({
  /** The state as of `version`; replaces what the client has. */
  snapshot: z.object({ type: z.literal('snapshot'), topic: z.literal(topic), version: z.int(), at: InstantMs, items: z.array(item) }),
  /** What changed from `from` to `version`, merged over 250 ms. A client whose version is not `from` has a gap and subscribes anew. */
  change: z.object({
    type: z.literal('change'),
    topic: z.literal(topic),
    from: z.int(),
    version: z.int(),
    at: InstantMs,
    upsert: z.array(item),
    remove: z.array(z.string()),
  }),
  /** One that is followed, as it is now; null where there is none of this id (any more). */
  item: z.object({ type: z.literal('item'), topic: z.literal(topic), id: z.string(), at: InstantMs, item: item.nullable() }),
});
const alarms = changes('alarms', Alarm);
const counts = changes('counts', AlarmCounts);
const resources = changes('resources', Resource);
const health = changes('health', Health);

/** Server to client. `heartbeat` every 2 s tells that the station lives and what time it has. */
export const LiveMessage = z
  .union([
    alarms.snapshot,
    alarms.change,
    alarms.item,
    counts.snapshot,
    counts.change,
    counts.item,
    resources.snapshot,
    resources.change,
    resources.item,
    health.snapshot,
    health.change,
    health.item,
    z.object({
      type: z.literal('heartbeat'),
      at: InstantMs,
      sequence: z.int(),
      warnings: z.array(z.enum(['storageFull', 'pollerDown', 'receiverDown'])),
      locked: z.boolean(),
    }),
    z.object({ type: z.literal('refused'), topic: z.enum(TOPIC_NAMES), code: z.string() }),
    z.object({ type: z.literal('ended'), code: z.string() }),
  ])
  .meta({ id: 'LiveMessage' });
export type LiveMessage = z.output<typeof LiveMessage>;
