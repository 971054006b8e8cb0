import type { LogSearchView } from '../../../../shared/contracts/savedSearches.ts';
import { type LogField, parseLogQuery } from '../../../../shared/domain/log/parse.ts';
import { SYSLOG_SEVERITIES, type SyslogSeverity } from '../../../../shared/domain/syslog/message.ts';
import type { LogsSearch } from '../model.ts';

/** What of the page would be saved: the question and how far back; not a fixed stretch, nor the line that is read. */
export function viewOf({ q = '', period = '2h' }: LogsSearch): LogSearchView {
  return { query: q.trim(), period };
}

/** The address of a saved search: it asks up to now. */
export function searchOf({ query, period }: LogSearchView): Pick<LogsSearch, 'q' | 'period' | 'from' | 'to'> {
  return { q: query, period, from: undefined, to: undefined };
}

export const isSameView = (a: LogSearchView, b: LogSearchView): boolean => a.query === b.query && a.period === b.period;

/** Parts of a question that a rule over events cannot ask, so that a rule made of it finds more than the question does. */
export const UNASKED = ['not', 'device', 'source', 'host', 'kind', 'several', 'severity'] as const;
export type Unasked = (typeof UNASKED)[number];

/** True where the values are every severity from the worst down to one. */
const isDownFrom = (values: readonly (SyslogSeverity | null)[]): boolean =>
  SYSLOG_SEVERITIES.slice(0, values.length).every((severity) => values.includes(severity));

/** What of a question a rule over events leaves out, in the order of UNASKED; empty where the rule asks all of it. */
export function unaskedOf(q: string): readonly Unasked[] {
  const { terms, ...fields } = parseLogQuery(q);
  const of = (field: LogField) => fields[field];
  const some = ['app', 'messageId'] as const;
  const isLeft: Readonly<Record<Unasked, boolean>> = {
    not: terms.some(({ isNot }) => isNot) || [...some, 'severity' as const].some((field) => of(field).some(({ isNot }) => isNot)),
    device: of('device').length > 0,
    source: of('source').length > 0,
    host: of('host').length > 0,
    kind: of('kind').length > 0,
    several: some.some((field) => {
      const asked = of(field).filter(({ isNot }) => !isNot);
      return asked.length > 1 || asked.some(({ values }) => values.length > 1 || values.some((value) => value?.endsWith('*')));
    }),
    severity: fields.severity.some(({ values, isNot }) => !isNot && !isDownFrom(values)),
  };
  return UNASKED.filter((part) => isLeft[part]);
}
