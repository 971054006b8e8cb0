import { z } from 'zod';
import { InstantMs, Uuid } from './common.ts';
import { defineRoute } from './route.ts';

const Json = z.json();

export const AuditRecord = z
  .object({
    seq: z.int(),
    at: InstantMs,
    actorKind: z.enum(['person', 'wall', 'token', 'shell', 'system', 'anonymous']),
    actorId: Uuid.nullable(),
    actorName: z.string(),
    actorRoles: z.array(z.string()),
    action: z.string().describe('route id, or noun.verb of the station itself'),
    objectType: z.string(),
    objectId: z.string().nullable(),
    objectName: z.string(),
    result: z.enum(['done', 'refused']),
    code: z.string().nullable().describe('problem code where refused'),
    before: Json,
    after: Json,
    origin: z.object({ address: z.string(), device: z.string().nullable(), agent: z.string() }),
    requestId: z.string(),
    prevHash: z.string(),
    hash: z.string(),
  })
  .meta({ id: 'AuditRecord' });
export type AuditRecord = z.output<typeof AuditRecord>;

export const AuditList = z
  .object({ items: z.array(AuditRecord), total: z.int(), matching: z.int(), next: z.string().nullable() })
  .meta({ id: 'AuditList' });

/** Result of recomputing the chain. `brokenAt` is the first record that does not follow from the one before. */
export const AuditVerification = z
  .object({
    at: InstantMs,
    records: z.int(),
    ok: z.boolean(),
    brokenAt: z.int().nullable(),
    problem: z.enum(['content', 'link', 'gap', 'truncated']).nullable(),
    durationMs: z.number(),
    head: z.string().nullable(),
  })
  .meta({ id: 'AuditVerification' });
export type AuditVerification = z.output<typeof AuditVerification>;
/** The last verification this station ran, null before the first. `records` is the present length of the chain. */
export const AuditStatus = z.object({ records: z.int(), verified: AuditVerification.nullable() }).meta({ id: 'AuditStatus' });

export const listAudit = defineRoute({
  id: 'listAudit',
  method: 'GET',
  path: '/audit',
  access: { permission: 'audit.read' },
  summary: 'Audit records, newest first',
  query: z.object({
    from: z.coerce.number().int().min(0).optional(),
    to: z.coerce.number().int().min(0).optional(),
    action: z.string().max(100).optional(),
    result: z.enum(['done', 'refused']).optional(),
    text: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
    cursor: z.string().max(200).optional(),
  }),
  response: AuditList,
});
export const getAuditStatus = defineRoute({
  id: 'getAuditStatus',
  method: 'GET',
  path: '/audit/status',
  access: { permission: 'audit.read' },
  summary: 'Length of the chain and its last verification',
  response: AuditStatus,
});
export const verifyAudit = defineRoute({
  id: 'verifyAudit',
  method: 'POST',
  path: '/audit/verify',
  access: { permission: 'audit.verify' },
  summary: 'Recompute the whole chain',
  response: AuditVerification,
});
