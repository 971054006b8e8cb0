import { z } from 'zod';
import { ALARM_EVENT_KINDS, CLEAR_KINDS, EVENT_TYPES, PROBABLE_CAUSES, TRENDS } from '../domain/alarm/record.ts';
import { SEVERITIES } from '../domain/alarm/severity.ts';
import { IMPORTANCES, RESOURCE_CLASSES } from '../domain/inventory/resource.ts';
import { AtParams, IdParams, InstantMs, Uuid } from './common.ts';
import { defineRoute } from './route.ts';

export const Severity = z.enum(SEVERITIES).meta({ id: 'Severity', description: 'X.733 perceived severity' });

/** An alarm as screens and integrators see it: the record, and of its resource what a row needs. */
export const Alarm = z
  .object({
    id: Uuid,
    number: z.string(),
    key: z.string(),
    resourceId: Uuid,
    resourceName: z.string(),
    resourceClass: z.enum(RESOURCE_CLASSES),
    importance: z.enum(IMPORTANCES),
    domain: z.string(),
    location: z.string(),
    address: z.string(),
    /** Of a resource that stands for no real device. */
    isSimulated: z.boolean(),
    component: z.string(),
    eventType: z.enum(EVENT_TYPES),
    probableCause: z.enum(PROBABLE_CAUSES),
    specificProblem: z.string(),
    severity: Severity,
    trend: z.enum(TRENDS),
    threshold: z.object({ metric: z.string(), observed: z.number(), level: z.number(), direction: z.enum(['above', 'below']) }).nullable(),
    additionalText: z.string(),
    reasons: z.array(
      z.object({
        stage: z.enum(['observed', 'normalised', 'deduplicated', 'threshold', 'raised']),
        key: z.string(),
        values: z.record(z.string(), z.union([z.string(), z.number()])),
      }),
    ),
    rule: z.string(),
    count: z.int(),
    firstAt: InstantMs,
    lastAt: InstantMs,
    /** Begin of the present activity (of the last one where cleared): what the duration counts from and the list is ordered by. */
    activeAt: InstantMs,
    receivedAt: InstantMs,
    cleared: z.object({ at: InstantMs, kind: z.enum(CLEAR_KINDS), by: Uuid.nullable(), reason: z.string().nullable() }).nullable(),
    acknowledged: z.object({ at: InstantMs, by: Uuid, byName: z.string(), comment: z.string().nullable() }).nullable(),
    isFlapping: z.boolean(),
    cause: z
      .object({
        kind: z.enum(['resource', 'link']),
        resourceId: Uuid,
        component: z.string(),
        name: z.string(),
        certainty: z.number().min(0).max(1),
        at: InstantMs,
      })
      .nullable()
      .describe('what it is held to be a consequence of, and since when: it does not sound'),
    comments: z.int(),
    version: z.int(),
    /** Newest datum of the resource, or newest look of the check whose failing this is; null when there never was one. */
    dataAt: InstantMs.nullable(),
    intervalMs: z.int(),
  })
  .meta({ id: 'Alarm', description: 'One condition of one resource' });
export type Alarm = z.output<typeof Alarm>;

export const AlarmList = z
  .object({
    /** Version of the topic `alarms` that this list is as of. */
    version: z.int(),
    at: InstantMs,
    total: z.int(),
    items: z.array(Alarm),
  })
  .meta({ id: 'AlarmList' });
export type AlarmList = z.output<typeof AlarmList>;

export const AlarmEvent = z
  .object({
    id: z.int(),
    at: InstantMs,
    kind: z.enum(ALARM_EVENT_KINDS),
    byName: z.string().nullable(),
    text: z.string().nullable(),
    severity: Severity,
  })
  .meta({ id: 'AlarmEvent' });
export type AlarmEvent = z.output<typeof AlarmEvent>;

export const AlarmDetail = z.object({ alarm: Alarm, events: z.array(AlarmEvent), eventsTotal: z.int() }).meta({ id: 'AlarmDetail' });
export type AlarmDetail = z.output<typeof AlarmDetail>;

export const AlarmHistory = z.object({ items: z.array(Alarm), total: z.int(), next: z.string().nullable() }).meta({ id: 'AlarmHistory' });

const Comment = z.string().trim().max(500);
export const AcknowledgeAlarm = z.object({ version: z.int().optional(), comment: Comment.optional() }).meta({
  id: 'AcknowledgeAlarm',
  description: 'version: refuse when the alarm returned or became more severe since this version was seen',
});
export const AcknowledgeAlarms = z
  .object({ ids: z.array(Uuid).min(1).max(500), comment: Comment.optional() })
  .meta({ id: 'AcknowledgeAlarms' });
