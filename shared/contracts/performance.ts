import { z } from 'zod';
import { IMPORTANCES, RESOURCE_CLASSES } from '../domain/inventory/resource.ts';
import { COMPARISON_NAMES } from '../domain/metric/comparison.ts';
import { PERIOD_NAMES, REFRESH_S, TOP_PERIOD_NAMES, TOP_STATISTICS } from '../domain/metric/period.ts';
import { Severity } from './alarms.ts';
import { IdParams, InstantMs, Uuid } from './common.ts';
import { namedViewSchemas } from './namedViews.ts';
import { Quality } from './observation.ts';
import { Domain, Tag } from './resources.ts';
import { defineRoute } from './route.ts';

/** Series one view can hold: more are no longer told apart. */
export const MAX_VIEW_SERIES = 12;
/** How many dashboards one person can keep. */
export const MAX_DASHBOARDS = 50;
/** Most places of a ranking. */
export const MAX_TOP = 100;

/** A level of a policy in force for a metric. */
export const ThresholdLevel = z
  .object({ level: z.number(), severity: Severity, direction: z.enum(['above', 'below']) })
  .meta({ id: 'ThresholdLevel' });
export type ThresholdLevel = z.output<typeof ThresholdLevel>;

const measured = z.number().nullable();
const doubts = z.array(Quality).describe('what is to be doubted about the samples the figures are made of');

/** What the samples of one series in a stretch come to; figures null where nothing was measured. p95 by nearest rank. */
export const SeriesSummary = z
  .object({
    metric: z.string(),
    component: z.string(),
    from: InstantMs,
    to: InstantMs,
    intervalMs: z.int(),
    samples: z.int().min(0),
    gaps: z.int().min(0).describe('asked and not obtained'),
    min: measured,
    avg: measured,
    max: measured,
    p95: measured,
    doubts,
    firstAt: InstantMs.nullable(),
    lastAt: InstantMs.nullable(),
    trend: z
      .object({
        at: InstantMs,
        level: z.number().describe('value of the line at `at`'),
        slopePerMs: z.number(),
        fit: z.number().min(0).max(1).describe('share of the spread that the line explains'),
      })
      .nullable()
      .describe('straight line through the samples, by least squares'),
    thresholds: z.array(ThresholdLevel).describe('in force now, the least severe first'),
  })
  .meta({ id: 'SeriesSummary' });
export type SeriesSummary = z.output<typeof SeriesSummary>;

/**
 * Samples as they were taken, ascending; null is a gap. `next`: where the samples that did not fit begin, null when these are all.
 * `flags`: the samples that are less than good, by their place.
 */
export const RawSamples = z
  .object({
    metric: z.string(),
    component: z.string(),
    at: z.array(InstantMs),
    value: z.array(z.number().nullable()),
    next: InstantMs.nullable(),
    flags: z.array(z.object({ place: z.int().min(0), quality: Quality })),
  })
  .meta({ id: 'RawSamples' });
export type RawSamples = z.output<typeof RawSamples>;

/** One place of a ranking. `value` is the statistic, `at` when its newest sample was taken. */
export const TopPlace = z
  .object({
    resourceId: Uuid,
    resourceName: z.string(),
    resourceClass: z.enum(RESOURCE_CLASSES),
    domain: z.string(),
    isSimulated: z.boolean(),
    component: z.string(),
    value: z.number(),
    at: InstantMs,
    intervalMs: z.int(),
    samples: z.int().min(1),
    gaps: z.int().min(0),
    /** The most severe level in force that the value has reached; null where it reached none. */
    reached: Severity.nullable(),
    doubts,
  })
  .meta({ id: 'TopPlace' });
export type TopPlace = z.output<typeof TopPlace>;

/** `ranked` series had a value; `silent` ones are collected and had none: they may be anywhere in the order. */
export const TopRanking = z
  .object({
    at: InstantMs,
    metric: z.string(),
    from: InstantMs.nullable().describe('null for the newest values'),
    items: z.array(TopPlace),
    ranked: z.int().min(0),
    silent: z.int().min(0),
  })
  .meta({ id: 'TopRanking' });
export type TopRanking = z.output<typeof TopRanking>;

const Metric = z.string().trim().min(1).max(100);

