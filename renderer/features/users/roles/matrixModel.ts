import { PERMISSIONS, type Permission } from '../../../../shared/domain/access/permissions.ts';
import { ADMINISTRATOR_ROLES, ROLE_PERMISSIONS, ROLES, type Role } from '../../../../shared/domain/access/roles.ts';
import { TOKEN_SCOPES } from '../../../../shared/domain/access/tokens.ts';

/** Rows of one kind under a heading, in the order of the headings. */
export const GROUPS = ['read', 'watch', 'rules', 'administration', 'audit'] as const;
export type Group = (typeof GROUPS)[number];

const BY_NOUN: Readonly<Record<string, Group>> = {
  alarm: 'watch',
  audit: 'audit',
  credential: 'administration',
  device: 'administration',
  filter: 'watch',
  role: 'administration',
  token: 'administration',
  user: 'administration',
};

/** What only looks stands together; the rest by what it is about. The audit is apart, looked at or not. */
export function groupOf(permission: Permission): Group {
  const [noun = '', verb] = permission.split('.');
  if (verb === 'read' && noun !== 'audit') return 'read';
  return BY_NOUN[noun] ?? 'rules';
}

/** Columns in the order of the screen: those on watch, the devices, then the three, which exclude the others. */
export const COLUMNS: readonly Role[] = [...ROLES.filter((role) => !isOfTheThree(role)), ...ADMINISTRATOR_ROLES];

export function isOfTheThree(role: Role): boolean {
  return ADMINISTRATOR_ROLES.some((one) => one === role);
}

export interface MatrixRow {
  readonly permission: Permission;
  readonly held: readonly boolean[];
  /** A token may be given it. */
  readonly isForTokens: boolean;
}

/** Every permission once, by group, with who holds it in the order of the columns. */
export function matrix(): readonly { readonly group: Group; readonly rows: readonly MatrixRow[] }[] {
  return GROUPS.map((group) => ({
    group,
    rows: PERMISSIONS.filter((permission) => groupOf(permission) === group).map((permission) => ({
      permission,
      held: COLUMNS.map((role) => ROLE_PERMISSIONS[role].includes(permission)),
      isForTokens: TOKEN_SCOPES.some((scope) => scope === permission),
    })),
  })).filter(({ rows }) => rows.length > 0);
}

/** What a role does, looks at, and does not do. */
export function reach(role: Role): Readonly<Record<'can' | 'see' | 'cannot', readonly Permission[]>> {
  const held = ROLE_PERMISSIONS[role];
  const isLook = (permission: Permission) => permission.endsWith('.read');
  return {
    can: PERMISSIONS.filter((permission) => held.includes(permission) && !isLook(permission)),
    see: PERMISSIONS.filter((permission) => held.includes(permission) && isLook(permission)),
    cannot: PERMISSIONS.filter((permission) => !held.includes(permission) && !isLook(permission)),
  };
}
