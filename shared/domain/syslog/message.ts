import type { Instant } from '../id.ts';

/** Severities of syslog by their number (RFC 5424, 6.2.1), as its own words name them. */
export const SYSLOG_SEVERITIES = ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug'] as const;
export type SyslogSeverity = (typeof SYSLOG_SEVERITIES)[number];

/** Facilities by their number (RFC 5424, 6.2.1). */
export const SYSLOG_FACILITIES = [
  'kern',
  'user',
  'mail',
  'daemon',
  'auth',
  'syslog',
  'lpr',
  'news',
  'uucp',
  'cron',
  'authpriv',
  'ftp',
  'ntp',
  'audit',
  'alert',
  'clock',
  'local0',
  'local1',
  'local2',
  'local3',
  'local4',
  'local5',
  'local6',
  'local7',
] as const;
export type SyslogFacility = (typeof SYSLOG_FACILITIES)[number];

/** `rfc5424`, `rfc3164` with a time, or whatever else a device sends: then only what could be understood is set. */
export type SyslogFormat = 'rfc5424' | 'rfc3164' | 'free';

export interface SyslogMessage {
  readonly format: SyslogFormat;
  /** Null without a priority. */
  readonly facility: SyslogFacility | null;
  readonly severity: SyslogSeverity | null;
  /** What the device's clock said; null when it said nothing that is a time. */
  readonly at: Instant | null;
  /** The device itself says that its clock was never set (`*`) or is no longer synchronised (`.`). */
  readonly isClockDoubted: boolean;
  /** The name the device gives itself. */
  readonly host: string | null;
  /** Program, or the module of a network device. */
  readonly app: string | null;
  readonly processId: string | null;
  /** MSGID, or what a network device calls its digest or mnemonic: `LINK_UPDOWN`. */
  readonly messageId: string | null;
  /** Elements of structured data, `id` to name to value; of a name given twice the last. */
  readonly structured: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Where in the line the words for people begin; they go on to its end. */
  readonly textFrom: number;
}
