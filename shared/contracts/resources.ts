import { z } from 'zod';
import { IMPORTANCES, INTERVAL_BOUND_S, MIN_INTERVAL_S, RESOURCE_CLASSES } from '../domain/inventory/resource.ts';
import { COMPARISON_NAMES } from '../domain/metric/comparison.ts';
import { PROTOCOLS } from '../domain/observation/observation.ts';
import { Severity } from './alarms.ts';
import { Check } from './checks.ts';
import { IdParams, InstantMs, Uuid } from './common.ts';
import { Quality } from './observation.ts';
import { defineRoute } from './route.ts';

const Name = z.string().trim().min(1).max(100);
/** A host name, an IPv4 or an IPv6 address; no scheme, no port, no path. */
export const Address = z
  .string()
  .trim()
  .max(253)
  .regex(/^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9]+)?)$/);
const IntervalS = z
  .int()
  .min(MIN_INTERVAL_S)
  .max(INTERVAL_BOUND_S - 1)
  .nullable();

/** One word people call resources by. */
export const Tag = z.string().trim().min(1).max(50);
/** What people call a resource by, for lists and policies; each once. */
export const Tags = z
  .array(Tag)
  .max(20)
  .refine((tags) => new Set(tags).size === tags.length);

/** '' for none. */
export const Domain = z.string().trim().max(100);

const editable = {
  name: Name,
  resourceClass: z.enum(RESOURCE_CLASSES),
  importance: z.enum(IMPORTANCES),
  address: Address,
  domain: Domain,
  location: z.string().trim().max(100),
  /** Override of the polling interval in seconds, below 300 (R-8.4.3-c2-1); null: the default of the importance. */
  intervalS: IntervalS,
  checks: z.array(Check).max(20),
};

export const NewResource = z
  .object({
    ...editable,
    domain: editable.domain.default(''),
    location: editable.location.default(''),
    intervalS: IntervalS.default(null),
    tags: Tags.default([]),
  })
  .strict()
  .meta({ id: 'NewResource' });
export const ResourceChange = z
  .object({
    ...editable,
    tags: Tags.optional().describe('left out: they stay'),
    version: z.int().describe('refuse when the resource changed since this version was seen'),
  })
  .strict()
  .meta({ id: 'ResourceChange' });

/** One check as it goes: newest answer, fault, and how late its cycle is. */
export const CheckState = z
  .object({
    protocol: z.enum(PROTOCOLS),
    component: z.string(),
    lastAt: InstantMs.nullable(),
    reachable: z.boolean().nullable(),
    fault: z.string().nullable(),
    latencyMs: z.number().nullable(),
  })
  .meta({ id: 'CheckState' });

export const Resource = z
  .object({
    id: Uuid,
    ...editable,
    tags: Tags,
    isLocal: z.boolean(),
    /** Stands for no real device: made by a station in lab mode, never by a request. */
    isSimulated: z.boolean(),
    version: z.int(),
    createdAt: InstantMs,
    updatedAt: InstantMs,
    retiredAt: InstantMs.nullable(),
    effectiveIntervalS: z.int(),
    /** Number of series collected for it (R-8.2.2-b-5). */
    points: z.int(),
    /** Newest datum it gave. */
    dataAt: InstantMs.nullable(),
    /** Newest look at it that could be made, answered or not: as old is what is said of it. */
    checkedAt: InstantMs.nullable(),
    reachable: z.boolean().nullable(),
    worst: Severity.nullable(),
    activeAlarms: z.int(),
    /** Until when thresholds raise nothing (静默观察); null where they do. */
    silentUntil: InstantMs.nullable(),
    /** A few newest values for the list; null where there is none. */
    cpu: z.number().nullable(),
    memory: z.number().nullable(),
    rttMs: z.number().nullable(),
  })
  .meta({ id: 'Resource' });
export type Resource = z.output<typeof Resource>;

export const ResourceList = z
  .object({ version: z.int(), at: InstantMs, total: z.int(), items: z.array(Resource) })
  .meta({ id: 'ResourceList' });
export type ResourceList = z.output<typeof ResourceList>;

export const Fact = z
  .object({ name: z.string(), component: z.string(), value: z.union([z.string(), z.number(), z.boolean(), z.null()]), at: InstantMs })
  .meta({ id: 'Fact' });
export const ResourceDetail = z
  .object({ resource: Resource, checks: z.array(CheckState), facts: z.array(Fact) })
  .meta({ id: 'ResourceDetail' });
export type ResourceDetail = z.output<typeof ResourceDetail>;

/** One series of a resource with its newest value. `intervalMs` tells what a gap is; `quality` null: nothing is known against the value. */
export const MetricLatest = z
  .object({
    metric: z.string(),
    component: z.string(),
    at: InstantMs,
    value: z.number().nullable(),
    intervalMs: z.int(),
    quality: Quality.nullable(),
  })
  .meta({ id: 'MetricLatest' });
