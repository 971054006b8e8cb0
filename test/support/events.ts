import type { EventRuleDefinition } from '../../shared/domain/event/definition.ts';
import type { EventHit, RaisingRule } from '../../shared/domain/event/hit.ts';
import { RESOURCE_ID, T0 } from './alarms.ts';

/** A rule by which the fan that a line names has failed. */
export function aDefinition(over: Partial<EventRuleDefinition> = {}): EventRuleDefinition {
  return {
    name: '风扇故障',
    match: { kind: 'line', app: 'DEV', messageId: 'FAN_FAILED', severity: null, template: 'Fan {fan} failed' },
    condition: 'fan',
    effect: 'begins',
    cause: 'equipmentMalfunction',
    severity: null,
    component: { kind: 'hole', name: 'fan' },
    isOn: true,
    ...over,
  };
}

export function aRaisingRule(over: Partial<RaisingRule> = {}): RaisingRule {
  const { name, cause, condition, severity } = aDefinition();
  return { id: 'fan.failed', name, cause, condition, severity, ...over };
}

export function aHit(over: Partial<EventHit> = {}): EventHit {
  return {
    ruleId: 'fan.failed',
    resourceId: RESOURCE_ID,
    source: '10.1.1.1',
    component: '1',
    effect: 'begins',
    at: T0,
    lastAt: T0,
    count: 1,
    line: 'DEV/3/FAN_FAILED: Fan 1 failed.',
    ...over,
  };
}
