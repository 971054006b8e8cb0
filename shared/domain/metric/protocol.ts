import type { Protocol } from '../observation/observation.ts';

const BY_PREFIX: Readonly<Record<string, Protocol>> = { icmp: 'icmp', tcp: 'tcp', http: 'http', tls: 'http' };

/** The protocol whose collector delivers a metric, by the first word of its code. */
export function protocolOf(metric: string): Protocol {
  const prefix = metric.slice(0, Math.max(0, metric.indexOf('.')));
  return Object.hasOwn(BY_PREFIX, prefix) ? (BY_PREFIX[prefix] ?? 'host') : 'host';
}
