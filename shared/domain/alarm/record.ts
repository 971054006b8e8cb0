import type { ActorId, AlarmId, Instant, ResourceId } from '../id.ts';
import type { Severity } from './severity.ts';

/** X.733 event types. */
export const EVENT_TYPES = ['communications', 'qualityOfService', 'processingError', 'equipment', 'environmental'] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** Probable causes this product raises, named after X.733 / X.721 where a standard value exists. */
export const PROBABLE_CAUSES = [
  'unreachable',
  'noResponse',
  'authenticationFailure',
  'serviceUnavailable',
  'contentMismatch',
  'certificateExpiry',
  'interfaceDown',
  'equipmentMalfunction',
  'powerProblem',
  'silentSource',
  'restarted',
  'thresholdCrossed',
  'lateCycle',
  'processRestarted',
  'storageFull',
  'spoolOverflow',
  'toolMissing',
  'auditBroken',
  'temperatureUnacceptable',
  'communicationsProtocolError',
  'configurationError',
  'unauthorizedAccessAttempt',
  'outOfMemory',
  'inputOutputDeviceError',
  'softwareError',
  'indeterminate',
  'receptionClosed',
  'recordsDropped',
  'monitoringInterrupted',
  'performanceDegraded',
] as const;
export type ProbableCause = (typeof PROBABLE_CAUSES)[number];

export const TRENDS = ['moreSevere', 'noChange', 'lessSevere'] as const;
export type Trend = (typeof TRENDS)[number];

export const CLEAR_KINDS = ['automatic', 'manual', 'retired'] as const;
export type ClearKind = (typeof CLEAR_KINDS)[number];

/** What can happen to an alarm and is kept with it. */
export const ALARM_EVENT_KINDS = [
  'raised',
  'repeated',
  'severityChanged',
  'cleared',
  'returned',
  'acknowledged',
  'unacknowledged',
  'commented',
  'flapping',
  'settled',
  'suppressed',
  'unsuppressed',
] as const;
export type AlarmEventKind = (typeof ALARM_EVENT_KINDS)[number];

/** One line of an alarm's life; `severity` is the one after it. `by` and `byName` are null where no person acted. */
export interface AlarmEvent {
  readonly kind: AlarmEventKind;
  readonly at: Instant;
  readonly by: ActorId | null;
  readonly byName: string | null;
  readonly text: string | null;
  readonly severity: Severity;
  /** What it was suppressed by. */
  readonly cause?: AlarmCause;
}

/** Where a threshold alarm came from: the value that crossed, the level it crossed, and the rule. */
export interface ThresholdInformation {
  readonly metric: string;
  readonly observed: number;
  readonly level: number;
  readonly direction: 'above' | 'below';
}

/** The parts of one step of 「为什么在这里」; `key` selects the sentence, `values` fill it. Texts live in the renderer. */
export interface Reason {
  readonly stage: 'observed' | 'normalised' | 'deduplicated' | 'threshold' | 'raised';
  readonly key: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** What an alarm is held to be a consequence of: something in the network that has an alarm of its own. */
export interface AlarmCause {
  readonly kind: 'resource' | 'link';
  /** Of a link the end that tells of it. */
  readonly resourceId: ResourceId;
  /** Its port where it is a link, else empty. */
  readonly component: string;
  readonly name: string;
  /** From 0 to 1: a device behind its only cable and that cable explain the same. */
  readonly certainty: number;
}

/** An alarm (X.733 record plus our own fields, domain-model 4.2). Two independent facts: activity and acknowledgement. */
export interface Alarm {
  readonly id: AlarmId;
  /** What the duty room calls it: ALM-yyyymmdd-nnnnnn, day in Asia/Shanghai. */
  readonly number: string;
  /** One condition is one row: resource | probable cause | component | rule. */
  readonly key: string;
  readonly resourceId: ResourceId;
  readonly component: string;
  readonly eventType: EventType;
  readonly probableCause: ProbableCause;
  readonly specificProblem: string;
  readonly severity: Severity;
  readonly trend: Trend;
  readonly threshold: ThresholdInformation | null;
  readonly additionalText: string;
  readonly reasons: readonly Reason[];
  readonly rule: string;
  readonly count: number;
  /** First and newest report, at the source. */
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  /** Begin of the present activity, or of the last one where it is cleared; `firstAt` until the alarm returns. */
  readonly activeAt: Instant;
  /** When the station received the first report. */
  readonly receivedAt: Instant;
  readonly cleared: {
    readonly at: Instant;
    readonly kind: ClearKind;
    readonly by: ActorId | null;
    readonly reason: string | null;
  } | null;
  readonly acknowledged: { readonly at: Instant; readonly by: ActorId; readonly byName: string; readonly comment: string | null } | null;
  readonly isFlapping: boolean;
  /** Suppressed as a consequence since `at` (抑制): shown with its cause, it neither sounds nor asks for anything. Of one that is cleared: it was when it ended. */
  readonly cause: (AlarmCause & { readonly at: Instant }) | null;
  /** Whether the condition holds by the newest report; differs from activity while flapping and after a manual clear. */
  readonly isPresent: boolean;
  /** When the condition last began or ended, newest last, no more than the flap limit asks for. */
  readonly changes: readonly Instant[];
  readonly comments: number;
  /** Grows by one with every change of the record. */
  readonly version: number;
  /** The version at which it last asked for attention: raised, returned or made more severe. Who acknowledges an older one has not seen this. */
  readonly attentionVersion: number;
}
