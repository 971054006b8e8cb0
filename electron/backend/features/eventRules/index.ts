export { type EventRuleBook, openEventRuleBook } from './book.ts';
export { type HitBook, openHitBook } from './hits.ts';
export { createEventIntake, type EventIntake, raisedBy } from './intake.ts';
export { createEventReplays } from './replays.ts';
export { eventRuleRoutes } from './routes.ts';
export { createEventRuleService, type EventRuleService } from './service.ts';
