import type { Levels } from '../alarm/policy.ts';
import { DEFAULT_INTERVAL_S, IMPORTANCES, type Importance, RESOURCE_CLASSES, type ResourceClass } from '../inventory/resource.ts';
import type { MetricCode } from '../metric/catalogue.ts';
import type { Policy, TargetSet, Threshold } from './policy.ts';

const MINUTE_MS = 60_000;
const EVERY_RESOURCE: TargetSet = { classes: [], importances: [], domains: [], tags: [], resourceIds: [] };

/** Critical, major, minor, warning; null: no alarm of that severity. */
function levels(critical: number | null, major: number | null, minor: number | null, warning: number | null): Levels {
  return { critical, major, minor, warning };
}

const MACHINES = ['RC2', 'RC3', 'RC4'] as const;
const POWER = ['RC1', 'RC6'] as const;

interface Draft extends Partial<Omit<Threshold, 'levels'>> {
  readonly metric: MetricCode;
  readonly name: string;
  readonly classes?: readonly ResourceClass[];
  readonly levels: Threshold['levels'];
}

/** A policy about one metric, which is its id too: first versions of the product knew no other. */
function policy({ metric, name, classes = ['RC3'], ...threshold }: Draft): Policy {
  return {
    id: metric,
    name,
    targets: { ...EVERY_RESOURCE, classes: classes.length === RESOURCE_CLASSES.length ? [] : classes },
    priority: 0,
    intervalS: null,
    metrics: [
      {
        metric,
        isCollected: true,
        threshold: { direction: 'above', durationMs: 0, hysteresis: 0, n: 1, m: 1, windows: [], ...threshold },
      },
    ],
    isApplied: true,
  };
}

const PROFILE_NAMES: Readonly<Record<Importance, string>> = { core: '核心资源', key: '关键资源', general: '一般资源' };

/** How often resources of each importance are looked at (R-8.2.2-b-1..4). */
const PROFILES: readonly Policy[] = IMPORTANCES.map((importance) => ({
  id: `profile.${importance}`,
  name: PROFILE_NAMES[importance],
  targets: { ...EVERY_RESOURCE, importances: [importance] },
  priority: 0,
  intervalS: DEFAULT_INTERVAL_S[importance],
  metrics: [],
  isApplied: true,
}));

/**
 * What a new station watches for, before anyone changes it. The lower the importance, the later and the milder. Only what
 * stops a service by itself is ever critical here; load is a symptom and is not.
 */
