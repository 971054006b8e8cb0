import type { Alarm } from '../../../../shared/contracts/alarms.ts';
import type { ResourceDetail } from '../../../../shared/contracts/resources.ts';
import type { Quality } from '../../../../shared/domain/observation/quality.ts';
import { isDelivering, type MetricLatest } from './metricGroups.ts';

/** How a port is drawn: `off` switched off by somebody, `down` free or cut, `unknown` where nothing recent is known. */
export const PORT_STATES = ['up', 'down', 'fault', 'off', 'unknown'] as const;
export type PortState = (typeof PORT_STATES)[number];

export interface Port {
  readonly component: string;
  readonly alias: string;
  readonly state: PortState;
  /** Bit a second; null where the device does not say it. */
  readonly speed: number | null;
  /** Bit a second in and out, null where there is no recent figure. */
  readonly inRate: number | null;
  readonly outRate: number | null;
  /** What is less than good about the newest figure of each; null where nothing is known against it. */
  readonly inQuality: Quality | null;
  readonly outQuality: Quality | null;
}

type Facts = ResourceDetail['facts'];

function stateOf(isOff: boolean, up: MetricLatest | undefined, isRecent: boolean, hasAlarm: boolean): PortState {
  if (hasAlarm) return 'fault';
  if (isOff) return 'off';
  if (up === undefined || !isRecent) return 'unknown';
  return up.value === 1 ? 'up' : 'down';
}

/** What is known of each interface, by name and then by the name of the fact. */
export function interfaceFacts(facts: Facts): ReadonlyMap<string, ReadonlyMap<string, unknown>> {
  const byComponent = new Map<string, Map<string, unknown>>();
  for (const { name, component, value } of facts) {
    if (!name.startsWith('interface.')) continue;
    const known = byComponent.get(component) ?? new Map<string, unknown>();
    byComponent.set(component, known.set(name, value));
  }
  return byComponent;
}

/** Every interface of a device as of `at`, as a port. */
export function portsOf(
  interfaces: ReturnType<typeof interfaceFacts>,
  latest: readonly MetricLatest[],
  alarms: readonly Alarm[],
  at: number,
): readonly Port[] {
  const figures = new Map(latest.map((item) => [`${item.metric} ${item.component}`, item]));
  const faulty = new Set(alarms.filter(({ cleared }) => cleared === null).map(({ component }) => component));
  const newestOf = (metric: string, component: string): MetricLatest | null => {
    const item = figures.get(`${metric} ${component}`);
    return item && isDelivering(item, at) ? item : null;
  };
  // A port that is switched off has no figures of its own: it is known to be off while the device says anything at all.
  const isHeard = latest.some((item) => item.value !== null && isDelivering(item, at));
  return [...interfaces].map(([component, known]): Port => {
    const up = figures.get(`interface.up ${component}`);
    const speed = known.get('interface.speed');
    const alias = known.get('interface.alias');
    const into = newestOf('interface.in', component);
    const out = newestOf('interface.out', component);
    return {
      component,
      alias: typeof alias === 'string' ? alias : '',
      state: stateOf(
        isHeard && known.get('interface.adminUp') === false,
        up,
        up !== undefined && isDelivering(up, at),
        faulty.has(component),
      ),
      speed: typeof speed === 'number' ? speed : null,
      inRate: into?.value ?? null,
      outRate: out?.value ?? null,
      inQuality: into?.quality ?? null,
      outQuality: out?.quality ?? null,
    };
  });
}
