import { z } from 'zod';
import { EVENT_CAUSES } from '../domain/event/definition.ts';
import { EVENT_EFFECTS } from '../domain/event/rule.ts';
import { RECORD_KINDS } from '../domain/log/record.ts';
import { SYSLOG_SEVERITIES } from '../domain/syslog/message.ts';
import { Severity } from './alarms.ts';
import { InstantMs, Uuid } from './common.ts';
import { defineRoute } from './route.ts';

/** Those the product brings have a name, those people make an id of their own. */
export const EventRuleId = z.string().min(1).max(100);
const params = z.object({ id: EventRuleId });

const Oid = z.string().trim().max(300);

export const TrapMatch = z
  .object({
    kind: z.literal('trap'),
    oid: Oid.describe('snmpTrapOID; ending in `.*`: everything under it'),
    variables: z
      .array(z.object({ oid: Oid.describe('a column'), values: z.array(z.string().max(300)).max(50) }).strict())
      .max(20)
      .describe('all must hold; a value of "" stands for a variable that is not there'),
  })
  .strict()
  .meta({ id: 'TrapMatch' });

export const LineMatch = z
  .object({
    kind: z.literal('line'),
    app: z.string().trim().min(1).max(100).nullable().describe('program, or module of a network device'),
    messageId: z.string().trim().min(1).max(100).nullable().describe('MSGID, or digest of a network device'),
    severity: z.enum(SYSLOG_SEVERITIES).nullable().describe('the least severe that is meant'),
    template: z.string().max(500).nullable().describe('a sentence with `{holes}` and `*`, without regard to capitals'),
  })
  .strict()
  .meta({ id: 'LineMatch' });

export const EventComponent = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('whole') }).strict(),
    z.object({ kind: z.literal('interface') }).strict(),
    z.object({ kind: z.literal('hole'), name: z.string().max(31) }).strict(),
    z.object({ kind: z.literal('value'), oid: Oid }).strict(),
    z.object({ kind: z.literal('row'), oid: Oid }).strict(),
  ])
  .meta({ id: 'EventComponent', description: 'Which part of the resource is meant' });

const content = {
  name: z.string().trim().min(1).max(60),
  match: z.discriminatedUnion('kind', [TrapMatch, LineMatch]),
  condition: z.string().trim().min(1).max(60).describe('rules of one condition and cause are about one thing'),
  effect: z.enum(EVENT_EFFECTS),
  cause: z.enum(EVENT_CAUSES),
  severity: Severity.nullable().describe('null: as the cause weighs for the importance of the resource'),
  component: EventComponent,
};

/** What of a rule is written by people. */
export const EventRuleContent = z.object(content).strict().meta({ id: 'EventRuleContent' });
export type EventRuleInput = z.output<typeof EventRuleContent>;

const version = z.int().describe('refuse when the rule changed since this version was seen');
export const EventRuleChange = z.object({ rule: EventRuleContent, version }).strict().meta({ id: 'EventRuleChange' });
/** What can be decided of a rule that the product brings. */
export const EventRuleGrade = z.object({ severity: Severity.nullable(), version }).strict().meta({ id: 'EventRuleGrade' });
export const EventRuleStep = z.object({ version }).strict().meta({ id: 'EventRuleStep' });
export const EventRuleRestoration = z
  .object({ version, to: z.int().min(0) })
  .strict()
  .meta({ id: 'EventRuleRestoration' });
export const EventRuleSwitch = z
  .object({
    items: z
      .array(z.object({ id: EventRuleId, version: z.int() }).strict())
      .min(1)
      .max(500),
    isOn: z.boolean(),
  })
  .strict()
  .meta({ id: 'EventRuleSwitch' });
export const EventRuleOrder = z
  .object({ ids: z.array(EventRuleId).max(5000).describe('the rules of the station itself, all of them, in their new order') })
  .strict()
  .meta({ id: 'EventRuleOrder' });

/** How often a rule found something, by the hour, kept for 30 days. */
const Hits = z
  .object({
    day: z.int().describe('in the last 24 hours'),
    strangers: z.int().describe('of those, from addresses that are no resource: they raise no alarm'),
    lastAt: InstantMs.nullable(),
  })
  .meta({ id: 'EventRuleHits' });

