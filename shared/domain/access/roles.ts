import type { Permission } from './permissions.ts';

export const ROLES = [
  'systemAdministrator',
  'securityAdministrator',
  'auditAdministrator',
  'shiftLeader',
  'operator',
  'wall',
  'shell',
] as const;
export type Role = (typeof ROLES)[number];

/** Roles a person can hold; `wall` belongs to a device, `shell` to the desktop shell's own counter. */
export const PERSON_ROLES = [
  'systemAdministrator',
  'securityAdministrator',
  'auditAdministrator',
  'shiftLeader',
  'operator',
] as const satisfies readonly Role[];
export type PersonRole = (typeof PERSON_ROLES)[number];

/** The three administrators of R-8.4.3-d1-1; no person holds two, and none of them stands a watch. */
export const ADMINISTRATOR_ROLES = [
  'systemAdministrator',
  'securityAdministrator',
  'auditAdministrator',
] as const satisfies readonly PersonRole[];

const WATCH = [
  'alarm.read',
  'counter.read',
  'health.read',
  'metric.read',
  'policy.read',
  'resource.read',
] as const satisfies readonly Permission[];

/** Tools against the own address of a resource; reading variables with its credentials is not among them. */
const DIAGNOSIS = ['tool.ping', 'tool.port', 'tool.read', 'tool.session', 'tool.trace'] as const satisfies readonly Permission[];

/** What each role may do. Default deny: what is not listed is refused (R-8.4.3-d1-2). */
export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  systemAdministrator: [
    ...WATCH,
    'log.read',
    'filter.save',
    'dashboard.save',
    'topology.edit',
    ...DIAGNOSIS,
    'tool.snmp',
    'resource.edit',
    'discovery.read',
    'discovery.edit',
    'credential.read',
    'user.read',
    'user.manage',
    'device.read',
    'device.enrol',
    'token.read',
    'token.create',
    'token.revoke',
    'retention.edit',
  ],
  securityAdministrator: [
    'counter.read',
    'health.read',
    'user.read',
    'role.grant',
    'device.read',
    'device.revoke',
    'policy.read',
    'credential.read',
    'credential.edit',
    'token.read',
    'token.revoke',
  ],
  auditAdministrator: ['counter.read', 'health.read', 'audit.read', 'audit.verify', 'user.read', 'device.read', 'token.read'],
  operator: [...WATCH, 'log.read', 'filter.save', 'dashboard.save', 'topology.edit', ...DIAGNOSIS, 'alarm.acknowledge', 'alarm.comment'],
  shiftLeader: [
    ...WATCH,
    'log.read',
    'filter.save',
    'dashboard.save',
    'topology.edit',
    ...DIAGNOSIS,
    'tool.snmp',
    'alarm.acknowledge',
    'alarm.comment',
    'alarm.clear',
    'resource.edit',
    'discovery.read',
    'discovery.edit',
    'credential.read',
    'policy.edit',
    'device.read',
    'token.read',
    'token.create',
    'token.revoke',
  ],
  wall: WATCH,
  shell: ['counter.read'],
};
