import type { Instant } from '../id.ts';
import { everything, type LogQuery } from '../log/query.ts';
import type { EventRule } from './rule.ts';

/** What of a literal an index of text can look for: only A to Z are the same in small and capital letters there. */
const SEARCHABLE = /^[\x20-\x7e\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+$/;
const is = <T>(value: T | null): { readonly values: readonly T[]; readonly isNot: boolean }[] =>
  value === null ? [] : [{ values: [value], isNot: false }];

/** Records of a stretch of time among which everything is that a rule can mean, and little else. */
export function narrowed({ match }: EventRule, from: Instant, to: Instant): LogQuery {
  const all = everything(from, to);
  if (match.kind === 'trap') {
    const oid = match.oid.endsWith('.*') ? match.oid.slice(0, -1) : match.oid;
    return { ...all, kind: is('trap'), terms: [{ text: oid, isNot: false }] };
  }
  const literals = (match.template?.literals ?? []).map((literal) => literal.trim()).filter((literal) => SEARCHABLE.test(literal));
  const terms = literals.filter(({ length }) => length >= 3).map((text) => ({ text, isNot: false }));
  return { ...all, kind: is('syslog'), app: is(match.app), messageId: is(match.messageId), terms };
}