export const EventRule = z
  .object({
    id: EventRuleId,
    ...content,
    isOn: z.boolean(),
    isBuiltIn: z.boolean(),
    /** As delivered, of a rule that people have graded or switched; null for every other. */
    delivered: z.object({ severity: Severity.nullable(), isOn: z.boolean() }).nullable(),
    family: z.string().describe('of the product: whose devices; "" for one of the station itself'),
    source: z.string().describe('MIB and object, or document'),
    examples: z.array(z.object({ line: z.string(), component: z.string() })),
    version: z.int(),
    updatedAt: InstantMs,
    hits: Hits,
    activeAlarms: z.int(),
  })
  .meta({ id: 'EventRule' });
export type EventRule = z.output<typeof EventRule>;

export const EventRuleView = z
  .object({
    at: InstantMs,
    /** Since when hits are counted. */
    countedSince: InstantMs,
    items: z.array(EventRule).describe('in the order in which they are asked'),
    removed: z
      .array(z.object({ id: EventRuleId, name: z.string(), version: z.int(), removedAt: InstantMs }))
      .describe('newest first, at most 50'),
  })
  .meta({ id: 'EventRuleView' });
export type EventRuleView = z.output<typeof EventRuleView>;

export const EventRuleVersion = z
  .object({ ...content, isOn: z.boolean(), version: z.int(), at: InstantMs, byName: z.string().nullable() })
  .meta({ id: 'EventRuleVersion' });
export type EventRuleVersion = z.output<typeof EventRuleVersion>;
export const EventRuleVersionList = z.object({ items: z.array(EventRuleVersion) }).meta({ id: 'EventRuleVersionList' });

const Draft = z.object({ id: EventRuleId.nullable().describe('null: a new one'), rule: EventRuleContent }).strict();

export const EventReplayRequest = z
  .object({ draft: Draft, days: z.int().min(1).max(30) })
  .strict()
  .meta({ id: 'EventReplayRequest' });

const Count = z.int().min(0);

/** 「近 30 天将触发 N 次」: stored records asked by a draft as the receiver would have asked them. */
export const EventReplay = z
  .object({
    id: Uuid,
    state: z.enum(['running', 'done', 'cut', 'stopped', 'failed']),
    from: InstantMs,
    to: InstantMs,
    /** The oldest day of which there are records; null: there are none. What is asked before it was not kept. */
    keptFrom: InstantMs.nullable(),
    scanned: Count.describe('records that were looked at'),
    damaged: Count.describe('blocks that could not be read'),
    tookMs: Count,
    hits: Count,
    strangers: Count.describe('of the hits, from addresses that are no resource: they raise no alarm'),
    shadowed: Count.describe('records that the draft means, found by a rule that is asked before it'),
    alarms: Count.describe('that would have begun; of a rule that ends, that would have ended'),
    resources: Count,
    /** Newest first, at most 50 of the hits. */
    items: z.array(
      z.object({
        at: InstantMs,
        resourceId: z.string().nullable(),
        resourceName: z.string().nullable(),
        source: z.string(),
        component: z.string(),
        line: z.string(),
      }),
    ),
    /** Most first, at most 20. */
    senders: z.array(z.object({ resourceId: z.string().nullable(), resourceName: z.string().nullable(), source: z.string(), hits: Count })),
  })
  .meta({ id: 'EventReplay' });
export type EventReplay = z.output<typeof EventReplay>;

/** A line as somebody pastes it, and a draft that is asked too. */
export const EventTrial = z
  .object({
    line: z.string().min(1).max(20_000),
    draft: Draft.nullable(),
  })
  .strict()
  .meta({ id: 'EventTrial' });
export const EventTrialResult = z
  .object({
    /** As what the line was read. */
    kind: z.enum(RECORD_KINDS),
    app: z.string().nullable(),
    messageId: z.string().nullable(),
    severity: z.enum(SYSLOG_SEVERITIES).nullable(),
    trapOid: z.string().nullable(),
    /** Those that mean it, in their order: the first counts. */
    hits: z.array(
      z.object({ id: EventRuleId.nullable().describe('null: the draft'), name: z.string(), component: z.string(), isOn: z.boolean() }),
    ),
  })
  .meta({ id: 'EventTrialResult' });
