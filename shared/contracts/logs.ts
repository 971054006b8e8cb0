import { z } from 'zod';
import { RECORD_KINDS, RECORD_MARKS, TRANSPORTS } from '../domain/log/record.ts';
import { SYSLOG_FACILITIES, SYSLOG_SEVERITIES } from '../domain/syslog/message.ts';
import { InstantMs, Uuid } from './common.ts';
import { defineRoute } from './route.ts';

/** One line, notification or event as it is kept. */
export const LogLine = z
  .object({
    number: z.int().describe('grows with every record; none has two'),
    receivedAt: InstantMs,
    at: InstantMs.nullable().describe('what the device clock said; null when it said nothing'),
    kind: z.enum(RECORD_KINDS),
    transport: z.enum(TRANSPORTS),
    source: z.string(),
    resourceId: Uuid.nullable(),
    resourceName: z.string().nullable().describe('as it is called now; null for an address that is no resource'),
    isSimulated: z.boolean().describe('it is of a simulated device of a laboratory'),
    host: z.string().nullable(),
    app: z.string().nullable(),
    processId: z.string().nullable(),
    messageId: z.string().nullable(),
    facility: z.enum(SYSLOG_FACILITIES).nullable(),
    severity: z.enum(SYSLOG_SEVERITIES).nullable(),
    marks: z.array(z.enum(RECORD_MARKS)),
    line: z.string(),
    textFrom: z.int().describe('where the text begins in the line, in UTF-16 units'),
  })
  .meta({ id: 'LogLine' });
export type LogLine = z.output<typeof LogLine>;

const Scanned = z.object({ records: z.int(), bytes: z.number() });

/** Newest first. */
export const LogList = z
  .object({
    items: z.array(LogLine),
    next: z.int().nullable().describe('`before` of what follows; null when nothing does'),
    isFull: z.boolean().describe('false where the time ended before the page was full: more may follow from `next` on'),
    scanned: Scanned,
    damaged: z.int().describe('blocks that could not be read'),
    tookMs: z.number(),
  })
  .meta({ id: 'LogList' });
export type LogList = z.output<typeof LogList>;

/** Longest question in the search box. */
export const MAX_QUERY = 1000;
export const MAX_LOG_PAGE = 1000;

const Asked = {
  query: z.string().max(MAX_QUERY).default('').describe('words and `field:value`, as in the search box'),
  from: z.coerce.number().int().min(0).optional().describe('an hour before `to` where it is left out'),
  to: z.coerce.number().int().min(0).optional().describe('now where it is left out'),
};

export const listLogs = defineRoute({
  id: 'listLogs',
  method: 'GET',
  path: '/logs',
  access: { permission: 'log.read' },
  summary: 'Records received from `from` to before `to` that a question finds, newest first',
  query: z.strictObject({
    ...Asked,
    before: z.coerce.number().int().min(0).optional(),
    after: z.coerce.number().int().min(0).optional().describe('only numbers greater than this: what came since'),
    limit: z.coerce.number().int().min(1).max(MAX_LOG_PAGE).default(100),
  }),
  response: LogList,
});

/** Fields by which what was found is told apart. */
export const LOG_FACETS = ['severity', 'kind', 'resourceId', 'source', 'host', 'app'] as const;
export type LogFacet = (typeof LOG_FACETS)[number];

const FacetCounts = z.object({
  values: z.array(z.object({ value: z.string().nullable(), label: z.string().nullable(), count: z.int() })),
  others: z.object({ values: z.int(), count: z.int() }),
});

export const LogCounts = z
  .object({
    total: z.int(),
    from: InstantMs,
    bucketMs: z.int(),
    buckets: z.array(z.int()),
    errors: z.array(z.int()).describe('those of a bucket that are errors or worse'),
    facets: z.record(z.enum(LOG_FACETS), FacetCounts),
    countedFrom: InstantMs.nullable().describe('null when everything was counted; else only what was received from then on was'),
    scanned: Scanned,
    tookMs: z.number(),
  })
  .meta({ id: 'LogCounts' });
export type LogCounts = z.output<typeof LogCounts>;

export const countLogs = defineRoute({
  id: 'countLogs',
  method: 'GET',
  path: '/logs/counts',
  access: { permission: 'log.read' },
  summary: 'How many records a question finds, by time and by field',
  query: z.strictObject({
    ...Asked,
    buckets: z.coerce.number().int().min(1).max(500).default(72),
    seat: z.string().max(100).default('').describe('a later count of the same seat ends this one'),
  }),
  response: LogCounts,
});
