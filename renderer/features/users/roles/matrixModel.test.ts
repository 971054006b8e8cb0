import { describe, expect, it } from 'vitest';
import { PERMISSIONS } from '../../../../shared/domain/access/permissions.ts';
import { ROLE_PERMISSIONS, ROLES } from '../../../../shared/domain/access/roles.ts';
import { COLUMNS, matrix, reach } from './matrixModel.ts';

describe('R-8.4.2-j-2 roles x permissions', () => {
  it('shows every permission once and every role once, exactly as they are decided', () => {
    const rows = matrix().flatMap((group) => group.rows);
    expect(rows.map(({ permission }) => permission).sort()).toEqual([...PERMISSIONS].sort());
    expect([...COLUMNS].sort()).toEqual([...ROLES].sort());
    for (const { permission, held } of rows)
      expect(COLUMNS.filter((_, index) => held[index])).toEqual(COLUMNS.filter((role) => ROLE_PERMISSIONS[role].includes(permission)));
  });

  it('has the three last, and the audit apart from what others may look at', () => {
    expect(COLUMNS.slice(-3)).toEqual(['systemAdministrator', 'securityAdministrator', 'auditAdministrator']);
    expect(matrix().at(-1)).toMatchObject({ group: 'audit', rows: [{ permission: 'audit.read' }, { permission: 'audit.verify' }] });
  });

  it('tells what a role can, sees and cannot, nothing twice', () => {
    for (const role of ROLES) {
      const { can, see, cannot } = reach(role);
      expect([...can, ...see].sort()).toEqual([...ROLE_PERMISSIONS[role]].sort());
      expect(cannot.some((permission) => ROLE_PERMISSIONS[role].includes(permission))).toBe(false);
    }
    expect(reach('auditAdministrator').can).toEqual(['audit.verify']);
  });
});
