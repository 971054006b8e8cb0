import type { ActorId, Instant } from '../id.ts';
import type { Alarm, AlarmCause, AlarmEvent, ClearKind, Reason, ThresholdInformation } from './record.ts';
import type { Severity } from './severity.ts';

/** What a source says about a condition, as the alarm takes it over. */
export interface Finding {
  readonly severity: Severity;
  readonly specificProblem: string;
  readonly threshold: ThresholdInformation | null;
  readonly additionalText: string;
  readonly reasons: readonly Reason[];
}

/** Who acts on an alarm: a person, or the program that was given a token for it. */
export interface Person {
  readonly id: ActorId;
  readonly name: string;
}

/** What can be done to an alarm. `at` is when it was true at the source or when the person acted; `receivedAt` is the station's clock. */
export type AlarmAction =
  /** The condition occurred (again): counted, `times` where it was more than once. */
  | { readonly kind: 'report'; readonly at: Instant; readonly receivedAt: Instant; readonly times?: number; readonly finding: Finding }
  /** The condition still holds at a further look: not counted, unless it had gone meanwhile. */
  | { readonly kind: 'persist'; readonly at: Instant; readonly receivedAt: Instant; readonly times?: number; readonly finding: Finding }
  /** `isFinal`: its rule or resource is gone, so neither order nor flapping holds it back. */
  | {
      readonly kind: 'clear';
      readonly at: Instant;
      readonly receivedAt: Instant;
      readonly clearKind: ClearKind;
      readonly isFinal: boolean;
      readonly person: Person | null;
      readonly reason: string | null;
    }
  /** `seenVersion`: the version the person looked at; null acknowledges whatever there is. */
  | {
      readonly kind: 'acknowledge';
      readonly at: Instant;
      readonly person: Person;
      readonly comment: string | null;
      readonly seenVersion: number | null;
    }
  | { readonly kind: 'unacknowledge'; readonly at: Instant; readonly person: Person; readonly reason: string }
  | { readonly kind: 'comment'; readonly at: Instant; readonly person: Person; readonly text: string }
  /** The station looks at its clock: a flapping alarm that has been quiet long enough settles. */
  | { readonly kind: 'settle'; readonly at: Instant }
  /** It is a consequence of something else (clause 8.4.2 c) 4)), or no longer held for one. */
  | { readonly kind: 'suppress'; readonly at: Instant; readonly cause: AlarmCause }
  | { readonly kind: 'unsuppress'; readonly at: Instant };

export type Action<K extends AlarmAction['kind']> = Extract<AlarmAction, { readonly kind: K }>;

export const REFUSALS = [
  'alreadyAcknowledged',
  'notAcknowledged',
  'alreadyCleared',
  'closed',
  'changed',
  'late',
  'notFlapping',
  'notQuiet',
  'unhideable',
  'notSuppressed',
] as const;
export type Refusal = (typeof REFUSALS)[number];

/** `alarm` is the very same object where nothing changed. `sounds`: it asks for attention anew. */
export type Transition =
  | { readonly accepted: true; readonly alarm: Alarm; readonly events: readonly AlarmEvent[]; readonly sounds: boolean }
  | { readonly accepted: false; readonly code: Refusal };

export type Step<K extends AlarmAction['kind']> = (alarm: Alarm, action: Action<K>) => Transition;
