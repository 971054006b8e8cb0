import { z } from 'zod';
import { FIGURE_CODES } from '../domain/health/figures.ts';
import { Severity } from './alarms.ts';
import { InstantMs } from './common.ts';
import { defineRoute } from './route.ts';

export const ProcessHealth = z
  .object({
    name: z.string(),
    state: z.enum(['running', 'starting', 'restarting', 'stopped']),
    pid: z.int().nullable(),
    startedAt: InstantMs.nullable(),
    restarts: z.int(),
    lastExit: z.string().nullable(),
    cpu: z.number().nullable().describe('per cent of one core, last minute'),
    memory: z.number().nullable().describe('resident bytes'),
    at: InstantMs,
  })
  .meta({ id: 'ProcessHealth' });
export type ProcessHealth = z.output<typeof ProcessHealth>;

/** Where a queue leads: into the pipeline, from it into one of the stores, or to who stored samples are passed on to. */
export const QUEUE_ENDS = ['pipeline', 'core', 'telemetry', 'logs', 'remoteWrite'] as const;

export const QueueHealth = z
  .object({
    from: z.string().nullable().describe('the process that sends; null for a queue inside the backend'),
    to: z.enum(QUEUE_ENDS),
    depth: z.int(),
    perSecond: z.number(),
    dropped: z.int(),
    oldestAt: InstantMs.nullable(),
  })
  .meta({ id: 'QueueHealth' });

export const CollectorHealth = z
  .object({
    protocol: z.string(),
    targets: z.int(),
    cycleP95Ms: z.number().nullable(),
    latenessP99: z
      .number()
      .nullable()
      .default(null)
      .describe('from when a cycle was due to its end, per cent of its interval, last thousand cycles'),
    lateCycles: z.int(),
    unanswered: z.int(),
    lastAt: InstantMs.nullable(),
    problem: z.string().nullable().describe('code of what is missing, e.g. tool.fping'),
  })
  .meta({ id: 'CollectorHealth' });

export const StoreHealth = z
  .object({
    name: z.string(),
    bytes: z.int(),
    writeP95Ms: z.number().nullable(),
    note: z.string().nullable().describe('problem code of why nothing is written to it, e.g. storage.full'),
    synchronous: z.string().nullable(),
  })
  .meta({ id: 'StoreHealth' });

/** Everything the page 自检 shows, each part with its own time. */
export const Health = z
  .object({
    at: InstantMs,
    version: z.string(),
    startedAt: InstantMs,
    dataFolder: z.string(),
    disk: z.object({
      total: z.number(),
      free: z.number(),
      state: z.enum(['ok', 'low', 'full']),
      since: InstantMs.nullable(),
      telemetryStopped: z.boolean(),
      ballast: z.number(),
    }),
    processes: z.array(ProcessHealth),
    queues: z.array(QueueHealth),
    collectors: z.array(CollectorHealth),
    stores: z.array(StoreHealth),
    audit: z.object({ records: z.int(), verifiedAt: InstantMs.nullable(), ok: z.boolean().nullable() }),
    /** p95 in milliseconds over the last five minutes; null before the first figure. */
    endToEndP95Ms: z.number().nullable(),
    requestP95Ms: z.number().nullable(),
    loopDelayP99Ms: z.number().nullable(),
    slowQueries: z.int(),
    slow: z
      .array(z.object({ name: z.string(), count: z.int(), worstMs: z.number(), lastAt: InstantMs }))
      .describe('statements of core.db over their limit since the start, by what they are for'),
    clock: z.object({ stepMs: z.number().describe('how far the wall clock was set in the last hour') }),
    certificate: z.object({ notAfter: InstantMs, days: z.number() }).nullable().describe('of the web server; null without TLS'),
    reception: z
      .object({ shed: z.int(), dropped: z.array(z.object({ door: z.string(), count: z.int() })) })
      .nullable()
      .describe('records lost before they were kept; null until the receiver has told'),
    passingOn: z
      .object({ lost: z.int() })
      .nullable()
      .describe('requests of the last ten minutes that were refused for good or found no room; null while samples are not passed on'),
    sockets: z.int(),
    sessions: z.int(),
    events: z.array(
      z.object({
        at: InstantMs,
        severity: Severity.nullable(),
        key: z.string(),
        values: z.record(z.string(), z.union([z.string(), z.number()])),
      }),
    ),
  })
  .meta({ id: 'Health' });
export type Health = z.output<typeof Health>;

export const getHealth = defineRoute({
  id: 'getHealth',
  method: 'GET',
  path: '/health',
  access: { permission: 'health.read' },
  summary: 'State of the station itself',
  response: Health,
});

/** The station's own figures over time: for each the worst of every step from `from` on; null where nothing was kept. */
export const HealthHistory = z
  .object({
    from: InstantMs,
    to: InstantMs,
    stepMs: z.number(),
    series: z.array(
      z.object({
        code: z.enum(FIGURE_CODES),
        part: z.string().describe('what it is the figure of; empty for the station as a whole'),
        values: z.array(z.number().nullable()),
      }),
    ),
  })
  .meta({ id: 'HealthHistory' });
export type HealthHistory = z.output<typeof HealthHistory>;

export const getHealthHistory = defineRoute({
  id: 'getHealthHistory',
  method: 'GET',
  path: '/health/history',
  access: { permission: 'health.read' },
  summary: 'The figures of the station itself over the last hours',
  query: z.strictObject({
    hours: z.coerce
      .number()
      .pipe(z.literal([24, 168]))
      .default(24),
  }),
  response: HealthHistory,
});
