import { z } from 'zod';
import { RESOURCE_CLASSES } from '../domain/inventory/resource.ts';
import { defineRoute } from './route.ts';

/** Shortest that samples may be kept, days: half a year (R-8.2.2-e-1). */
export const LEAST_SAMPLE_DAYS = 184;
/** Shortest that what they come to may be kept, days: 13 months. */
export const LEAST_ROLLUP_DAYS = 397;
const MOST_DAYS = 3660;
const MAX_CLASSES = 20;

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

/** How long measured values are kept. A longer time holds for weeks that are still there; a class for weeks whose samples go from now on. */
export const Retention = z.object({ ...kept, version: z.int() }).meta({ id: 'Retention' });
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