const THRESHOLDS: readonly Policy[] = [
  // Space only ever fills, so one sample is enough; a full file system stops whatever writes to it.
  policy({
    metric: 'filesystem.utilisation',
    name: '文件系统使用率',
    classes: MACHINES,
    levels: { core: levels(95, 90, 85, 80), key: levels(97, 92, 87, null), general: levels(98, 95, 90, null) },
    hysteresis: 2,
  }),
  // Without inodes nothing can be created although there is space: the same levels.
  policy({
    metric: 'filesystem.inode.utilisation',
    name: 'inode 使用率',
    levels: { core: levels(95, 90, 85, 80), key: levels(97, 92, 87, null), general: levels(98, 95, 90, null) },
    hysteresis: 2,
  }),
  // A busy processor serves: only five minutes of it matter, and one quiet sample among five does not end them.
  policy({
    metric: 'cpu.utilisation',
    name: 'CPU 使用率',
    classes: MACHINES,
    levels: { core: levels(null, 95, 90, 80), key: levels(null, 98, 92, null), general: levels(null, null, 95, null) },
    durationMs: 5 * MINUTE_MS,
    hysteresis: 5,
    n: 4,
    m: 5,
  }),
  // Beyond this the kernel begins to kill processes; three minutes let a short job pass.
  policy({
    metric: 'memory.utilisation',
    name: '内存使用率',
    classes: MACHINES,
    levels: { core: levels(98, 95, 90, null), key: levels(null, 97, 92, null), general: levels(null, 98, 95, null) },
    durationMs: 3 * MINUTE_MS,
    hysteresis: 3,
    n: 2,
    m: 3,
  }),
  // Used swap is a trace of past pressure, nearly full swap the last warning before memory runs out.
  policy({
    metric: 'swap.utilisation',
    name: '交换区使用率',
    levels: { core: levels(null, 90, 70, null), key: levels(null, 95, 80, null), general: levels(null, null, 90, null) },
    durationMs: 5 * MINUTE_MS,
    hysteresis: 5,
  }),
  // Backups keep a disk busy for minutes every night: ten minutes, and never more than minor outside the core.
  policy({
    metric: 'disk.utilisation',
    name: '磁盘繁忙率',
    levels: { core: levels(null, 98, 90, null), key: levels(null, null, 95, null), general: levels(null, null, null, 98) },
    durationMs: 10 * MINUTE_MS,
    hysteresis: 10,
    n: 4,
    m: 5,
  }),
  // A sound link has no errors; a few a second are a cable or a transceiver about to fail.
  policy({
    metric: 'interface.in.errors',
    name: '入向错包',
    classes: MACHINES,
    levels: { core: levels(null, 50, 5, 1), key: levels(null, 100, 10, null), general: levels(null, null, 50, null) },
    durationMs: 2 * MINUTE_MS,
    n: 2,
    m: 3,
  }),
  policy({
    metric: 'interface.out.errors',
    name: '出向错包',
    classes: MACHINES,
    levels: { core: levels(null, 50, 5, 1), key: levels(null, 100, 10, null), general: levels(null, null, 50, null) },
    durationMs: 2 * MINUTE_MS,
    n: 2,
    m: 3,
  }),
  // A link that is full drops; five minutes let a backup begin and a sync end.
  ...(
    [
      ['interface.in.utilisation', '入向利用率'],
      ['interface.out.utilisation', '出向利用率'],
    ] as const
  ).map(([metric, name]) =>
    policy({
      metric,
      name,
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
    metric: 'sensor.temperature',
    name: '温度',
    classes: ['RC1', 'RC2', 'RC3', 'RC4', 'RC6'],
    levels: { core: levels(75, 65, 55, null), key: levels(null, 70, 60, null), general: levels(null, null, 65, null) },
    durationMs: MINUTE_MS,
    hysteresis: 3,
    n: 2,
    m: 3,
  }),
  // Above four fifths the second supply of a pair cannot take over the load of the first.
  policy({
    metric: 'ups.load',
    name: 'UPS 负载率',
    classes: POWER,
    levels: { core: levels(98, 90, 80, null), key: levels(98, 90, 80, null), general: levels(null, 95, 85, null) },
    durationMs: MINUTE_MS,
    hysteresis: 3,
    n: 2,
    m: 3,
  }),
  policy({
    metric: 'ups.battery.charge',
    name: '电池电量',
    classes: POWER,
    direction: 'below',
    levels: { core: levels(30, 50, 80, null), key: levels(30, 50, 80, null), general: levels(20, 40, 70, null) },
    hysteresis: 5,
  }),
  // Of three echoes one may get lost; two of three again and again, or one in most cycles, is a path that fails.
  policy({
    metric: 'icmp.loss',
    name: 'ICMP 丢包率',
    classes: RESOURCE_CLASSES,
    levels: { core: levels(null, 60, 30, null), key: levels(null, 60, 30, null), general: levels(null, null, 60, 30) },
    n: 3,
    m: 5,
  }),
  // Inside one platform an answer takes a few milliseconds; people notice 150 ms, and protocols suffer at 500.
  policy({
    metric: 'icmp.rtt',
    name: 'ICMP 往返时延',
    classes: RESOURCE_CLASSES,
    levels: { core: levels(null, 500, 150, null), key: levels(null, null, 300, 150), general: levels(null, null, null, 500) },
    hysteresis: 20,
    n: 3,
    m: 5,
  }),
  // Thirty days are one round of procurement, seven the last week in which it can still be mended in daylight.
  policy({
    metric: 'tls.certificate.days',
    name: '证书剩余天数',
    classes: RESOURCE_CLASSES,
    direction: 'below',
    levels: { core: levels(2, 7, 30, null), key: levels(null, 7, 30, null), general: levels(null, null, 7, 30) },
  }),
];

/** The policies of a station on which nobody has written one. */
export const DEFAULT_POLICIES: readonly Policy[] = [...PROFILES, ...THRESHOLDS];
