/** Every permission of the product, `noun.verb`. A route names one; nothing else grants anything. */
export const PERMISSIONS = [
  'alarm.read',
  'alarm.acknowledge',
  'alarm.comment',
  'alarm.clear',
  'audit.read',
  'audit.verify',
  'counter.read',
  'credential.read',
  'credential.edit',
  'device.read',
  'device.enrol',
  'device.revoke',
  'discovery.read',
  'discovery.edit',
  'health.read',
  'metric.read',
  'policy.read',
  'policy.edit',
  'resource.read',
  'resource.edit',
  'role.grant',
  'user.read',
  'user.manage',
] as const;

export type Permission = (typeof PERMISSIONS)[number];
