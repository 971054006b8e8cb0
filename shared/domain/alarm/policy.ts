import type { TimeWindow } from '../time/window.ts';
import type { Alarm } from './record.ts';
import type { Severity } from './severity.ts';

/** The level of each severity in the unit of the metric; null: no alarm of that severity. */
export type Levels = Readonly<Record<Severity, number | null>>;

/** How a value is judged. */
interface Judging {
  /** `above`: greater than the level, `below`: less than it; the level itself does not cross. */
  readonly direction: 'above' | 'below';
  readonly levels: Levels;
  /** The condition must hold this long before it is reported. */
  readonly durationMs: number;
  /** It ends only when the value is this much on the good side of the level. */
  readonly hysteresis: number;
  /** At least n of the last m samples must cross. */
  readonly n: number;
  readonly m: number;
}

/** What is asked of one series. */
export interface ThresholdRule extends Judging {
  /** Polling interval in ms: how far apart two samples may lie and still show that the condition held between them. */
  readonly intervalMs: number;
}

/** What watches one metric of one resource (R-8.4.3-b4-2, -c2-2), chosen among the policies and for its importance. */
export interface MetricThreshold extends Judging {
  /** The policy it comes from, by id and by name. */
  readonly policyId: string;
  readonly policy: string;
  /** When it watches; always where there is none. */
  readonly windows: readonly TimeWindow[];
}

/** The id of the policy that raised a threshold alarm, as its explanation tells; null for any other alarm. */
export function policyOf({ reasons }: Pick<Alarm, 'reasons'>): string | null {
  const crossed = reasons.find(({ key }) => key === 'threshold.level')?.values;
  const id = crossed?.policyId ?? crossed?.policy;
  return id === undefined ? null : String(id);
}
