import type { Instant, ResourceId } from '../id.ts';
import type { SyslogSeverity } from '../syslog/message.ts';
import type { RecordKind } from './record.ts';

/** How far back from now the logs can be asked for without saying instants. */
export const LOG_PERIODS = ['15m', '2h', '24h', '7d'] as const;
export type LogPeriod = (typeof LOG_PERIODS)[number];

/** A piece of text that a line must have, or must not. Letters A to Z count as small; nothing else is folded. */
export interface LogTerm {
  readonly text: string;
  readonly isNot: boolean;
}

/** What must be so of a field: one of these values, or none of them. Words may end in `*`. */
export interface LogCondition<T> {
  readonly values: readonly T[];
  readonly isNot: boolean;
}

/** Which records are wanted. Everything said must hold. */
export interface LogQuery {
  /** Received from, included, to, excluded. */
  readonly from: Instant;
  readonly to: Instant;
  readonly terms: readonly LogTerm[];
  readonly severity: readonly LogCondition<SyslogSeverity | null>[];
  readonly kind: readonly LogCondition<RecordKind>[];
  readonly resourceId: readonly LogCondition<ResourceId | null>[];
  readonly source: readonly LogCondition<string>[];
  readonly host: readonly LogCondition<string>[];
  readonly app: readonly LogCondition<string>[];
  readonly messageId: readonly LogCondition<string>[];
}

/** Everything of a stretch of time. */
export const everything = (from: Instant, to: Instant): LogQuery => ({
  from,
  to,
  terms: [],
  severity: [],
  kind: [],
  resourceId: [],
  source: [],
  host: [],
  app: [],
  messageId: [],
});
