import { z } from 'zod';
import { METRICS } from '../domain/metric/catalogue.ts';
import { FAULT_KINDS, PROTOCOLS } from '../domain/observation/observation.ts';
import { InstantMs, Uuid } from './common.ts';

const observed = { resourceId: Uuid, at: InstantMs };
const Component = z.string().max(300);
const MetricCode = z.enum(METRICS.map((metric) => metric.code));
const Fault = z.object({ kind: z.enum(FAULT_KINDS), retryable: z.boolean(), detail: z.string().max(1000) });

/** What crosses the border from a collector's process; anything else in a batch is counted and dropped, never believed. */
export const Observation = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sample'), ...observed, metric: MetricCode, component: Component, value: z.number().nullable() }),
  z.object({
    kind: z.literal('reachability'),
    ...observed,
    protocol: z.enum(PROTOCOLS),
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
    protocol: z.enum(PROTOCOLS),
    intervalMs: z.number().min(0),
    dueAt: z.number().min(0),
    durationMs: z.number().min(0),
  }),
]);