export type EventTrialResult = z.output<typeof EventTrialResult>;

const READ = { permission: 'policy.read' } as const;
const EDIT = { permission: 'policy.edit' } as const;

export const listEventRules = defineRoute({
  id: 'listEventRules',
  method: 'GET',
  path: '/event-rules',
  access: READ,
  summary: 'Rules over notifications and log lines, in the order in which they are asked',
  response: EventRuleView,
});
export const listEventRuleVersions = defineRoute({
  id: 'listEventRuleVersions',
  method: 'GET',
  path: '/event-rules/:id/versions',
  access: READ,
  summary: 'Versions of a rule, newest first',
  params,
  response: EventRuleVersionList,
});
export const createEventRule = defineRoute({
  id: 'createEventRule',
  method: 'POST',
  path: '/event-rules',
  access: EDIT,
  summary: 'Write a rule of the station itself; it is switched off and asked before all others',
  body: EventRuleContent,
  response: EventRule,
});
export const changeEventRule = defineRoute({
  id: 'changeEventRule',
  method: 'PUT',
  path: '/event-rules/:id',
  access: EDIT,
  summary: 'Change a rule of the station itself; in force from the next record where it is on',
  params,
  body: EventRuleChange,
  response: EventRule,
});
export const gradeEventRule = defineRoute({
  id: 'gradeEventRule',
  method: 'POST',
  path: '/event-rules/:id/grade',
  access: EDIT,
  summary: 'Give a rule another severity; of those the product brings this and whether they are on can be decided',
  params,
  body: EventRuleGrade,
  response: EventRule,
});
export const switchEventRules = defineRoute({
  id: 'switchEventRules',
  method: 'POST',
  path: '/event-rules/switch',
  access: EDIT,
  summary: 'Switch rules on or off, all or none; what only they raised ends at once',
  body: EventRuleSwitch,
  response: EventRuleView,
});
export const orderEventRules = defineRoute({
  id: 'orderEventRules',
  method: 'POST',
  path: '/event-rules/order',
  access: EDIT,
  summary: 'Put the rules of the station itself into another order',
  body: EventRuleOrder,
  response: EventRuleView,
});
export const restoreEventRule = defineRoute({
  id: 'restoreEventRule',
  method: 'POST',
  path: '/event-rules/:id/restore',
  access: EDIT,
  summary: 'Make an earlier version of a rule the newest, of one that was removed too',
  params,
  body: EventRuleRestoration,
  response: EventRule,
});
export const removeEventRule = defineRoute({
  id: 'removeEventRule',
  method: 'POST',
  path: '/event-rules/:id/remove',
  access: EDIT,
  summary: 'Remove a rule of the station itself; it can be restored',
  params,
  body: EventRuleStep,
  response: EventRuleView,
});
export const tryEventRules = defineRoute({
  id: 'tryEventRules',
  method: 'POST',
  path: '/event-rules/try',
  access: EDIT,
  summary: 'What the rules, and a draft, make of one line',
  changesNothing: true,
  body: EventTrial,
  response: EventTrialResult,
});

const run = z.object({ id: Uuid });
export const startEventReplay = defineRoute({
  id: 'startEventReplay',
  method: 'POST',
  path: '/event-rules/replays',
  access: EDIT,
  summary: 'Begin to ask stored records by a draft; a run the caller began before is stopped',
  changesNothing: true,
  body: EventReplayRequest,
  response: EventReplay,
});
export const getEventReplay = defineRoute({
  id: 'getEventReplay',
  method: 'GET',
  path: '/event-rules/replays/:id',
  access: EDIT,
  summary: 'How far a run is and what it has found',
  params: run,
  response: EventReplay,
});
export const stopEventReplay = defineRoute({
  id: 'stopEventReplay',
  method: 'POST',
  path: '/event-rules/replays/:id/stop',
  access: EDIT,
  summary: 'Stop a run; what it has found stays',
  changesNothing: true,
  params: run,
  response: EventReplay,
});
