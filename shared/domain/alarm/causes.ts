import type { Importance } from '../inventory/resource.ts';
import type { EventType, ProbableCause } from './record.ts';
import type { Severity } from './severity.ts';

type ByImportance = Readonly<Record<Importance, Severity>>;

interface Cause {
  readonly eventType: EventType;
  /** Null where the policy decides. */
  readonly severity: ByImportance | null;
}

const always = (severity: Severity): ByImportance => ({ core: severity, key: severity, general: severity });

/**
 * Event type (after X.733 annex A) and severity by importance. What takes a service from its users is one step above what
 * only takes our sight of it; what already works again, or hurts nobody yet, lies below both. The station's own troubles
 * weigh the same whatever it watches.
 */
const CAUSES: Readonly<Record<ProbableCause, Cause>> = {
  unreachable: { eventType: 'communications', severity: { core: 'critical', key: 'major', general: 'minor' } },
  noResponse: { eventType: 'communications', severity: { core: 'major', key: 'minor', general: 'minor' } },
  authenticationFailure: { eventType: 'processingError', severity: { core: 'major', key: 'minor', general: 'warning' } },
  serviceUnavailable: { eventType: 'processingError', severity: { core: 'critical', key: 'major', general: 'minor' } },
  contentMismatch: { eventType: 'processingError', severity: { core: 'major', key: 'minor', general: 'minor' } },
  certificateExpiry: { eventType: 'processingError', severity: { core: 'major', key: 'major', general: 'minor' } },
  interfaceDown: { eventType: 'communications', severity: { core: 'major', key: 'minor', general: 'warning' } },
  equipmentMalfunction: { eventType: 'equipment', severity: { core: 'major', key: 'minor', general: 'minor' } },
  powerProblem: { eventType: 'equipment', severity: { core: 'critical', key: 'major', general: 'major' } },
  silentSource: { eventType: 'communications', severity: { core: 'major', key: 'minor', general: 'warning' } },
  restarted: { eventType: 'equipment', severity: { core: 'major', key: 'minor', general: 'warning' } },
  thresholdCrossed: { eventType: 'qualityOfService', severity: null },
  lateCycle: { eventType: 'qualityOfService', severity: { core: 'minor', key: 'warning', general: 'warning' } },
  processRestarted: { eventType: 'processingError', severity: always('minor') },
  storageFull: { eventType: 'processingError', severity: always('critical') },
  spoolOverflow: { eventType: 'qualityOfService', severity: always('major') },
  toolMissing: { eventType: 'processingError', severity: always('major') },
  auditBroken: { eventType: 'processingError', severity: always('critical') },
  temperatureUnacceptable: { eventType: 'environmental', severity: { core: 'major', key: 'major', general: 'minor' } },
  communicationsProtocolError: { eventType: 'communications', severity: { core: 'major', key: 'minor', general: 'minor' } },
  configurationError: { eventType: 'processingError', severity: { core: 'minor', key: 'warning', general: 'warning' } },
  unauthorizedAccessAttempt: { eventType: 'processingError', severity: { core: 'minor', key: 'warning', general: 'warning' } },
  outOfMemory: { eventType: 'processingError', severity: { core: 'major', key: 'major', general: 'minor' } },
  inputOutputDeviceError: { eventType: 'equipment', severity: { core: 'major', key: 'major', general: 'minor' } },
  softwareError: { eventType: 'processingError', severity: { core: 'critical', key: 'major', general: 'minor' } },
  indeterminate: { eventType: 'processingError', severity: always('warning') },
  receptionClosed: { eventType: 'communications', severity: always('major') },
  monitoringInterrupted: { eventType: 'communications', severity: { core: 'major', key: 'major', general: 'minor' } },
  performanceDegraded: { eventType: 'qualityOfService', severity: always('minor') },
  recordsDropped: { eventType: 'qualityOfService', severity: always('major') },
};

/** X.733 event type of a probable cause. */
export function eventTypeOf(cause: ProbableCause): EventType {
  return CAUSES[cause].eventType;
}

/** Severity of a condition that no policy grades; a cause that only policies grade counts as a warning. */
export function severityOf(cause: ProbableCause, importance: Importance): Severity {
  return CAUSES[cause].severity?.[importance] ?? 'warning';
}