/** One series of one resource. */
export const SeriesRef = z.strictObject({ resourceId: Uuid, metric: Metric, component: z.string().max(300).default('') }).meta({
  id: 'SeriesRef',
});
export type SeriesRef = z.output<typeof SeriesRef>;

/** Which series are shown, and how. `from` and `to` hold for the period `own` alone. */
export const PerformanceView = z
  .strictObject({
    series: z.array(SeriesRef).max(MAX_VIEW_SERIES),
    layout: z.enum(['overlay', 'split']).default('overlay'),
    period: z.enum([...PERIOD_NAMES, 'own']).default('24h'),
    from: InstantMs.nullable().default(null),
    to: InstantMs.nullable().default(null),
    compare: z.enum(COMPARISON_NAMES).nullable().default(null),
    refreshS: z.literal(REFRESH_S).default(60),
  })
  .refine(({ period, from, to }) => period !== 'own' || (from !== null && to !== null && from < to))
  .meta({ id: 'PerformanceView' });
export type PerformanceView = z.output<typeof PerformanceView>;

/** Views with a name. */
const schemas = namedViewSchemas('Dashboard', PerformanceView, ({ series }) => series.length > 0);
export const Dashboard = schemas.item;
export type Dashboard = z.output<typeof Dashboard>;

const Stretch = z.object({
  metric: z.string().max(100),
  component: z.string().max(300).default(''),
  from: z.coerce.number().int().min(0),
  to: z.coerce.number().int().min(0),
});

export const getSeriesSummary = defineRoute({
  id: 'getSeriesSummary',
  method: 'GET',
  path: '/resources/:id/series/summary',
  access: { permission: 'metric.read' },
  summary: 'Mean, peak, p95 and trend of the samples of one metric in a time range, with the levels in force',
  params: IdParams,
  query: Stretch,
  response: SeriesSummary,
});

export const getRawSamples = defineRoute({
  id: 'getRawSamples',
  method: 'GET',
  path: '/resources/:id/series/samples',
  access: { permission: 'metric.read' },
  summary: 'Samples of one metric as they were taken, in pages: ask again from `next`',
  params: IdParams,
  query: Stretch.extend({ most: z.coerce.number().int().min(1).max(20_000).default(10_000) }),
  response: RawSamples,
});

export const listTop = defineRoute({
  id: 'listTop',
  method: 'GET',
  path: '/performance/top',
  access: { permission: 'metric.read' },
  summary: 'The series of one metric whose newest value, mean, peak or p95 is highest among the monitored resources',
  query: z.object({
    metric: Metric.default('cpu.utilisation'),
    period: z.enum(TOP_PERIOD_NAMES).default('now'),
    statistic: z.enum(TOP_STATISTICS).default('avg').describe('not heeded for `now`'),
    most: z.coerce.number().int().min(1).max(MAX_TOP).default(20),
    resourceClass: z.enum(RESOURCE_CLASSES).optional(),
    importance: z.enum(IMPORTANCES).optional(),
    domain: Domain.min(1).optional(),
    tag: Tag.optional(),
  }),
  response: TopRanking,
});

export const listDashboards = defineRoute({
  id: 'listDashboards',
  method: 'GET',
  path: '/dashboards',
  access: { permission: 'metric.read' },
  summary: 'Own dashboards and the shared ones of others, by name',
  response: schemas.list,
});
export const createDashboard = defineRoute({
  id: 'createDashboard',
  method: 'POST',
  path: '/dashboards',
  access: { permission: 'dashboard.save' },
  summary: 'Save a view under a name',
  body: schemas.creation,
  response: Dashboard,
});
export const changeDashboard = defineRoute({
  id: 'changeDashboard',
  method: 'PUT',
  path: '/dashboards/:id',
  access: { permission: 'dashboard.save' },
  summary: 'Rename an own dashboard, share it or save another view in it',
  params: IdParams,
  body: schemas.change,
  response: Dashboard,
});
export const removeDashboard = defineRoute({
  id: 'removeDashboard',
  method: 'POST',
  path: '/dashboards/:id/remove',
  access: { permission: 'dashboard.save' },
  summary: 'Remove an own dashboard; the answer is what it was',
  params: IdParams,
  body: schemas.removal,
  response: Dashboard,
});