export const MetricLatestList = z.object({ at: InstantMs, items: z.array(MetricLatest) }).meta({ id: 'MetricLatestList' });

/** A stretch in which all samples are of one quality, from the first of them until the next one was due. */
export const QualityStretch = z.object({ from: InstantMs, to: InstantMs, quality: Quality }).meta({ id: 'QualityStretch' });

/** Points as columns: start of the bucket, minimum, average and maximum; null in all three where nothing was measured. */
export const Series = z
  .object({
    metric: z.string(),
    component: z.string(),
    from: InstantMs,
    to: InstantMs,
    stepMs: z.int(),
    intervalMs: z.int(),
    at: z.array(InstantMs),
    min: z.array(z.number().nullable()),
    avg: z.array(z.number().nullable()),
    max: z.array(z.number().nullable()),
    quality: z.array(QualityStretch).describe('what is known against the samples, and why there are none; ascending'),
    summedUntil: InstantMs.exactOptional().describe('of what was before no samples are left, and nothing is known of their quality'),
    threshold: z.object({ level: z.number(), severity: Severity, direction: z.enum(['above', 'below']) }).nullable(),
  })
  .meta({ id: 'Series' });
export type Series = z.output<typeof Series>;

export const ComparedSeries = Series.pick({ metric: true, component: true, from: true, to: true, stepMs: true, intervalMs: true })
  .extend({
    at: z.array(InstantMs),
    min: z.array(z.number()),
    avg: z.array(z.number()),
    max: z.array(z.number()),
    /** How many days or weeks of the past had values. */
    pasts: z.int().min(0),
  })
  .meta({ id: 'ComparedSeries' });
export type ComparedSeries = z.output<typeof ComparedSeries>;

export const Retirement = z
  .object({ reason: z.string().trim().min(1).max(500), version: z.int() })
  .strict()
  .meta({ id: 'Retirement' });

export const listResources = defineRoute({
  id: 'listResources',
  method: 'GET',
  path: '/resources',
  access: { permission: 'resource.read' },
  summary: 'Monitored resources with their state',
  query: z.object({ retired: z.stringbool().default(false) }),
  response: ResourceList,
});

export const getResource = defineRoute({
  id: 'getResource',
  method: 'GET',
  path: '/resources/:id',
  access: { permission: 'resource.read' },
  summary: 'One resource with its checks and facts',
  params: IdParams,
  response: ResourceDetail,
});

export const createResource = defineRoute({
  id: 'createResource',
  method: 'POST',
  path: '/resources',
  access: { permission: 'resource.edit' },
  summary: 'Begin to monitor a resource',
  body: NewResource,
  response: Resource,
});

export const changeResource = defineRoute({
  id: 'changeResource',
  method: 'PUT',
  path: '/resources/:id',
  access: { permission: 'resource.edit' },
  summary: 'Change a resource',
  params: IdParams,
  body: ResourceChange,
  response: Resource,
});

export const retireResource = defineRoute({
  id: 'retireResource',
  method: 'POST',
  path: '/resources/:id/retire',
  access: { permission: 'resource.edit' },
  summary: 'Stop monitoring a resource; its data and history stay',
  params: IdParams,
  body: Retirement,
  response: Resource,
});

export const restoreResource = defineRoute({
  id: 'restoreResource',
  method: 'POST',
  path: '/resources/:id/restore',
  access: { permission: 'resource.edit' },
  summary: 'Monitor a retired resource again',
  params: IdParams,
  response: Resource,
});

export const listMetrics = defineRoute({
  id: 'listMetrics',
  method: 'GET',
  path: '/resources/:id/metrics',
  access: { permission: 'metric.read' },
  summary: 'Every series of a resource with its newest value',
  params: IdParams,
  response: MetricLatestList,
});

const SeriesQuery = z.object({
  metric: z.string().max(100),
  component: z.string().max(300).default(''),
  from: z.coerce.number().int().min(0),
  to: z.coerce.number().int().min(0),
  points: z.coerce.number().int().min(10).max(2000).default(600),
});

export const getSeries = defineRoute({
  id: 'getSeries',
  method: 'GET',
  path: '/resources/:id/series',
  access: { permission: 'metric.read' },
  summary: 'Samples of one metric in a time range, in at most `points` buckets',
  params: IdParams,
  query: SeriesQuery,
  response: Series,
});

export const compareSeries = defineRoute({
  id: 'compareSeries',
  method: 'GET',
  path: '/resources/:id/series/comparison',
  access: { permission: 'metric.read' },
  summary:
    'The past of one metric laid over a time range: the same moments of the last four weeks (`baseline`), of yesterday, of a week ago',
  params: IdParams,
  query: SeriesQuery.extend({ with: z.enum(COMPARISON_NAMES) }),
  response: ComparedSeries,
});
