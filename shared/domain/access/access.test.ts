import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Caller, can, conflictOf, isAdministrator, permissionsOf } from './can.ts';
import { PERMISSIONS, type Permission } from './permissions.ts';
import { ADMINISTRATOR_ROLES, PERSON_ROLES, ROLE_PERMISSIONS, ROLES, type Role } from './roles.ts';

const person = (...roles: readonly Role[]): Caller => ({ kind: 'person', userId: 'u', name: '王磊', roles, deviceId: null });
const allowed = (role: Role): Permission[] => PERMISSIONS.filter((permission) => can(person(role), permission)).sort();

/** Who may do what, written down a second time on purpose: a change of rights must be made twice. */
const MATRIX: Readonly<Record<Role, readonly Permission[]>> = {
  systemAdministrator: [
    'alarm.read',
    'counter.read',
    'credential.read',
    'dashboard.save',
    'device.enrol',
    'device.read',
    'discovery.edit',
    'discovery.read',
    'filter.save',
    'health.read',
    'log.read',
    'metric.read',
    'policy.read',
    'resource.edit',
    'resource.read',
    'retention.edit',
    'token.create',
    'token.read',
    'token.revoke',
    'tool.ping',
    'tool.port',
    'tool.read',
    'tool.session',
    'tool.snmp',
    'tool.trace',
    'topology.edit',
    'user.manage',
    'user.read',
  ],
  securityAdministrator: [
    'counter.read',
    'credential.edit',
    'credential.read',
    'device.read',
    'device.revoke',
    'health.read',
    'policy.read',
    'role.grant',
    'token.read',
    'token.revoke',
    'user.read',
  ],
  auditAdministrator: ['audit.read', 'audit.verify', 'counter.read', 'device.read', 'health.read', 'token.read', 'user.read'],
  shiftLeader: [
    'alarm.acknowledge',
    'alarm.clear',
    'alarm.comment',
    'alarm.read',
    'counter.read',
    'credential.read',
    'dashboard.save',
    'device.read',
    'discovery.edit',
    'discovery.read',
    'filter.save',
    'health.read',
    'log.read',
    'metric.read',
    'policy.edit',
    'policy.read',
    'resource.edit',
    'resource.read',
    'token.create',
    'token.read',
    'token.revoke',
    'tool.ping',
    'tool.port',
    'tool.read',
    'tool.session',
    'tool.snmp',
    'tool.trace',
    'topology.edit',
  ],
  operator: [
    'alarm.acknowledge',
    'alarm.comment',
    'alarm.read',
    'counter.read',
    'dashboard.save',
    'filter.save',
    'health.read',
    'log.read',
    'metric.read',
    'policy.read',
    'resource.read',
    'tool.ping',
    'tool.port',
    'tool.read',
    'tool.session',
    'tool.trace',
    'topology.edit',
  ],
  wall: ['alarm.read', 'counter.read', 'health.read', 'metric.read', 'policy.read', 'resource.read'],
  shell: ['counter.read'],
};

describe('R-8.4.3-d1-2 permissions', () => {
  for (const role of ROLES) it(`of ${role} are exactly those`, () => expect(allowed(role)).toEqual(MATRIX[role]));

  it('are each held by some person, and never twice in one role', () => {
    const held = new Set(PERSON_ROLES.flatMap((role) => ROLE_PERMISSIONS[role]));
    expect(PERMISSIONS.filter((permission) => !held.has(permission))).toEqual([]);
    for (const role of ROLES) expect(new Set(ROLE_PERMISSIONS[role]).size, role).toBe(ROLE_PERMISSIONS[role].length);
  });

  it('let a wall and the shell read only', () => {
    for (const role of ['wall', 'shell'] as const) expect(allowed(role).filter((permission) => !permission.endsWith('.read'))).toEqual([]);
  });

  it('are none without a role, and add up over roles', () => {
    expect(PERMISSIONS.filter((permission) => can(person(), permission))).toEqual([]);
    fc.assert(
      fc.property(fc.subarray([...ROLES]), fc.constantFrom(...PERMISSIONS), (roles, permission) => {
        expect(can(person(...roles), permission)).toBe(roles.some((role) => can(person(role), permission)));
        expect(permissionsOf(roles).includes(permission)).toBe(can(person(...roles), permission));
        expect(new Set(permissionsOf(roles)).size).toBe(permissionsOf(roles).length);
      }),
    );
  });
});

describe('R-8.4.3-d1-1 separation of duties', () => {
  it('keeps the three administrators apart from each other and from the watch', () => {
    for (const administrator of ADMINISTRATOR_ROLES) {
      expect(conflictOf([administrator])).toBeNull();
      const others = PERSON_ROLES.filter((role) => role !== administrator);
      for (const other of others)
        expect(conflictOf([administrator, other]), `${administrator} ${other}`).toBe(
          isAdministrator([other]) ? 'twoAdministrators' : 'administratorOnWatch',
        );
    }
    expect(conflictOf(['operator', 'shiftLeader'])).toBeNull();
    expect(conflictOf([])).toBeNull();
  });

  it('lets no administrator handle alarms, and none but the auditor read the audit', () => {
    for (const role of ADMINISTRATOR_ROLES)
      expect(
        allowed(role).filter((permission) => /^alarm\.(?!read)/.test(permission)),
        role,
      ).toEqual([]);
    for (const role of ROLES) expect(can(person(role), 'audit.read'), role).toBe(role === 'auditAdministrator');
    for (const role of ROLES) expect(can(person(role), 'role.grant'), role).toBe(role === 'securityAdministrator');
  });

  it('tells administrators, whose sessions are shorter', () => {
    expect(ROLES.filter((role) => isAdministrator([role]))).toEqual([...ADMINISTRATOR_ROLES]);
    expect(isAdministrator(['operator', 'auditAdministrator'])).toBe(true);
  });
});
