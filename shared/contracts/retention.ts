import { z } from 'zod';
import { RESOURCE_CLASSES } from '../domain/inventory/resource.ts';
import { LEAST_ROLLUP_DAYS, LEAST_SAMPLE_DAYS, MAX_CLASSES, MOST_DAYS } from '../domain/retention/keeping.ts';
import { InstantMs } from './common.ts';
import { defineRoute } from './route.ts';

const SampleDays = z.int().min(LEAST_SAMPLE_DAYS).max(MOST_DAYS);

/** Series whose samples are kept longer than the others. */
export const RetentionClass = z
  .strictObject({
    resourceClass: z.enum(RESOURCE_CLASSES).nullable().describe('null: of resources of every class'),
    metric: z.string().trim().min(1).max(100).nullable().describe('null: of every metric'),
    days: SampleDays,
  })
  .refine(({ resourceClass, metric }) => resourceClass !== null || metric !== null)
  .meta({ id: 'RetentionClass' });
export type RetentionClass = z.output<typeof RetentionClass>;

const kept = {
  samplesDays: SampleDays.describe('samples as they were taken'),
  rollupsDays: z.int().min(LEAST_ROLLUP_DAYS).max(MOST_DAYS).describe('smallest, largest, sum and number of five minutes, hours and days'),
  longer: z.array(RetentionClass).max(MAX_CLASSES).describe('of several classes of a series the longest holds'),
};

/** What was kept longer before the newest change: it is until then, so that a change can be taken back before anything is gone. */
export const RetentionHeld = z.object({ ...kept, longer: z.array(RetentionClass), endsAt: InstantMs }).meta({ id: 'RetentionHeld' });

/** How long measured values are kept. A longer time holds for weeks that are still there; a class for weeks whose samples go from now on. */
export const Retention = z
  .object({
    ...kept,
    version: z.int(),
    changedAt: InstantMs.nullable().default(null).describe('null: never'),
    changedBy: z.string().nullable().default(null),
    held: RetentionHeld.nullable().default(null).describe('null where the newest change made nothing shorter, or its day of grace is over'),
  })
  .meta({ id: 'Retention' });
export type Retention = z.output<typeof Retention>;
export const RetentionChange = z.strictObject({ ...kept, version: z.int() }).meta({ id: 'RetentionChange' });
export type RetentionChange = z.output<typeof RetentionChange>;

export const getRetention = defineRoute({
  id: 'getRetention',
  method: 'GET',
  path: '/retention',
  access: { permission: 'health.read' },
  summary: 'How long measured values are kept',
  response: Retention,
});
export const changeRetention = defineRoute({
  id: 'changeRetention',
  method: 'PUT',
  path: '/retention',
  access: { permission: 'retention.edit' },
  summary: 'Change how long measured values are kept; never less than the standard asks',
  body: RetentionChange,
  response: Retention,
});

/** One file of values; a held one is never removed. */
export const KeptWeek = z.object({ from: InstantMs, to: InstantMs, bytes: z.int(), isHeld: z.boolean() }).meta({ id: 'KeptWeek' });
export type KeptWeek = z.output<typeof KeptWeek>;

/** Series that a setting keeps longer, counted as they are now. */
export const RetentionCount = z
  .object({
    series: z.int(),
    classes: z.array(z.int()).describe('series of each class, in their order'),
    longer: z
      .array(z.object({ days: z.int(), series: z.int() }))
      .describe('series by the days for which they are kept, where that is longer'),
  })
  .meta({ id: 'RetentionCount' });
export type RetentionCount = z.output<typeof RetentionCount>;

/** What is kept now, what it takes, and what the disk has left. Weeks are UTC, the oldest first. */
export const RetentionUse = z
  .object({
    at: InstantMs,
    since: InstantMs.nullable().describe('first record of the audit chain: the station was set up'),
    count: RetentionCount.describe('of what holds now'),
    samples: z.array(KeptWeek),
    rollups: z
      .array(KeptWeek)
      .describe('weeks of which what the samples come to stands in a file; of the others it is made of the samples'),
    longer: z.array(KeptWeek).describe('weeks of which samples of some series are kept longer, a file for each number of days'),
    inMemorySince: InstantMs.nullable().describe('oldest sample that stands in no file of a week yet'),
    telemetryBytes: z.int().describe('everything of measured values, logs of the newest hours too'),
    logs: z.object({ bytes: z.int(), days: z.int(), oldestDay: InstantMs.nullable(), keptDays: z.int() }),
    alarms: z.object({ oldestAt: InstantMs.nullable() }).describe('never removed'),
    audit: z.object({ records: z.int(), oldestAt: InstantMs.nullable() }).describe('never removed'),
    coreBytes: z.int().describe('the database of alarms, audit and everything people set'),
    disk: z.object({ total: z.number(), free: z.number(), low: z.number().describe('below it the station tells that the disk is low') }),
  })
  .meta({ id: 'RetentionUse' });
export type RetentionUse = z.output<typeof RetentionUse>;

export const getRetentionUse = defineRoute({
  id: 'getRetentionUse',
  method: 'GET',
  path: '/retention/use',
  access: { permission: 'health.read' },
  summary: 'What is kept now, what it takes and what the disk has left',
  response: RetentionUse,
});
export const countRetention = defineRoute({
  id: 'countRetention',
  method: 'POST',
  path: '/retention/count',
  access: { permission: 'retention.edit' },
  changesNothing: true,
  summary: 'How many series a setting would keep longer',
  body: z.strictObject({ samplesDays: kept.samplesDays, longer: kept.longer }).meta({ id: 'RetentionQuestion' }),
  response: RetentionCount,
});
