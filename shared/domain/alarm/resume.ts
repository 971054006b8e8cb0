import { protocolsOf } from '../metric/protocol.ts';
import { PROTOCOLS, type Protocol } from '../observation/observation.ts';
import { NO_LOOK } from './consecutive.ts';
import { isTold } from './follow.ts';
import type { Alarm } from './record.ts';
import { type DetectorState, isActive, metricOfRule, NO_DETECTORS, RULES, type Watch, watchKey } from './state.ts';
import { NO_THRESHOLD } from './threshold.ts';

/** Whose looks the alarm came from: of the checks in force the one that measures its metric, or that its rule or component names. */
function protocolOfAlarm({ threshold, rule, component }: Alarm, inForce: readonly Protocol[]): Protocol {
  const measuring = protocolsOf(threshold?.metric ?? 'system.uptime');
  const named = PROTOCOLS.find((protocol) => rule === RULES.check(protocol) || component === protocol);
  const candidates = threshold || !named ? measuring : [named];
  return candidates.find((protocol) => inForce.includes(protocol)) ?? candidates[0] ?? 'host';
}

/** A watch that says what its alarm says: the condition holds, and nothing older than the alarm's newest report counts. */
function watchOf(alarm: Alarm, known: Watch | undefined, inForce: readonly Protocol[]): Watch | null {
  const { probableCause, component, rule, severity, lastAt } = alarm;
  const target = {
    protocol: known?.protocol ?? protocolOfAlarm(alarm, inForce),
    probableCause,
    component,
    rule,
    seenAt: known?.seenAt ?? lastAt,
  };
  if (rule === RULES.station || (isTold(alarm) && !known)) return null;
  if (metricOfRule(rule) !== null) {
    const state = known?.kind === 'threshold' ? known.state : { ...NO_THRESHOLD, lastAt };
    return { ...target, kind: 'threshold', state: { ...state, severity } };
  }
  if (rule === RULES.silence) return { ...target, kind: 'silence', state: { lastAt: known?.state.lastAt ?? null, isSilent: true } };
  if (rule === RULES.restart) {
    const state = known?.kind === 'restart' ? known.state : { lastAt, uptimeS: 0 };
    return { ...target, kind: 'restart', state: { ...state, isActive: true } };
  }
  const state = known?.kind === 'consecutive' ? known.state : { ...NO_LOOK, lastAt };
  return { ...target, kind: 'consecutive', state: { ...state, isActive: true } };
}

/**
 * The memory of a resource after a restart, from what was stored last (null where nothing was), the alarms of the resource and the
 * protocols of its checks in force. An alarm whose condition the memory forgot would never be cleared; here its watch takes it up again.
 */
export function resume(stored: DetectorState | null, alarms: readonly Alarm[], inForce: readonly Protocol[]): DetectorState {
  const watches = { ...(stored ?? NO_DETECTORS).watches };
  for (const alarm of alarms) {
    if (alarm.cleared || !alarm.isPresent) continue;
    const key = watchKey(alarm.probableCause, alarm.component, alarm.rule);
    const known = watches[key];
    const watch = known && isActive(known) ? null : watchOf(alarm, known, inForce);
    if (watch) watches[key] = watch;
  }
  return { watches };
}
