export const FAULT_KINDS = ['timeout', 'refused', 'unreachable', 'auth', 'protocol', 'mismatch', 'tool'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** Why a device did not answer as it should. A value, never an exception. `detail` is for the technician, not for the wall. */
export interface Fault {
  readonly kind: FaultKind;
  readonly retryable: boolean;
  readonly detail: string;
}
