import { protocolOf } from '../metric/protocol.ts';
import { PROTOCOLS, type Protocol } from '../observation/observation.ts';
import { NO_LOOK } from './consecutive.ts';
import type { Alarm } from './record.ts';
import { type DetectorState, isActive, NO_DETECTORS, RULES, type Watch, watchKey } from './state.ts';
import { NO_THRESHOLD } from './threshold.ts';

const POLICY = RULES.policy('');

function protocolOfAlarm(alarm: Alarm): Protocol {
  if (alarm.threshold) return protocolOf(alarm.threshold.metric);
  return PROTOCOLS.find((protocol) => alarm.rule === RULES.check(protocol) || alarm.component === protocol) ?? 'host';
}

/** A watch that says what its alarm says: the condition holds, and nothing older than the alarm's newest report counts. */
function watchOf(alarm: Alarm, known: Watch | undefined): Watch | null {
  const { probableCause, component, rule, severity, lastAt } = alarm;
  const target = { protocol: known?.protocol ?? protocolOfAlarm(alarm), probableCause, component, rule, seenAt: known?.seenAt ?? lastAt };
  if (rule === RULES.station) return null;
  if (rule.startsWith(POLICY)) {
    const state = known?.kind === 'threshold' ? known.state : { ...NO_THRESHOLD, lastAt };
    return { ...target, kind: 'threshold', policy: rule.slice(POLICY.length), state: { ...state, severity } };
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
 * The memory of a resource after a restart, from what was stored last (null where nothing was) and the alarms of the
 * resource. An alarm whose condition the memory forgot would never be cleared; here its watch takes it up again.
 */
export function resume(stored: DetectorState | null, alarms: readonly Alarm[]): DetectorState {
  const watches = { ...(stored ?? NO_DETECTORS).watches };
  for (const alarm of alarms) {
    if (alarm.cleared || !alarm.isPresent) continue;
    const key = watchKey(alarm.probableCause, alarm.component, alarm.rule);
    const known = watches[key];
    const watch = known && isActive(known) ? null : watchOf(alarm, known);
    if (watch) watches[key] = watch;
  }
  return { watches };
}
