import { z } from 'zod';
import { IMPORTANCES } from '../domain/inventory/resource.ts';
import { METRIC_CHANGES } from '../domain/policy/effect.ts';
import { InstantMs, Uuid } from './common.ts';
import { NewPolicy, PolicyId } from './policies.ts';
import { defineRoute } from './route.ts';

/** A policy as it would be; `id` null: a new one. */
export const PolicyDraft = z.object({ id: PolicyId.nullable(), policy: NewPolicy }).strict().meta({ id: 'PolicyDraft' });
export type PolicyDraft = z.output<typeof PolicyDraft>;

/** What somebody is about to do: apply and withdraw these, and have the draft saved and applied. */
export const PolicyIntent = z
  .object({ apply: z.array(PolicyId).max(200), withdraw: z.array(PolicyId).max(200), draft: PolicyDraft.nullable() })
  .strict()
  .meta({ id: 'PolicyIntent' });
export type PolicyIntent = z.output<typeof PolicyIntent>;

const Interval = z.object({ before: z.int(), after: z.int() });
const Change = z.enum(METRIC_CHANGES);

/** What would be different, and for how many resources. Nothing is done. */
export const PolicyEffect = z
  .object({
    at: InstantMs,
    /** Monitored resources, those the draft is meant for, those for which something would be different. */
    resources: z.int(),
    targeted: z.int().nullable(),
    changed: z.int(),
    /** Polls a minute of all resources together. */
    pollsPerMinute: z.object({ before: z.number(), after: z.number() }),
    intervals: z.int().describe('resources polled at another interval'),
    metrics: z.array(z.object({ metric: z.string(), change: Change, resources: z.int() })),
    /** Active alarms that would end at once, because nothing watches them any more or not at this hour. */
    ending: z.int(),
    undecided: z.int().describe('active alarms that the next sample would decide, because they would be judged otherwise'),
    /** The resources, at most 200 of them: `changed` tells how many there are. */
    items: z.array(
      z.object({
        resourceId: Uuid,
        resourceName: z.string(),
        importance: z.enum(IMPORTANCES),
        interval: Interval.nullable(),
        metrics: z.array(z.object({ metric: z.string(), change: Change, policy: z.string() })),
      }),
    ),
  })
  .meta({ id: 'PolicyEffect' });
export type PolicyEffect = z.output<typeof PolicyEffect>;

export const previewPolicies = defineRoute({
  id: 'previewPolicies',
  method: 'POST',
  path: '/policies/effect',
  access: { permission: 'policy.edit' },
  summary: 'What applying, withdrawing or changing policies would make different',
  changesNothing: true,
  body: PolicyIntent,
  response: PolicyEffect,
});
