import { z } from 'zod';
import type { LogFacet, LogLine } from '../../../shared/contracts/logs.ts';
import type { Instant } from '../../../shared/domain/id.ts';
import { fieldValues, type LogField, NOTHING, parseLogQuery, withField } from '../../../shared/domain/log/parse.ts';
import { LOG_PERIODS, type LogPeriod } from '../../../shared/domain/log/query.ts';
import type { SyslogSeverity } from '../../../shared/domain/syslog/message.ts';
import { formatDate } from '../../lib/format.ts';

const MINUTE = 60_000;
const PERIODS: Readonly<Record<LogPeriod, number>> = {
  '15m': 15 * MINUTE,
  '2h': 120 * MINUTE,
  '24h': 1440 * MINUTE,
  '7d': 7 * 1440 * MINUTE,
};

const instant = z.number().int().min(0).optional().catch(undefined);

/** What of the page can be shared by its address. Without `from` and `to` the period ends now. */
export const LogsSearch = z.object({
  q: z.string().max(1000).optional().catch(undefined),
  period: z.enum(LOG_PERIODS).optional().catch(undefined),
  from: instant,
  to: instant,
  view: z.enum(['tail']).optional().catch(undefined),
  n: instant,
  /** The saved search that was chosen. */
  saved: z.uuid().optional().catch(undefined),
});
export type LogsSearch = z.output<typeof LogsSearch>;

export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** The time that is asked about: what the address says, or the period that ended at `asOf`. */
export function spanOf({ period, from, to }: LogsSearch, asOf: Instant): Span {
  if (from !== undefined && to !== undefined && from < to) return { from, to };
  const end = Math.ceil(asOf);
  return { from: end - PERIODS[period ?? '2h'], to: end };
}

/** A piece of a line, and whether it is one of the words that were looked for. */
export interface Piece {
  readonly text: string;
  readonly isFound: boolean;
}

const small = (text: string): string => text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());

/** A line in pieces; letters A to Z count as small, as in the search. */
export function piecesOf(line: string, words: readonly string[]): readonly Piece[] {
  const wanted = words.map(small).filter((word) => word !== '');
  const folded = small(line);
  const pieces: Piece[] = [];
  let at = 0;
  while (at < line.length) {
    let next = -1;
    let length = 0;
    for (const word of wanted) {
      const found = folded.indexOf(word, at);
      if (found >= 0 && (next < 0 || found < next || (found === next && word.length > length))) {
        next = found;
        length = word.length;
      }
    }
    if (next < 0) break;
    if (next > at) pieces.push({ text: line.slice(at, next), isFound: false });
    pieces.push({ text: line.slice(next, next + length), isFound: true });
    at = next + length;
  }
  if (at < line.length) pieces.push({ text: line.slice(at), isFound: false });
  return pieces;
}

/** The words a question looks for. */
export const wordsOf = (q: string): readonly string[] =>
  parseLogQuery(q)
    .terms.filter(({ isNot }) => !isNot)
    .map(({ text }) => text);

/** Facets that stand beside the list, and the field of the box that each sets. */
export const SHOWN_FACETS = [
  { facet: 'severity', field: 'severity' },
  { facet: 'resourceId', field: 'device' },
  { facet: 'app', field: 'app' },
  { facet: 'kind', field: 'kind' },
  { facet: 'source', field: 'source' },
] as const satisfies readonly { readonly facet: LogFacet; readonly field: LogField }[];

interface FacetValue {
  readonly value: string | null;
  readonly label: string | null;
}

/** A value as the box writes it: devices by name, nothing as a dash. */
export const writtenValue = ({ value, label }: FacetValue): string => (value === null ? NOTHING : (label ?? value));

/** The question with one value of a field put in or taken out. */
export function toggled(q: string, field: LogField, value: string): string {
  const before = fieldValues(q, field);
  return withField(q, field, before.includes(value) ? before.filter((one) => one !== value) : [...before, value]);
}

/** A device's clock that differs more than this from the time of receipt is said. */
const CLOCK_MS = 2000;
/** A day and more apart is no clock that goes wrong but one that was never set. */
export function clockOffsetMs({ at, receivedAt }: Pick<LogLine, 'at' | 'receivedAt'>): number | null {
  return at !== null && Math.abs(at - receivedAt) > CLOCK_MS ? at - receivedAt : null;
}

/** What a rule over events begins with. */
export interface RuleSeed {
  readonly app?: string;
  readonly digest?: string;
  readonly sentence?: string;
  readonly oid?: string;
  readonly least?: SyslogSeverity;
}

const SENTENCE_MOST = 120;

/** The beginning of a text as far as it has no sign that means something in a sentence with holes. */
const plainPart = (text: string): string => (/^[^{}*]*/.exec(text.slice(0, SENTENCE_MOST))?.[0] ?? '').trim();

/** A rule that means lines, or notifications, like this one. */
export function seedOfLine({
  kind,
  app,
  messageId,
  line,
  textFrom,
}: Pick<LogLine, 'kind' | 'app' | 'messageId' | 'line' | 'textFrom'>): RuleSeed {
  if (kind === 'trap') return { oid: line.split(' ', 1)[0] ?? '' };
  const sentence = messageId === null ? plainPart(line.slice(textFrom)) : '';
  return { ...(app !== null && { app }), ...(messageId !== null && { digest: messageId }), ...(sentence !== '' && { sentence }) };
}

/** A rule that means what a question finds, as far as a rule can ask it; null where it can ask nothing of it. */
export function seedOfQuery(q: string): RuleSeed | null {
  const { terms, app, messageId, severity } = parseLogQuery(q);
  const words = terms.filter(({ isNot }) => !isNot).map(({ text }) => plainPart(text));
  const sentence = words.filter((word) => word !== '').join(' * ');
  const one = (conditions: typeof app): string | undefined => {
    const [first] = conditions;
    const value = first && !first.isNot && first.values.length === 1 ? first.values[0] : undefined;
    return value?.endsWith('*') ? undefined : value;
  };
  const least = severity.find(({ isNot }) => !isNot)?.values.findLast((value) => value !== null);
  const [named, digest] = [one(app), one(messageId)];
  if (sentence === '' && named === undefined && digest === undefined) return null;
  return {
    ...(named !== undefined && { app: named }),
    ...(digest !== undefined && { digest }),
    ...(sentence !== '' && { sentence }),
    ...(least && { least }),
  };
}

/** Rows with a band where another day (Asia/Shanghai) begins, if there is more than one. */
export function withDays(lines: readonly LogLine[], label: (day: string) => string) {
  const rows = lines.map((row) => ({ kind: 'row' as const, id: String(row.number), row }));
  const days = new Set(lines.map(({ receivedAt }) => formatDate(receivedAt)));
  if (days.size < 2) return rows;
  let day = '';
  return rows.flatMap((item) => {
    const own = formatDate(item.row.receivedAt);
    if (own === day) return [item];
    day = own;
    return [{ kind: 'band' as const, id: `day ${own}`, label: label(own) }, item];
  });
}
