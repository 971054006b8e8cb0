import type { Instant, ResourceId } from '../id.ts';
import type { SyslogFacility, SyslogSeverity } from '../syslog/message.ts';

/** How a record came: over which of the receiver's doors, or from the station itself. */
export const TRANSPORTS = ['udp', 'tcp', 'tls', 'station'] as const;
export type Transport = (typeof TRANSPORTS)[number];

export const RECORD_KINDS = ['syslog', 'trap', 'event'] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

/** What must be known of a record beside its words. */
export const RECORD_MARKS = [
  /** The device says itself that its clock is not to be relied on. */
  'clockDoubted',
  /** The bytes were no UTF-8 and were read as GB18030. */
  'gb18030',
  /** Bytes that are no text in either were replaced. */
  'notText',
  /** The line was longer than is kept. */
  'cut',
] as const;
export type RecordMark = (typeof RECORD_MARKS)[number];

/** One line, trap or event as it is kept: searched as a whole, shown from `textFrom` on. */
export interface LogRecord {
  readonly receivedAt: Instant;
  /** What the device's clock said; null when it said nothing. */
  readonly at: Instant | null;
  readonly kind: RecordKind;
  readonly transport: Transport;
  /** Address it came from, '' from the station itself. */
  readonly source: string;
  /** The resource that has this address, as it was when the record came; null for none. */
  readonly resourceId: ResourceId | null;
  readonly host: string | null;
  readonly app: string | null;
  readonly processId: string | null;
  readonly messageId: string | null;
  readonly facility: SyslogFacility | null;
  readonly severity: SyslogSeverity | null;
  readonly marks: readonly RecordMark[];
  /** The whole line in one piece, without its end. */
  readonly line: string;
  readonly textFrom: number;
}
