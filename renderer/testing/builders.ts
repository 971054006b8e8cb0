import type { Alarm } from '../../shared/contracts/alarms.ts';
import type { EventRule } from '../../shared/contracts/eventRules.ts';
import type { Health } from '../../shared/contracts/health.ts';
import type { Policy } from '../../shared/contracts/policies.ts';
import type { Resource } from '../../shared/contracts/resources.ts';

const START = Date.parse('2026-11-22T14:35:12+08:00');

/** A fixed instant of the story the tests tell: 2026-11-22 14:35:12 in the zone of the product, plus `ms`. */
export const at = (ms = 0): number => START + ms;

/** Id of the nth thing; the same in every run. */
export const id = (n: number): string => `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** An active, unacknowledged critical alarm; a test states only what matters to it. */
export function anAlarm(change: Partial<Alarm> = {}): Alarm {
  return {
    id: id(1),
    number: 'ALM-20261122-004418',
    key: 'key',
    resourceId: id(1001),
    resourceName: 'SW-AGG-A3',
    resourceClass: 'RC2',
    importance: 'key',
    domain: 'gov',
    location: 'A A-07 U38',
    address: '10.128.7.3',
    isSimulated: false,
    component: '',
    eventType: 'communications',
    probableCause: 'unreachable',
    specificProblem: 'icmp.timeout',
    severity: 'critical',
    trend: 'noChange',
    threshold: null,
    additionalText: '',
    reasons: [],
    rule: 'reachability.icmp',
    count: 1,
    firstAt: at(-240_000),
    lastAt: at(-240_000),
    activeAt: at(-240_000),
    receivedAt: at(-240_000),
    cleared: null,
    acknowledged: null,
    isFlapping: false,
    cause: null,
    comments: 0,
    version: 1,
    dataAt: at(-6000),
    intervalMs: 30_000,
    ...change,
  };
}

/** Marks of an alarm that somebody has seen, or that is over. */
export const seen = { at: at(-60_000), by: id(9001), byName: 'Wang Lei', comment: null } satisfies NonNullable<Alarm['acknowledged']>;
export const over = { at: at(-30_000), kind: 'automatic', by: null, reason: null } satisfies NonNullable<Alarm['cleared']>;

/** A healthy switch. */
export function aResource(change: Partial<Resource> = {}): Resource {
  return {
    id: id(1001),
    name: 'SW-AGG-A3',
    resourceClass: 'RC2',
    importance: 'key',
    address: '10.128.7.3',
    domain: 'gov',
    location: 'A A-07 U38',
    intervalS: null,
    checks: [{ protocol: 'icmp' }],
    tags: [],
    isLocal: false,
    isSimulated: false,
    version: 1,
    createdAt: at(-1e9),
    updatedAt: at(-1e9),
    retiredAt: null,
    effectiveIntervalS: 60,
    points: 4,
    dataAt: at(-5000),
    checkedAt: at(-5000),
    reachable: true,
    worst: null,
    activeAlarms: 0,
    silentUntil: null,
    cpu: null,
    memory: null,
    rttMs: null,
    ...change,
  };
}

/** An applied policy that watches the processors of hosts. */
export function aPolicy({
  levels,
  ...change
}: Partial<Policy> & { readonly levels?: NonNullable<Policy['metrics'][number]['threshold']>['levels'] } = {}): Policy {
  const none = { critical: null, major: 95, minor: 90, warning: null };
  return {
    id: 'cpu.utilisation',
    name: 'CPU',
    targets: { classes: ['RC3'], importances: [], domains: [], tags: [], resourceIds: [] },
    priority: 0,
    intervalS: null,
    metrics: [
      {
        metric: 'cpu.utilisation',
        isCollected: true,
        threshold: {
          direction: 'above',
          levels: levels ?? { core: none, key: none, general: none },
          durationMs: 0,
          hysteresis: 0,
          n: 1,
          m: 1,
          windows: [],
        },
      },
    ],
    isApplied: true,
    isBuiltIn: true,
    version: 1,
    updatedAt: at(-1e9),
    targeted: 12,
    governing: 12,
    points: 240,
    activeAlarms: 0,
    silentUntil: null,
    ...change,
  };
}

/** A station in which every part is well. */
export function aHealth(change: Partial<Health> = {}): Health {
  return {
    at: at(),
    version: '0.1.0',
    startedAt: at() - 86_400_000,
    dataFolder: '/data',
    disk: { total: 100, free: 29, state: 'ok', since: null, telemetryStopped: false, ballast: 10 },
    processes: [
      { name: 'backend', state: 'running', pid: 1, startedAt: at() - 86_400_000, restarts: 0, lastExit: null, cpu: 1, memory: 1, at: at() },
    ],
    queues: [{ from: null, to: 'core', depth: 5, perSecond: 1, dropped: 0, oldestAt: null }],
    collectors: [
      { protocol: 'icmp', targets: 1, cycleP95Ms: 1, latenessP99: 1, lateCycles: 0, unanswered: 0, lastAt: at(), problem: null },
    ],
    stores: [
      { name: 'core', bytes: 1, writeP95Ms: 1, note: null, synchronous: 'FULL' },
      { name: 'telemetry', bytes: 1, writeP95Ms: 1, note: null, synchronous: 'NORMAL' },
    ],
    audit: { records: 10, verifiedAt: at(), ok: true },
    endToEndP95Ms: 1400,
    requestP95Ms: 30,
    loopDelayP99Ms: 10,
    slowQueries: 0,
    slow: [],
    clock: { stepMs: 0 },
    certificate: null,
    reception: { shed: 0, dropped: [] },
    passingOn: null,
    sockets: 1,
    sessions: 1,
    events: [],
    ...change,
  };
}

/** A rule of the station itself by which the fan that a line names has failed; it has found nothing. */
export function aFanRule(change: Partial<EventRule> = {}): EventRule {
  return {
    id: id(2001),
    name: '风扇故障',
    match: { kind: 'line', app: 'DEV', messageId: 'FAN_FAILED', severity: null, template: 'Fan {fan} failed' },
    condition: 'fan',
    effect: 'begins',
    cause: 'equipmentMalfunction',
    severity: null,
    component: { kind: 'hole', name: 'fan' },
    isOn: true,
    isBuiltIn: false,
    delivered: null,
    family: '',
    source: '',
    examples: [],
    version: 1,
    updatedAt: at(-1e9),
    hits: { day: 0, strangers: 0, lastAt: null },
    activeAlarms: 0,
    ...change,
  };
}
