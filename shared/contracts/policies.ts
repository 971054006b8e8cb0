import { z } from 'zod';
import { RESOURCE_CLASSES } from '../domain/inventory/resource.ts';
import { InstantMs } from './common.ts';
import { defineRoute } from './route.ts';

const Levels = z
  .object({ critical: z.number().nullable(), major: z.number().nullable(), minor: z.number().nullable(), warning: z.number().nullable() })
  .strict();

/** A threshold by class and importance (R-8.4.3-b4-2, -c2-2) with duration, hysteresis and N of M. */
export const ThresholdPolicy = z
  .object({
    id: z.string().max(100),
    metric: z.string().max(100),
    classes: z.array(z.enum(RESOURCE_CLASSES)),
    direction: z.enum(['above', 'below']),
    /** null: no alarm of that severity for that importance. */
    levels: z.object({ core: Levels, key: Levels, general: Levels }).strict(),
    /** The condition must hold this long before it is reported. */
    durationMs: z.int().min(0).max(86_400_000),
    /** It ends only when the value is this much on the good side of the level. */
    hysteresis: z.number().min(0),
    /** At least n of the last m samples must cross. */
    n: z.int().min(1).max(20),
    m: z.int().min(1).max(20),
    enabled: z.boolean(),
    version: z.int(),
    updatedAt: InstantMs,
  })
  .strict()
  .meta({ id: 'ThresholdPolicy' });
export type ThresholdPolicy = z.output<typeof ThresholdPolicy>;
export const ThresholdPolicyList = z.object({ items: z.array(ThresholdPolicy) }).meta({ id: 'ThresholdPolicyList' });
export const ThresholdPolicyChange = ThresholdPolicy.pick({
  levels: true,
  durationMs: true,
  hysteresis: true,
  n: true,
  m: true,
  enabled: true,
  version: true,
})
  .strict()
  .refine((change) => change.n <= change.m, { path: ['n'], message: 'n must not exceed m' })
  .meta({ id: 'ThresholdPolicyChange' });

export const listPolicies = defineRoute({
  id: 'listPolicies',
  method: 'GET',
  path: '/policies',
  access: { permission: 'policy.read' },
  summary: 'Threshold policies',
  response: ThresholdPolicyList,
});
export const changePolicy = defineRoute({
  id: 'changePolicy',
  method: 'PUT',
  path: '/policies/:id',
  access: { permission: 'policy.edit' },
  summary: 'Change a threshold policy; in force from the next sample',
  params: z.object({ id: z.string().max(100) }),
  body: ThresholdPolicyChange,
  response: ThresholdPolicy,
});
