import type { Reason } from './record.ts';

/** Every sentence of 「为什么在这里」 by stage, with the names of its values. The renderer has one text for each. */
export const REASONS = {
  'observed.sample': { stage: 'observed', values: ['metric', 'component', 'value', 'intervalS'] },
  'observed.answer': { stage: 'observed', values: ['protocol', 'component', 'fault', 'intervalS'] },
  'observed.interface': { stage: 'observed', values: ['component', 'intervalS'] },
  'observed.state': { stage: 'observed', values: ['metric', 'component', 'intervalS'] },
  'observed.silence': { stage: 'observed', values: ['protocol', 'lastAt', 'intervalS'] },
  'observed.uptime': { stage: 'observed', values: ['uptimeS'] },
  'observed.cycle': { stage: 'observed', values: ['protocol', 'lateS', 'intervalS'] },
  'observed.station': { stage: 'observed', values: ['subject'] },
  'observed.heartbeat': { stage: 'observed', values: ['address', 'lastAt'] },
  'observed.event': { stage: 'observed', values: ['ruleId', 'rule', 'source', 'count', 'line'] },
  'normalised.cause': { stage: 'normalised', values: ['eventType', 'probableCause'] },
  'deduplicated.first': { stage: 'deduplicated', values: ['key'] },
  'deduplicated.returned': { stage: 'deduplicated', values: ['key', 'count'] },
  'threshold.level': {
    stage: 'threshold',
    values: ['policyId', 'policy', 'metric', 'severity', 'direction', 'level', 'durationS', 'hysteresis', 'n', 'm'],
  },
  'threshold.failures': { stage: 'threshold', values: ['failures', 'clearAfter'] },
  'threshold.intervals': { stage: 'threshold', values: ['intervals', 'seconds'] },
  'threshold.quiet': { stage: 'threshold', values: ['seconds', 'origin'] },
  'threshold.immediate': { stage: 'threshold', values: [] },
  'raised.byPolicy': { stage: 'raised', values: ['severity', 'importance'] },
  'raised.byRule': { stage: 'raised', values: ['severity', 'rule'] },
  'raised.byCause': { stage: 'raised', values: ['severity', 'importance'] },
} as const satisfies Readonly<Record<string, { readonly stage: Reason['stage']; readonly values: readonly string[] }>>;

export type ReasonKey = keyof typeof REASONS;
export const REASON_KEYS = Object.keys(REASONS) as readonly ReasonKey[];

type Values<K extends ReasonKey> = Readonly<Record<(typeof REASONS)[K]['values'][number], string | number>>;

/** One step of the explanation; the compiler asks for exactly the values its sentence names. */
export function reason<K extends ReasonKey>(key: K, values: Values<K>): Reason {
  return { stage: REASONS[key].stage, key, values };
}
