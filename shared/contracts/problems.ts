import { z } from 'zod';

/** Every error code of the interface with its HTTP status (RFC 9457). The server sends codes; the renderer speaks Chinese. */
export const PROBLEMS = {
  'request.invalid': 400,
  'request.tooLarge': 413,
  'session.missing': 401,
  'session.wrongCredentials': 401,
  'session.lockedOut': 429,
  'session.locked': 423,
  'setup.done': 409,
  'setup.wrongToken': 401,
  'setup.conflict': 409,
  'permission.missing': 403,
  'origin.refused': 403,
  'resource.notFound': 404,
  'resource.retired': 409,
  'resource.duplicate': 409,
  'resource.changed': 409,
  'alarm.notFound': 404,
  'alarm.refused': 409,
  'alarm.changed': 409,
  'audit.notFound': 404,
  'user.notFound': 404,
  'user.duplicate': 409,
  'user.conflict': 409,
  'device.notFound': 404,
  'device.wrongCode': 401,
  'device.wrongProof': 401,
  'policy.notFound': 404,
  'policy.changed': 409,
  'route.notFound': 404,
  'storage.full': 507,
  'storage.busy': 503,
  'request.tooMany': 429,
  internal: 500,
} as const;

export type ProblemCode = keyof typeof PROBLEMS;
export const PROBLEM_CODES = Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]];

/** RFC 9457 problem document. `instance` is the request id a person can quote; `fields` names what is wrong in the input. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(PROBLEM_CODES),
    detail: z.string().optional(),
    instance: z.string(),
    fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem document' });
export type Problem = z.output<typeof Problem>;
