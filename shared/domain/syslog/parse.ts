import type { Instant } from '../id.ts';
import { type Cursor, eat } from './cursor.ts';
import { SYSLOG_FACILITIES, SYSLOG_SEVERITIES, type SyslogMessage } from './message.ts';
import { eatStructured } from './structured.ts';
import { eatTime } from './time.ts';

export interface ParseContext {
  readonly receivedAt: Instant;
  /** Offset of clocks that name no zone, in ms, east positive. */
  readonly zoneMs: number;
}

type Priority = Pick<SyslogMessage, 'facility' | 'severity'>;
type Body = Omit<SyslogMessage, keyof Priority>;

const NO_PRIORITY: Priority = { facility: null, severity: null };

function eatPriority(cursor: Cursor): Priority {
  const value = Number(eat(cursor, /<(\d{1,3})>/y)?.[1] ?? Number.NaN);
  if (!(value <= 191)) return NO_PRIORITY;
  return { facility: SYSLOG_FACILITIES[Math.floor(value / 8)] ?? null, severity: SYSLOG_SEVERITIES[value % 8] ?? null };
}

const orNull = (field: string | undefined): string | null => (field === undefined || field === '-' || field === '' ? null : field);

/** RFC 5424 behind its priority; null for what does not keep to it. */
function parse5424(cursor: Cursor, { receivedAt, zoneMs }: ParseContext): Body | null {
  if (!eat(cursor, /1 /y)) return null;
  const isNil = eat(cursor, /- /y) !== null;
  const at = isNil ? null : eatTime(cursor, receivedAt, zoneMs);
  if (at === undefined || (!isNil && !eat(cursor, / /y))) return null;
  const [, host, app, processId, messageId] = eat(cursor, /(\S{1,255}) (\S{1,48}) (\S{1,128}) (\S{1,32}) /y) ?? [];
  if (host === undefined) return null;
  const structured = eatStructured(cursor);
  if (structured === null) return null;
  eat(cursor, / ?\uFEFF?/y);
  return {
    format: 'rfc5424',
    at,
    isClockDoubted: structured.timeQuality?.isSynced === '0',
    host: orNull(host),
    app: orNull(app),
    processId: orNull(processId),
    messageId: orNull(messageId),
    structured,
    textFrom: cursor.at,
  };
}

/** What of a network device's own head says which module speaks and what it calls this message; its words go on to be part of the text. */
const DIGESTS: readonly RegExp[] = [
  // %%01IFNET/4/LINK_STATE(l)[12]: (Huawei VRP), %%10IFNET/3/PHY_UPDOWN: (H3C Comware)
  /%%\d{2}(?<app>[\w.-]{1,48})\/\d\/(?<messageId>[\w.-]{1,64})/y,
  // %LINK-3-UPDOWN: (Cisco IOS, Ruijie), %DAEMON-SP-3-... with the unit between
  /%(?<app>[A-Z][\w/]{0,47}?)(?:-\w{1,16})?-[0-7]-(?<messageId>\w{1,64})(?=:|\s)/y,
];

interface Speaker {
  readonly app: string | null;
  readonly processId: string | null;
  readonly messageId: string | null;
}

const NOBODY: Speaker = { app: null, processId: null, messageId: null };

function digestAt(cursor: Cursor): Speaker | null {
  for (const form of DIGESTS) {
    const from = cursor.at;
    const groups = eat(cursor, form)?.groups;
    cursor.at = from;
    if (groups) return { app: groups.app ?? null, processId: null, messageId: groups.messageId ?? null };
  }
  return null;
}

/** `sshd[4022]: `, a TAG of RFC 3164 (4.1.3). Longer ones than it allows are common, words of a sentence before a colon are not tags. */
function eatTag(cursor: Cursor): Speaker | null {
  const found = eat(cursor, /([\w./-]{1,64})(?:\[([^\]\s]{1,32})\])?: ?/y);
  return found ? { app: found[1] ?? null, processId: found[2] ?? null, messageId: null } : null;
}

const eatSpeaker = (cursor: Cursor): Speaker => digestAt(cursor) ?? eatTag(cursor) ?? NOBODY;

/** A name before the time, as Cisco's origin-id and many relays set it, with or without a number of their own: `45: SW1: `. */
const BEFORE_TIME = /(?:\d{1,10}: )?(?:(?<host>[\w.:-]{1,255}?):? )?(?<doubt>[*.])?(?=[a-z]{3} {1,2}\d|\d{4}[-/ ])/iy;

/** Everything that is not RFC 5424: a time somewhere at the front, a name, a tag or a device's own head, in the orders that are seen. */
function parseOther(cursor: Cursor, { receivedAt, zoneMs }: ParseContext): Body {
  const from = cursor.at;
  const before = eat(cursor, BEFORE_TIME)?.groups;
  const at = before && eatTime(cursor, receivedAt, zoneMs);
  if (at === undefined) {
    cursor.at = from;
    eat(cursor, /\d{1,10}: (?=%)/y);
    return { format: 'free', at: null, isClockDoubted: false, host: null, ...eatSpeaker(cursor), structured: {}, textFrom: cursor.at };
  }
  const isColon = eat(cursor, /:? ?/y)?.[0].startsWith(':') ?? false;
  const doubt = before?.doubt !== undefined;
  const own = orNull(before?.host);
  const host = digestAt(cursor) ? own : (eatHost(cursor, isColon || own !== null) ?? own);
  return { format: 'rfc3164', at, isClockDoubted: doubt, host, ...eatSpeaker(cursor), structured: {}, textFrom: cursor.at };
}

/** The HOSTNAME of RFC 3164; behind `time: ` only where a device's own head follows it (Ruijie). */
function eatHost(cursor: Cursor, isHeadNeeded: boolean): string | null {
  const from = cursor.at;
  const found = eat(cursor, /([\w.:-]{1,255}) /y);
  if (!found || found[1]?.endsWith(':') || (isHeadNeeded && !digestAt(cursor))) {
    cursor.at = from;
    return null;
  }
  return found[1] ?? null;
}

/**
 * One line of syslog: RFC 5424, RFC 3164, or what network devices send in their stead. Never throws; what is not understood stays part of
 * the text, so that nothing of the line is lost.
 */
export function parseSyslog(line: string, context: ParseContext): SyslogMessage {
  const cursor: Cursor = { text: line, at: 0 };
  const priority = eatPriority(cursor);
  if (priority.severity === null) cursor.at = 0;
  const from = cursor.at;
  const strict = parse5424(cursor, context);
  if (strict) return { ...priority, ...strict };
  cursor.at = from;
  return { ...priority, ...parseOther(cursor, context) };
}
