import { z } from 'zod';
import { HEART_KINDS } from '../domain/heartbeat/heart.ts';
import { HEART_STATES } from '../domain/heartbeat/tree.ts';
import { TRANSPORTS } from '../domain/log/record.ts';
import { InstantMs, Uuid } from './common.ts';
import { CollectorHealth } from './health.ts';
import { defineRoute } from './route.ts';

/** Where devices send to. */
export const DOORS = ['syslogUdp', 'syslogTcp', 'syslogTls', 'traps'] as const;
export type DoorName = (typeof DOORS)[number];

/** One address that is listened on. */
export const Door = z
  .object({
    door: z.enum(DOORS),
    host: z.string(),
    port: z.int(),
    transport: z.enum(TRANSPORTS),
    isOpen: z.boolean(),
    problem: z.string().nullable().describe('why it is not open: the code of the system (EADDRINUSE, EACCES) or `noCertificate`'),
    connections: z.int().describe('connections of a stream that are open now; 0 for datagrams'),
    dropped: z.int().nullable().describe('datagrams the kernel has dropped; null for streams and where the system does not say'),
    bufferBytes: z.int().nullable().describe('what the kernel may hold for us; null for streams'),
  })
  .meta({ id: 'Door' });
export type Door = z.output<typeof Door>;

const Counts = <const K extends string>(keys: readonly K[]) => z.record(z.enum(keys), z.int());

/** Why something that arrived is not kept. */
export const REFUSALS = ['stranger', 'tooMany', 'unreadable', 'notBelieved'] as const;
export type RefusalKind = (typeof REFUSALS)[number];

/** What one address has sent since the receiver started. */
export const SourceAccount = z
  .object({
    address: z.string(),
    resourceId: Uuid.nullable(),
    kept: Counts(['syslog', 'trap', 'event']),
    refused: Counts(REFUSALS),
    firstAt: InstantMs,
    lastAt: InstantMs,
    samples: z
      .array(z.object({ at: InstantMs, why: z.enum(REFUSALS), detail: z.string(), hex: z.string() }))
      .describe('newest of what was refused, first bytes in hexadecimal'),
  })
  .meta({ id: 'SourceAccount' });
export type SourceAccount = z.output<typeof SourceAccount>;

/** What the receiver tells of itself every two seconds. */
export const ReceiverReport = z
  .object({
    at: InstantMs,
    doors: z.array(Door),
    taken: z.int().describe('records since its start'),
    shed: z.int().describe('records dropped for want of room, by severity'),
    sources: z.array(SourceAccount).describe('those that sent most recently'),
    events: z
      .object({
        version: z.string().nullable().describe('of the rules in force; null before any were told'),
        rules: z.int(),
        hits: z.int().describe('what the rules found since the start of the receiver'),
        strangers: z.int().describe('found in messages of addresses that are no resource: no alarm comes of them'),
      })
      .describe('what the rules over events made of messages'),
    unlisted: z.int().describe('messages of addresses that found no place in the account'),
    waiting: z.object({ items: z.int(), bytes: z.int(), oldestAt: InstantMs.nullable(), dropped: z.int() }),
  })
  .meta({ id: 'ReceiverReport' });
export type ReceiverReport = z.output<typeof ReceiverReport>;

/** One thing that is heard of again and again, and what its silence means. */
export const Heartbeat = z
  .object({
    kind: z.enum(HEART_KINDS),
    name: z.string().describe('of a process, protocol, domain or address; empty for all that is received'),
    lastAt: InstantMs.nullable(),
    quietSince: InstantMs.describe('the last sign of life, or since when one could have been heard'),
    limitMs: z.number().nullable().describe('how long it may be quiet; null while that is not known'),
    isSet: z.boolean().describe('people set the limit; else it is what was learnt'),
    state: z.enum(HEART_STATES),
    by: z.string().nullable().describe('kind and name, with a colon, of what it is told with or waits for'),
  })
  .meta({ id: 'Heartbeat' });
export type Heartbeat = z.output<typeof Heartbeat>;

/** Everything the page 采集 shows. */
export const Collection = z
  .object({
    at: InstantMs,
    collectors: z.array(CollectorHealth),
    /** Null until the receiver has told something. */
    reception: ReceiverReport.nullable(),
    heartbeats: z.array(Heartbeat).describe('all but sources that beat or are being learnt and are not in `reception`'),
    sourceStates: z.record(z.enum(HEART_STATES), z.int()).describe('of every source'),
    isReceiving: z.boolean().describe('the receiver is connected'),
    /** Messages of an address in the last minute; those that sent none are left out. */
    perMinute: z.record(z.string(), z.int()),
    logs: z.object({
      perSecond: z.number(),
      records: z.int().describe('stored since the first start; numbers that were removed with their day count, too'),
      bytes: z.int(),
      oldestDay: InstantMs.nullable(),
      damaged: z.int(),
      paused: z.string().nullable(),
      writeP95Ms: z.number().nullable(),
    }),
    /** Resources without a sign of life in what they should send or answer are listed by the topic `resources`. */
    retentionDays: z.int(),
  })
  .meta({ id: 'Collection' });
export type Collection = z.output<typeof Collection>;

export const getCollection = defineRoute({
  id: 'getCollection',
  method: 'GET',
  path: '/collection',
  access: { permission: 'health.read' },
  summary: 'Collectors, doors and sources: what comes in, from whom, and what is lost',
  response: Collection,
});

/** How long a source may be quiet. */
export const HeartbeatLimit = z
  .strictObject({
    address: z.string().min(1).max(300),
    limitS: z.int().min(60).max(2_592_000).nullable().describe('null: as is usual for it'),
  })
  .meta({ id: 'HeartbeatLimit' });

export const setHeartbeatLimit = defineRoute({
  id: 'setHeartbeatLimit',
  method: 'PUT',
  path: '/collection/limit',
  access: { permission: 'resource.edit' },
  summary: 'Set how long the address of a resource may send nothing before its monitoring counts as interrupted',
  body: HeartbeatLimit,
  response: HeartbeatLimit,
});
