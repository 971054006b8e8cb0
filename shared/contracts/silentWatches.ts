import { z } from 'zod';
import { MAX_SILENT_HOURS, SILENT_HOURS } from '../domain/policy/silent.ts';
import { Severity } from './alarms.ts';
import { IdParams, InstantMs, Uuid } from './common.ts';
import { PolicyId } from './policies.ts';
import { defineRoute } from './route.ts';

/** 静默观察: for a while what thresholds would raise is recorded and raises nothing. Unreachable resources are told all the same. */
export const SilentWatch = z
  .object({
    id: Uuid,
    name: z.string(),
    /** Of a policy, or null: of resources. */
    policyId: PolicyId.nullable(),
    resourceIds: z.array(Uuid),
    startedAt: InstantMs,
    startedBy: z.string(),
    endsAt: InstantMs,
    /** When a person ended it, and who. */
    endedAt: InstantMs.nullable(),
    endedBy: z.string().nullable(),
    /** Conditions held back, how often they began, and the resources that had some. */
    conditions: z.int(),
    times: z.int(),
    noisyResources: z.int(),
  })
  .meta({ id: 'SilentWatch' });
export type SilentWatch = z.output<typeof SilentWatch>;
export const SilentWatchList = z.object({ at: InstantMs, items: z.array(SilentWatch) }).meta({ id: 'SilentWatchList' });
export type SilentWatchList = z.output<typeof SilentWatchList>;

/** One condition that would have been an alarm. */
export const SilentFinding = z
  .object({
    resourceId: Uuid,
    resourceName: z.string(),
    metric: z.string(),
    component: z.string(),
    /** The most severe it was, with the value and the level then. */
    severity: Severity,
    observed: z.number(),
    level: z.number(),
    direction: z.enum(['above', 'below']),
    times: z.int(),
    firstAt: InstantMs,
    endedAt: InstantMs.nullable(),
  })
  .meta({ id: 'SilentFinding' });
export const SilentReport = z
  .object({ watch: SilentWatch, items: z.array(SilentFinding).describe('those that began most often first, at most 200 of `conditions`') })
  .meta({ id: 'SilentReport' });
export type SilentReport = z.output<typeof SilentReport>;

export const NewSilentWatch = z
  .object({
    name: z.string().trim().min(1).max(60),
    policyId: PolicyId.nullable().default(null),
    resourceIds: z.array(Uuid).max(10_000).default([]),
    hours: z.int().min(1).max(MAX_SILENT_HOURS).default(SILENT_HOURS),
  })
  .strict()
  .meta({ id: 'NewSilentWatch' });

export const listSilentWatches = defineRoute({
  id: 'listSilentWatches',
  method: 'GET',
  path: '/silent-watches',
  access: { permission: 'policy.read' },
  summary: 'Silent observations that last or ended within 30 days, newest first',
  response: SilentWatchList,
});
export const getSilentWatch = defineRoute({
  id: 'getSilentWatch',
  method: 'GET',
  path: '/silent-watches/:id',
  access: { permission: 'policy.read' },
  summary: 'What a silent observation has held back',
  params: IdParams,
  response: SilentReport,
});
export const startSilentWatch = defineRoute({
  id: 'startSilentWatch',
  method: 'POST',
  path: '/silent-watches',
  access: { permission: 'policy.edit' },
  summary: 'Observe resources or a policy silently; alarms that are active stay',
  body: NewSilentWatch,
  response: SilentWatch,
});
export const endSilentWatch = defineRoute({
  id: 'endSilentWatch',
  method: 'POST',
  path: '/silent-watches/:id/end',
  access: { permission: 'policy.edit' },
  summary: 'End a silent observation; what still holds is an alarm from the next sample',
  params: IdParams,
  response: SilentWatch,
});
