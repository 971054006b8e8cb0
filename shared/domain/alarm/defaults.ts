import { RESOURCE_CLASSES } from '../inventory/resource.ts';
import type { MetricCode } from '../metric/catalogue.ts';
import type { Levels, ThresholdPolicy } from './policy.ts';

const MINUTE_MS = 60_000;

/** Critical, major, minor, warning; null: no alarm of that severity. */
function levels(critical: number | null, major: number | null, minor: number | null, warning: number | null): Levels {
  return { critical, major, minor, warning };
}

type Draft = Pick<ThresholdPolicy, 'id' | 'levels'> &
  Partial<Pick<ThresholdPolicy, 'direction' | 'classes' | 'durationMs' | 'hysteresis' | 'n' | 'm'>> & { readonly metric: MetricCode };

const MACHINES = ['RC2', 'RC3', 'RC4'] as const;
const POWER = ['RC1', 'RC6'] as const;

function policy(draft: Draft): ThresholdPolicy {
  return { classes: ['RC3'], direction: 'above', durationMs: 0, hysteresis: 0, n: 1, m: 1, enabled: true, ...draft };
}

/**
 * What a new station watches for, before anyone changes it. The lower the importance, the later and the milder. Only what
 * stops a service by itself is ever critical here; load is a symptom and is not.
 */
export const DEFAULT_POLICIES: readonly ThresholdPolicy[] = [
  // Space only ever fills, so one sample is enough; a full file system stops whatever writes to it.
  policy({
    id: 'filesystem.utilisation',
    metric: 'filesystem.utilisation',
    classes: MACHINES,
    levels: { core: levels(95, 90, 85, 80), key: levels(97, 92, 87, null), general: levels(98, 95, 90, null) },
    hysteresis: 2,
  }),
  // Without inodes nothing can be created although there is space: the same levels.
  policy({
    id: 'filesystem.inode.utilisation',
    metric: 'filesystem.inode.utilisation',
    levels: { core: levels(95, 90, 85, 80), key: levels(97, 92, 87, null), general: levels(98, 95, 90, null) },
    hysteresis: 2,
  }),
  // A busy processor serves: only five minutes of it matter, and one quiet sample among five does not end them.
  policy({
    id: 'cpu.utilisation',
    metric: 'cpu.utilisation',
    classes: MACHINES,
    levels: { core: levels(null, 95, 90, 80), key: levels(null, 98, 92, null), general: levels(null, null, 95, null) },
    durationMs: 5 * MINUTE_MS,
    hysteresis: 5,
    n: 4,
    m: 5,
  }),
  // Beyond this the kernel begins to kill processes; three minutes let a short job pass.
  policy({
    id: 'memory.utilisation',
    metric: 'memory.utilisation',
    classes: MACHINES,
    levels: { core: levels(98, 95, 90, null), key: levels(null, 97, 92, null), general: levels(null, 98, 95, null) },
    durationMs: 3 * MINUTE_MS,
    hysteresis: 3,
    n: 2,
    m: 3,
  }),
  // Used swap is a trace of past pressure, nearly full swap the last warning before memory runs out.
  policy({
    id: 'swap.utilisation',
    metric: 'swap.utilisation',
    levels: { core: levels(null, 90, 70, null), key: levels(null, 95, 80, null), general: levels(null, null, 90, null) },
    durationMs: 5 * MINUTE_MS,
    hysteresis: 5,
  }),
  // Backups keep a disk busy for minutes every night: ten minutes, and never more than minor outside the core.
  policy({
    id: 'disk.utilisation',
    metric: 'disk.utilisation',
    levels: { core: levels(null, 98, 90, null), key: levels(null, null, 95, null), general: levels(null, null, null, 98) },
    durationMs: 10 * MINUTE_MS,
    hysteresis: 10,
    n: 4,
    m: 5,
  }),
  // A sound link has no errors; a few a second are a cable or a transceiver about to fail.
  policy({
    id: 'interface.in.errors',
    metric: 'interface.in.errors',
    classes: MACHINES,
    levels: { core: levels(null, 50, 5, 1), key: levels(null, 100, 10, null), general: levels(null, null, 50, null) },
    durationMs: 2 * MINUTE_MS,
    n: 2,
    m: 3,
  }),
  policy({
    id: 'interface.out.errors',
    metric: 'interface.out.errors',
    classes: MACHINES,
    levels: { core: levels(null, 50, 5, 1), key: levels(null, 100, 10, null), general: levels(null, null, 50, null) },
    durationMs: 2 * MINUTE_MS,
    n: 2,
    m: 3,
  }),
  // A link that is full drops; five minutes let a backup begin and a sync end.
  ...(['interface.in.utilisation', 'interface.out.utilisation'] as const).map((metric) =>
    policy({
      id: metric,
      metric,
      classes: MACHINES,
      levels: { core: levels(null, 95, 85, null), key: levels(null, null, 90, null), general: levels(null, null, null, 95) },
      durationMs: 5 * MINUTE_MS,
      hysteresis: 5,
      n: 4,
      m: 5,
    }),
  ),
  // Rooms are kept below 27 degrees and equipment bears about 60; what is between is a cooling that fails.
  policy({
    id: 'sensor.temperature',
    metric: 'sensor.temperature',
    classes: ['RC1', 'RC2', 'RC3', 'RC4', 'RC6'],
    levels: { core: levels(75, 65, 55, null), key: levels(null, 70, 60, null), general: levels(null, null, 65, null) },
    durationMs: MINUTE_MS,
    hysteresis: 3,
    n: 2,
    m: 3,
  }),
  // Above four fifths the second supply of a pair cannot take over the load of the first.
  policy({
    id: 'ups.load',
    metric: 'ups.load',
    classes: POWER,
    levels: { core: levels(98, 90, 80, null), key: levels(98, 90, 80, null), general: levels(null, 95, 85, null) },
    durationMs: MINUTE_MS,
    hysteresis: 3,
    n: 2,
    m: 3,
  }),
  policy({
    id: 'ups.battery.charge',
    metric: 'ups.battery.charge',
    classes: POWER,
    direction: 'below',
    levels: { core: levels(30, 50, 80, null), key: levels(30, 50, 80, null), general: levels(20, 40, 70, null) },
    hysteresis: 5,
  }),
  // Of three echoes one may get lost; two of three again and again, or one in most cycles, is a path that fails.
  policy({
    id: 'icmp.loss',
    metric: 'icmp.loss',
    classes: RESOURCE_CLASSES,
    levels: { core: levels(null, 60, 30, null), key: levels(null, 60, 30, null), general: levels(null, null, 60, 30) },
    n: 3,
    m: 5,
  }),
  // Inside one platform an answer takes a few milliseconds; people notice 150 ms, and protocols suffer at 500.
  policy({
    id: 'icmp.rtt',
    metric: 'icmp.rtt',
    classes: RESOURCE_CLASSES,
    levels: { core: levels(null, 500, 150, null), key: levels(null, null, 300, 150), general: levels(null, null, null, 500) },
    hysteresis: 20,
    n: 3,
    m: 5,
  }),
  // Thirty days are one round of procurement, seven the last week in which it can still be mended in daylight.
  policy({
    id: 'tls.certificate.days',
    metric: 'tls.certificate.days',
    classes: RESOURCE_CLASSES,
    direction: 'below',
    levels: { core: levels(2, 7, 30, null), key: levels(null, 7, 30, null), general: levels(null, null, 7, 30) },
  }),
];
