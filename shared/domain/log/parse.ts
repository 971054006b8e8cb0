import { SYSLOG_SEVERITIES, type SyslogSeverity } from '../syslog/message.ts';
import type { LogCondition, LogQuery, LogTerm } from './query.ts';
import { RECORD_KINDS, type RecordKind } from './record.ts';

/** Fields that can be asked for by name, with the names people write. */
const FIELD_NAMES = {
  severity: ['severity', 'level', '级别'],
  kind: ['kind', 'type', '类型'],
  device: ['device', 'resource', '设备'],
  source: ['source', 'ip', '地址', '来源'],
  host: ['host', '主机'],
  app: ['app', 'program', '程序'],
  messageId: ['digest', 'msgid', '摘要'],
} as const;
export type LogField = keyof typeof FIELD_NAMES;

const FIELDS: ReadonlyMap<string, LogField> = new Map(
  (Object.keys(FIELD_NAMES) as LogField[]).flatMap((field) => FIELD_NAMES[field].map((name) => [name, field] as const)),
);

/** How a value is written that nothing has: `设备:-` are the addresses that are no resource. */
export const NOTHING = '-';

/** What the box says, but for the time and for devices, which are told by name. */
export interface ParsedQuery extends Omit<LogQuery, 'from' | 'to' | 'resourceId'> {
  readonly device: readonly LogCondition<string | null>[];
  /** Values that their field cannot have, as written. */
  readonly problems: readonly { readonly field: LogField; readonly value: string }[];
}

interface Token {
  readonly isNot: boolean;
  readonly field: LogField | null;
  readonly value: string;
  /** Where it stands in the text. */
  readonly from: number;
  readonly to: number;
}

/** Words apart; what stands between quotation marks is one word, in which `\"` and `\\` are themselves. */
function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/u.test(text[at] ?? '')) {
      at += 1;
      continue;
    }
    const from = at;
    const isNot = text[at] === '-' && at + 1 < text.length && !/\s/u.test(text[at + 1] ?? '');
    if (isNot) at += 1;
    let field: LogField | null = null;
    const named = /^([\p{L}]+)[:：](?=\S)/u.exec(text.slice(at, at + 20));
    const known = named && FIELDS.get(named[1]?.toLowerCase() ?? '');
    if (named && known) {
      field = known;
      at += named[0].length;
    }
    let value = '';
    if (text[at] === '"') {
      at += 1;
      while (at < text.length && text[at] !== '"') {
        if (text[at] === '\\' && (text[at + 1] === '"' || text[at + 1] === '\\')) at += 1;
        value += text[at] ?? '';
        at += 1;
      }
      at += 1;
    } else {
      while (at < text.length && !/\s/u.test(text[at] ?? '')) value += text[at++] ?? '';
    }
    if (value !== '') tokens.push({ isNot, field, value, from, to: Math.min(at, text.length) });
  }
  return tokens;
}

const SHORT: Readonly<Record<string, SyslogSeverity>> = { error: 'err', critical: 'crit', warn: 'warning', emergency: 'emerg' };

function severityNamed(value: string): SyslogSeverity | undefined {
  const name = value.toLowerCase();
  return SYSLOG_SEVERITIES.find((one) => one === name) ?? SHORT[name];
}

/** `err`, `err,warning`, or `>=warning`, `warning+`: that and what is worse. Null for what is none. */
function severitiesOf(value: string): readonly (SyslogSeverity | null)[] | null {
  const least = /^>=(.+)$|^(.+)\+$/.exec(value);
  if (least) {
    const named = severityNamed(least[1] ?? least[2] ?? '');
    return named ? SYSLOG_SEVERITIES.slice(0, SYSLOG_SEVERITIES.indexOf(named) + 1) : null;
  }
  const all = value.split(',').map((one) => (one === NOTHING ? null : severityNamed(one)));
  return all.some((one) => one === undefined) ? null : (all as readonly (SyslogSeverity | null)[]);
}

function kindsOf(value: string): readonly RecordKind[] | null {
  const all = value.split(',').map((one) => RECORD_KINDS.find((kind) => kind === one.toLowerCase()));
  return all.some((one) => one === undefined) ? null : (all as readonly RecordKind[]);
}

/**
 * Reads a search box. Words must all stand in the line, in any place; `-word` must not; `field:value` asks a field, several values by
 * commas, `*` at the end of one for whatever follows. What has a colon and no field before it is a word.
 */
export function parseLogQuery(text: string): ParsedQuery {
  const terms: LogTerm[] = [];
  const problems: { field: LogField; value: string }[] = [];
  const severity: LogCondition<SyslogSeverity | null>[] = [];
  const kind: LogCondition<RecordKind>[] = [];
  const words: Record<'device' | 'source' | 'host' | 'app' | 'messageId', LogCondition<string>[]> = {
    ...{ device: [], source: [], host: [], app: [], messageId: [] },
  };
  for (const { isNot, field, value } of tokensOf(text)) {
    if (field === null) terms.push({ text: value, isNot });
    else if (field === 'severity' || field === 'kind') {
      const values = field === 'severity' ? severitiesOf(value) : kindsOf(value);
      if (values === null) problems.push({ field, value });
      else (field === 'severity' ? severity : kind).push({ values, isNot } as never);
    } else words[field].push({ values: value.split(',').filter((one) => one !== ''), isNot });
  }
  const device = words.device.map(({ values, isNot }) => ({ values: values.map((one) => (one === NOTHING ? null : one)), isNot }));
  return { terms, severity, kind, device, source: words.source, host: words.host, app: words.app, messageId: words.messageId, problems };
}

/** A value as it must be written to be read back as one. */
export function quoted(value: string): string {
  return /[\s"]/u.test(value) || value === '' ? `"${value.replaceAll(/["\\]/g, '\\$&')}"` : value;
}

/** The values a field is asked for, as written: those of its first condition that is no exclusion. */
export function fieldValues(text: string, field: LogField): readonly string[] {
  const token = tokensOf(text).find((one) => one.field === field && !one.isNot);
  return token ? token.value.split(',').filter((one) => one !== '') : [];
}

/** The text with a field asked for these values and no others; none asks nothing of it. Exclusions stay. */
export function withField(text: string, field: LogField, values: readonly string[]): string {
  const own = tokensOf(text).filter((one) => one.field === field && !one.isNot);
  const rest = own.reduceRight((left, { from, to }) => left.slice(0, from) + left.slice(to), text);
  const name = FIELD_NAMES[field].at(-1);
  const asked = values.length === 0 ? '' : `${name}:${quoted(values.join(','))}`;
  return [rest.replaceAll(/\s+/gu, ' ').trim(), asked].filter((part) => part !== '').join(' ');
}
