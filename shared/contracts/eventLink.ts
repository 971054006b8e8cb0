import { z } from 'zod';
import { EVENT_EFFECTS } from '../domain/event/rule.ts';
import { InstantMs } from './common.ts';
import { EventRuleContent } from './eventRules.ts';

/** Down, within what the receiver is told: the rules that are on, in the order in which they are asked. */
export const EventRuleList = z.object({
  version: z.string().max(100),
  items: z.array(EventRuleContent.extend({ id: z.string().min(1).max(100) })).max(5000),
});
export type EventRuleList = z.output<typeof EventRuleList>;

/** Up, as an item: what the rules found, in the order in which it came. */
export const EVENTS = 'events';

export const EventHitItem = z.object({
  ruleId: z.string().min(1).max(100),
  resourceId: z.string().min(1).max(100).nullable(),
  source: z.string().max(300),
  component: z.string().max(300),
  effect: z.enum(EVENT_EFFECTS),
  at: InstantMs,
  lastAt: InstantMs,
  count: z.int().min(1),
  line: z.string().max(1000),
});
export const EventReport = z.object({ hits: z.array(EventHitItem).max(2000) });
export type EventReport = z.output<typeof EventReport>;
