import { z } from 'zod';
import { IdParams, InstantMs, Uuid } from './common.ts';
import { Quality } from './observation.ts';
import { defineRoute } from './route.ts';

/** Stretches up to now that traffic is looked at over. */
export const LOAD_PERIODS = ['24h', '7d', '30d', '90d'] as const;
/** A ranking reads the samples of dozens of series. */
export const BUSIEST_PERIODS = ['24h', '7d', '30d'] as const;
export const BUSIEST_ORDERS = ['p95', 'busyHour', 'mean', 'peak'] as const;
/** The shares of its speed, in percent, that a link can be asked to stay below. */
export const LOAD_LEVELS = [50, 70, 80, 90, 100] as const;

const Level = z
  .union(LOAD_LEVELS.map((level) => z.literal(String(level))))
  .default('80')
  .transform(Number);

export const Forecast = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('tooShort'), days: z.int().min(0), needed: z.int().min(1) }),
    z.object({ kind: z.enum(['reached', 'noTrend', 'falling', 'far', 'noSpeed']) }),
    z.object({ kind: z.literal('reaches'), at: InstantMs, earliest: InstantMs, latest: InstantMs }),
  ])
  .meta({
    id: 'LoadForecast',
    description:
      'When the busiest hour of a day will be at the level, by a straight line through those of the days before, with the limits of its 95 % confidence band; or why that is not said',
  });
export type Forecast = z.output<typeof Forecast>;

const Direction = z
  .object({
    mean: z.number().describe('bit a second'),
    peak: z.number().describe('the highest sample, bit a second'),
    peakAt: InstantMs,
    p95: z.number().describe('95th percentile of the means of `stepMs`, bit a second, by nearest rank'),
    stepMs: z.int().min(1),
    busyHour: z
      .object({ hour: z.int().min(0).max(23), mean: z.number(), days: z.int().min(1) })
      .nullable()
      .describe('the hour of the day that is busiest on the mean (ITU-T E.600); null while not every hour was measured'),
    trend: z
      .object({ perDay: z.number(), fit: z.number().min(0).max(1), days: z.int() })
      .nullable()
      .describe('of the busiest hour of each day, over thirty days at least whatever the stretch'),
    measured: z.number().min(0).max(1).describe('share of the stretch'),
    lastAt: InstantMs,
    forecast: Forecast,
    doubts: z.array(Quality),
  })
  .nullable();

export const InterfaceLoad = z
  .object({
    at: InstantMs,
    from: InstantMs,
    to: InstantMs,
    resourceId: Uuid,
    name: z.string(),
    isSimulated: z.boolean(),
    port: z.string(),
    speed: z.number().nullable().describe('bit a second'),
    level: z.number().describe('percent of the speed that forecasts are of'),
    in: Direction,
    out: Direction,
    remote: z
      .object({ resourceId: Uuid.nullable(), name: z.string(), port: z.string() })
      .nullable()
      .describe('what is at the other end, where that is known'),
  })
  .meta({ id: 'InterfaceLoad' });
export type InterfaceLoad = z.output<typeof InterfaceLoad>;

export const getInterfaceLoad = defineRoute({
  id: 'getInterfaceLoad',
  method: 'GET',
  path: '/resources/:id/interfaces/load',
  access: { permission: 'metric.read' },
  summary: 'What the traffic of an interface comes to in both directions: billing percentile, busy hour, trend and forecast',
  params: IdParams,
  query: z.object({ port: z.string().min(1).max(300), period: z.enum(LOAD_PERIODS).default('30d'), level: Level }),
  response: InterfaceLoad,
});

export const BusiestLinks = z
  .object({
    at: InstantMs,
    from: InstantMs,
    to: InstantMs,
    items: z.array(InterfaceLoad).describe('by the busier direction as a share of the speed, the busiest first'),
    ranked: z.int().min(0).describe('interfaces of known speed with traffic in the stretch'),
    silent: z.int().min(0).describe('collected, but without a measured value in the stretch'),
  })
  .meta({ id: 'BusiestLinks' });
export type BusiestLinks = z.output<typeof BusiestLinks>;

export const listBusiest = defineRoute({
  id: 'listBusiest',
  method: 'GET',
  path: '/network/busiest',
  access: { permission: 'metric.read' },
  summary: 'The links that are used most of what they can carry, each once, with busy hour, percentile, trend and forecast',
  query: z.object({
    period: z.enum(BUSIEST_PERIODS).default('7d'),
    by: z.enum(BUSIEST_ORDERS).default('p95'),
    most: z.coerce.number().int().min(1).max(50).default(20),
    level: Level,
  }),
  response: BusiestLinks,
});
