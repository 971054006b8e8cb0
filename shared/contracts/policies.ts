import { z } from 'zod';
import { IMPORTANCES, INTERVAL_BOUND_S, MIN_INTERVAL_S, RESOURCE_CLASSES } from '../domain/inventory/resource.ts';
import { InstantMs, Uuid } from './common.ts';
import { defineRoute } from './route.ts';

/** Those the product brings are named by what they are about; those people make have an id of their own. */
export const PolicyId = z.string().min(1).max(100);
export const PolicyParams = z.object({ id: PolicyId });

const Levels = z
  .object({ critical: z.number().nullable(), major: z.number().nullable(), minor: z.number().nullable(), warning: z.number().nullable() })
  .strict();

export const TargetSet = z
  .object({
    classes: z.array(z.enum(RESOURCE_CLASSES)).max(RESOURCE_CLASSES.length),
    importances: z.array(z.enum(IMPORTANCES)).max(IMPORTANCES.length),
    domains: z.array(z.string().trim().min(1).max(100)).max(50),
    tags: z.array(z.string().trim().min(1).max(50)).max(50),
    resourceIds: z.array(Uuid).max(10_000),
  })
  .strict()
  .meta({
    id: 'TargetSet',
    description: 'every facet that names something must hold, one of its names is enough; nothing named: every resource',
  });

export const TimeWindow = z
  .object({
    days: z.array(z.int().min(1).max(7)).min(1).max(7).describe('Monday 1 to Sunday 7'),
    from: z.int().min(0).max(1439).describe('minute of the day in Asia/Shanghai'),
    to: z.int().min(1).max(1440).describe('exclusive; not after `from`: on the next day'),
  })
  .strict()
  .meta({ id: 'TimeWindow' });

/** A threshold by importance (R-8.4.3-b4-2, -c2-2) with duration, hysteresis, N of M and the time in which it watches. */
export const Threshold = z
  .object({
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
    windows: z.array(TimeWindow).max(10),
  })
  .strict()
  .meta({ id: 'Threshold' });

export const MetricRule = z
  .object({
    metric: z.string().max(100),
    isCollected: z.boolean().describe('false: samples are neither kept nor judged'),
    threshold: Threshold.nullable().describe('null: kept and not judged'),
  })
  .strict()
  .meta({ id: 'MetricRule' });

const definition = {
  name: z.string().trim().min(1).max(60),
  targets: TargetSet,
  /** Between equally specific policies the greater one wins. */
  priority: z.int().min(-1000).max(1000),
  /** Polling interval in seconds, below 300 (R-8.4.3-c2-1); null: the policy says nothing of it. */
  intervalS: z
    .int()
    .min(MIN_INTERVAL_S)
    .max(INTERVAL_BOUND_S - 1)
    .nullable(),
  metrics: z.array(MetricRule).max(100),
};

export const NewPolicy = z.object(definition).strict().meta({ id: 'NewPolicy' });
export const PolicyChange = z
  .object({ ...definition, version: z.int().describe('refuse when the policy changed since this version was seen') })
  .strict()
  .meta({ id: 'PolicyChange' });

/** A monitoring policy (R-8.4.2-c2-7): for whom, how often, which metrics and when they are alarms. */
export const Policy = z
  .object({
    id: PolicyId,
    ...definition,
    isApplied: z.boolean().describe('false: withdrawn, or not yet applied'),
    /** Delivered with the product; it can be changed and withdrawn, not removed. */
    isBuiltIn: z.boolean(),
    version: z.int(),
    updatedAt: InstantMs,
    /** Monitored resources it is meant for, and those of them in which it has the say about something now. */
    targeted: z.int(),
    governing: z.int(),
    /** Series kept of the resources it is meant for (R-8.2.2-b-5). */
    points: z.int(),
    /** Threshold alarms it has raised that are active. */
    activeAlarms: z.int(),
    silentUntil: InstantMs.nullable(),
  })
  .meta({ id: 'Policy' });
export type Policy = z.output<typeof Policy>;
export type PolicyInput = z.output<typeof NewPolicy>;

export const PolicyList = z
  .object({ at: InstantMs, resources: z.int().describe('monitored resources'), items: z.array(Policy) })
  .meta({ id: 'PolicyList' });
export type PolicyList = z.output<typeof PolicyList>;