export const AcknowledgedAlarms = z.object({ acknowledged: z.array(Uuid), refused: z.array(Uuid) }).meta({ id: 'AcknowledgedAlarms' });
export const AlarmReason = z.object({ reason: Comment.min(1) }).meta({ id: 'AlarmReason' });
export const AlarmComment = z.object({ text: Comment.min(1) }).meta({ id: 'AlarmComment' });

export const listAlarms = defineRoute({
  id: 'listAlarms',
  method: 'GET',
  path: '/alarms',
  access: { permission: 'alarm.read' },
  summary: 'Alarms that are active or not yet acknowledged, most severe first',
  response: AlarmList,
});

export const AlarmPast = z.object({ at: InstantMs, items: z.array(Alarm) }).meta({ id: 'AlarmPast' });
export type AlarmPast = z.output<typeof AlarmPast>;

export const listAlarmPast = defineRoute({
  id: 'listAlarmPast',
  method: 'GET',
  path: '/alarms/past/:at',
  access: { permission: 'alarm.read' },
  summary:
    'Alarms that were active at a moment, most severe first, as severe and suppressed as they were then; texts and counts are the newest',
  params: AtParams,
  response: AlarmPast,
});

export const listAlarmHistory = defineRoute({
  id: 'listAlarmHistory',
  method: 'GET',
  path: '/alarms/history',
  access: { permission: 'alarm.read' },
  summary: 'Alarms of a period, also closed ones, newest first',
  query: z.object({
    from: z.coerce.number().int().min(0).optional(),
    to: z.coerce.number().int().min(0).optional(),
    severity: Severity.optional(),
    resourceId: Uuid.optional(),
    text: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
    cursor: z.string().max(200).optional(),
  }),
  response: AlarmHistory,
});

export const getAlarm = defineRoute({
  id: 'getAlarm',
  method: 'GET',
  path: '/alarms/:id',
  access: { permission: 'alarm.read' },
  summary: 'One alarm with its events',
  params: IdParams,
  response: AlarmDetail,
});

export const acknowledgeAlarm = defineRoute({
  id: 'acknowledgeAlarm',
  method: 'POST',
  path: '/alarms/:id/acknowledge',
  access: { permission: 'alarm.acknowledge' },
  summary: 'Acknowledge an alarm',
  params: IdParams,
  body: AcknowledgeAlarm,
  response: Alarm,
});

export const acknowledgeAlarms = defineRoute({
  id: 'acknowledgeAlarms',
  method: 'POST',
  path: '/alarms/acknowledge',
  access: { permission: 'alarm.acknowledge' },
  summary: 'Acknowledge several alarms with one comment',
  body: AcknowledgeAlarms,
  response: AcknowledgedAlarms,
});

export const unacknowledgeAlarm = defineRoute({
  id: 'unacknowledgeAlarm',
  method: 'POST',
  path: '/alarms/:id/unacknowledge',
  access: { permission: 'alarm.acknowledge' },
  summary: 'Withdraw the acknowledgement of an active alarm',
  params: IdParams,
  body: AlarmReason,
  response: Alarm,
});

export const commentAlarm = defineRoute({
  id: 'commentAlarm',
  method: 'POST',
  path: '/alarms/:id/comments',
  access: { permission: 'alarm.comment' },
  summary: 'Add a comment to an alarm',
  params: IdParams,
  body: AlarmComment,
  response: Alarm,
});

export const clearAlarm = defineRoute({
  id: 'clearAlarm',
  method: 'POST',
  path: '/alarms/:id/clear',
  access: { permission: 'alarm.clear' },
  summary: 'Clear an active alarm by hand; it is raised again when the condition persists at the next poll',
  params: IdParams,
  body: AlarmReason,
  response: Alarm,
});

/** Counts in the fixed order of the header. `total` is active alarms; `unacknowledged` also counts cleared ones nobody has seen. */
export const AlarmCounts = z
  .object({
    critical: z.int(),
    major: z.int(),
    minor: z.int(),
    warning: z.int(),
    total: z.int(),
    suppressed: z.int().describe('active ones that are consequences of others'),
    unacknowledged: z.int().describe('waiting for somebody: consequences are not among them'),
    unacknowledgedBySeverity: z.object({ critical: z.int(), major: z.int(), minor: z.int(), warning: z.int() }),
  })
  .meta({ id: 'AlarmCounts' });
export type AlarmCounts = z.output<typeof AlarmCounts>;

export const getAlarmCounts = defineRoute({
  id: 'getAlarmCounts',
  method: 'GET',
  path: '/alarms/counts',
  access: { permission: 'counter.read' },
  summary: 'Counts of active alarms by severity',
  response: AlarmCounts,
});
