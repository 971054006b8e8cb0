import { z } from 'zod';
import { METRICS } from '../domain/metric/catalogue.ts';
import { protocolsOf } from '../domain/metric/protocol.ts';
import { FAULT_KINDS, PROTOCOLS } from '../domain/observation/observation.ts';
import { QUALITIES } from '../domain/observation/quality.ts';
import { InstantMs, Uuid } from './common.ts';

const observed = { resourceId: Uuid, at: InstantMs, protocol: z.enum(PROTOCOLS) };
/** What is to be doubted about a value that is there, or why there is none. */
export const Quality = z.enum(QUALITIES).meta({ id: 'Quality' });
const Component = z.string().max(300);
const MetricCode = z.enum(METRICS.map((metric) => metric.code));
const Fault = z.object({ kind: z.enum(FAULT_KINDS), retryable: z.boolean(), detail: z.string().max(1000) });

/** What a spool of the first version still holds: only the local host gave facts, and every metric came from one kind of check. */
function withProtocol(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || 'protocol' in value || !('kind' in value)) return value;
  if (value.kind === 'fact') return { ...value, protocol: 'host' };
  return value.kind === 'sample' && 'metric' in value ? { ...value, protocol: protocolsOf(String(value.metric))[0] } : value;
}

const OneOf = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('sample'),
    ...observed,
    metric: MetricCode,
    component: Component,
    value: z.number().nullable(),
    quality: Quality.exactOptional(),
  }),
  z.object({
    kind: z.literal('reachability'),
    ...observed,
    component: Component,
    reachable: z.boolean(),
    fault: Fault.nullable(),
  }),
  z.object({
    kind: z.literal('fact'),
    ...observed,
    name: z.string().max(100),
    component: Component,
    value: z.union([z.string().max(2000), z.number(), z.boolean(), z.null()]),
  }),
  z.object({
    kind: z.literal('cycle'),
    ...observed,
    intervalMs: z.number().min(0),
    dueAt: z.number().min(0),
    durationMs: z.number().min(0),
  }),
]);
/** What crosses the border from a collector's process; anything else in a batch is counted and dropped, never believed. */
export const Observation = z.preprocess(withProtocol, OneOf);
