import { z } from 'zod';
import { Severity } from './alarms.ts';
import { InstantMs, Uuid } from './common.ts';
import { PolicyDraft } from './policyEffect.ts';
import { defineRoute } from './route.ts';

export const MAX_REPLAY_DAYS = 30;

export const ReplayRequest = z
  .object({ draft: PolicyDraft, days: z.int().min(1).max(MAX_REPLAY_DAYS) })
  .strict()
  .meta({ id: 'ReplayRequest' });

const Count = z.int().min(0);

/** One time at which the draft, the policies now in force, or both would have been an alarm. */
export const ReplayEpisode = z
  .object({
    resourceId: Uuid,
    resourceName: z.string(),
    metric: z.string(),
    component: z.string(),
    from: InstantMs,
    to: InstantMs.nullable().describe('null: to the end'),
    severity: Severity,
    peak: z.number(),
    by: z.enum(['both', 'draft', 'present']),
    /** How much later the draft tells it, ms; negative: earlier. Null where only one does. */
    laterMs: z.number().nullable(),
  })
  .meta({ id: 'ReplayEpisode' });
export type ReplayEpisode = z.output<typeof ReplayEpisode>;

/** 「将触发 N 次」: stored samples judged by a draft as the pipeline would have judged them. */
export const Replay = z
  .object({
    id: Uuid,
    state: z.enum(['running', 'done', 'cut', 'stopped', 'failed']),
    /** Why it ended before everything was looked at. */
    cutBy: z.enum(['samples', 'time']).nullable(),
    from: InstantMs,
    to: InstantMs,
    /** Resources looked at, and those the draft has the say about or takes a threshold away from. */
    done: Count,
    total: Count,
    series: Count,
    samples: Count,
    gaps: Count.describe('samples that were asked for and not obtained'),
    tookMs: Count,
    draft: Count,
    present: Count,
    /** Times that only the policies in force, and that only the draft would tell. */
    missed: Count,
    added: Count,
    uncompared: Count.describe('series with so many times that only the first of them were compared; `missed` and `added` are at least'),
    /** Of the times both tell: how much later the draft does, ms; the median to the second. */
    later: z.object({ median: z.number(), most: z.number() }).nullable(),
    /** Newest first, at most 200 of `episodes`. */
    episodes: Count,
    items: z.array(ReplayEpisode),
  })
  .meta({ id: 'Replay' });
export type Replay = z.output<typeof Replay>;

const params = z.object({ id: Uuid });

export const startReplay = defineRoute({
  id: 'startReplay',
  method: 'POST',
  path: '/policies/replays',
  access: { permission: 'policy.edit' },
  summary: 'Begin to judge stored samples by a draft; a run the caller began before is stopped',
  changesNothing: true,
  body: ReplayRequest,
  response: Replay,
});
export const getReplay = defineRoute({
  id: 'getReplay',
  method: 'GET',
  path: '/policies/replays/:id',
  access: { permission: 'policy.edit' },
  summary: 'How far a run is and what it has found',
  params,
  response: Replay,
});
export const stopReplay = defineRoute({
  id: 'stopReplay',
  method: 'POST',
  path: '/policies/replays/:id/stop',
  access: { permission: 'policy.edit' },
  summary: 'Stop a run; what it has found stays',
  changesNothing: true,
  params,
  response: Replay,
});