/** One version of a policy as it was. */
export const PolicyVersion = z
  .object({ ...definition, isApplied: z.boolean(), version: z.int(), at: InstantMs, byName: z.string().nullable() })
  .meta({ id: 'PolicyVersion' });
export type PolicyVersion = z.output<typeof PolicyVersion>;
export const PolicyVersionList = z.object({ items: z.array(PolicyVersion) }).meta({ id: 'PolicyVersionList' });

/** Which policies, each as it was seen. */
export const PolicySelection = z
  .object({
    items: z
      .array(z.object({ id: PolicyId, version: z.int() }).strict())
      .min(1)
      .max(200),
  })
  .strict()
  .meta({ id: 'PolicySelection' });
export const PolicyRestoration = z
  .object({ version: z.int(), to: z.int().min(0).describe('the version whose content becomes the newest') })
  .strict()
  .meta({ id: 'PolicyRestoration' });
export const PolicyRemoval = z.object({ version: z.int() }).strict().meta({ id: 'PolicyRemoval' });

const Passed = z.object({ policyId: PolicyId, policy: z.string(), by: z.enum(['specificity', 'priority', 'name']) });
const Chosen = z.object({ policyId: PolicyId, policy: z.string(), passed: z.array(Passed) });
/** Which policy has the say about a resource, and what put the others behind it. */
export const PolicyExplanation = z
  .object({
    interval: z.object({ seconds: z.int(), from: z.enum(['resource', 'policy', 'importance']), chosen: Chosen.nullable() }),
    metrics: z.array(Chosen.extend({ metric: z.string() })),
  })
  .meta({ id: 'PolicyExplanation' });
export type PolicyExplanation = z.output<typeof PolicyExplanation>;

export const listPolicies = defineRoute({
  id: 'listPolicies',
  method: 'GET',
  path: '/policies',
  access: { permission: 'policy.read' },
  summary: 'Monitoring policies, those that win first',
  response: PolicyList,
});
export const listPolicyVersions = defineRoute({
  id: 'listPolicyVersions',
  method: 'GET',
  path: '/policies/:id/versions',
  access: { permission: 'policy.read' },
  summary: 'Versions of a policy, newest first',
  params: PolicyParams,
  response: PolicyVersionList,
});
export const explainPolicies = defineRoute({
  id: 'explainPolicies',
  method: 'GET',
  path: '/resources/:id/policies',
  access: { permission: 'policy.read' },
  summary: 'Which policies have the say about a resource, and why',
  params: z.object({ id: Uuid }),
  response: PolicyExplanation,
});
export const createPolicy = defineRoute({
  id: 'createPolicy',
  method: 'POST',
  path: '/policies',
  access: { permission: 'policy.edit' },
  summary: 'Write a policy; nothing changes until it is applied',
  body: NewPolicy,
  response: Policy,
});
export const changePolicy = defineRoute({
  id: 'changePolicy',
  method: 'PUT',
  path: '/policies/:id',
  access: { permission: 'policy.edit' },
  summary: 'Change a policy; in force from the next sample where it is applied',
  params: PolicyParams,
  body: PolicyChange,
  response: Policy,
});
export const applyPolicies = defineRoute({
  id: 'applyPolicies',
  method: 'POST',
  path: '/policies/apply',
  access: { permission: 'policy.edit' },
  summary: 'Apply policies, all or none; in force from the next sample',
  body: PolicySelection,
  response: PolicyList,
});
export const withdrawPolicies = defineRoute({
  id: 'withdrawPolicies',
  method: 'POST',
  path: '/policies/withdraw',
  access: { permission: 'policy.edit' },
  summary: 'Withdraw policies, all or none; what only they watched ends at once',
  body: PolicySelection,
  response: PolicyList,
});
export const restorePolicy = defineRoute({
  id: 'restorePolicy',
  method: 'POST',
  path: '/policies/:id/restore',
  access: { permission: 'policy.edit' },
  summary: 'Make an earlier version of a policy the newest',
  params: PolicyParams,
  body: PolicyRestoration,
  response: Policy,
});
export const removePolicy = defineRoute({
  id: 'removePolicy',
  method: 'POST',
  path: '/policies/:id/remove',
  access: { permission: 'policy.edit' },
  summary: 'Remove a withdrawn policy that people made; its history stays in the audit',
  params: PolicyParams,
  body: PolicyRemoval,
  response: PolicyList,
});
