import type { AlarmId, Instant, ResourceId } from '../id.ts';
import type { ProbableCause } from './record.ts';

/** A part of a key in which no `|` is left; two different parts stay different. */
export const keyPart = (part: string): string => (/[%|]/.test(part) ? part.replaceAll('%', '%25').replaceAll('|', '%7C') : part);

/** De-duplication key of a condition: `resource|probable cause|component|rule`. Two conditions never share one: `|` inside a part is escaped. */
export function conditionKey(resourceId: ResourceId, cause: ProbableCause, component: string, rule: string): string {
  return [keyPart(resourceId), cause, keyPart(component), keyPart(rule)].join('|');
}

/** Given to an alarm when it is raised; both come from outside, because counting and drawing are not pure. */
export interface Identity {
  readonly id: AlarmId;
  readonly number: string;
}

const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

/** What the duty room calls an alarm: ALM-yyyymmdd-nnnnnn, the day in Asia/Shanghai, the sequence counted from 1 within it. */
export function alarmNumber(at: Instant, sequence: number): string {
  return `ALM-${dayOf(at)}-${String(sequence).padStart(6, '0')}`;
}

/** The day in Asia/Shanghai as yyyymmdd: when the sequence of alarm numbers starts again. */
export function dayOf(at: Instant): string {
  return new Date(at + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10).replaceAll('-', '');
}
