import type { EventTrialResult } from '../../../../shared/contracts/eventRules.ts';
import { compileRule, type EventRuleDefinition } from '../../../../shared/domain/event/definition.ts';
import { firstHit } from '../../../../shared/domain/event/rule.ts';
import { type Judged, subjectOf } from '../../../../shared/domain/event/subject.ts';
import { parseSyslog } from '../../../../shared/domain/syslog/parse.ts';

/** A rule that is asked, in its order; `id` null for a draft. */
export interface Asked extends EventRuleDefinition {
  readonly id: string | null;
}

/** A notification as the log shows it begins with its identifier, or with its name behind that. */
const TRAP = /^\d+(?:\.\d+){5,}(?:\s|$)/;

function judgedFrom(pasted: string): Judged {
  const line = pasted.trim();
  if (TRAP.test(line)) return { kind: 'trap', app: null, messageId: null, severity: null, line, textFrom: 0 };
  const { app, messageId, severity, textFrom } = parseSyslog(line, { receivedAt: 0, zoneMs: 0 });
  return { kind: 'syslog', app, messageId, severity, line, textFrom };
}

/** What rules make of one line that somebody pasted: each that means it, in their order. */
export function tryLine(pasted: string, rules: readonly Asked[]): EventTrialResult {
  const judged = judgedFrom(pasted);
  const subject = subjectOf(judged);
  const hits = rules.flatMap((rule) => {
    const compiled = compileRule(rule.id ?? '', rule);
    const hit = compiled && subject && firstHit([compiled], subject);
    return hit ? [{ id: rule.id, name: rule.name, component: hit.component, isOn: rule.isOn }] : [];
  });
  const { kind, app, messageId, severity } = judged;
  return { kind, app, messageId, severity, trapOid: subject?.kind === 'trap' ? subject.oid : null, hits };
}
