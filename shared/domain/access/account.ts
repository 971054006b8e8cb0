import type { Instant } from '../id.ts';
import { ADMINISTRATOR_ROLES, type PersonRole } from './roles.ts';

/** Why an account is held until the security administrator lifts it: by decision, or because its password was reset by somebody else. */
export const HOLD_REASONS = ['manual', 'passwordReset'] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

export interface Hold {
  readonly at: Instant;
  readonly why: HoldReason;
}

/** What decides whether an account can be used at all. */
export interface Standing {
  readonly roles: readonly PersonRole[];
  readonly disabledAt: Instant | null;
  readonly hold: Hold | null;
  /** Until when the one-time password opens it; null once the person has chosen another. */
  readonly passwordExpiresAt: Instant | null;
}

/** True while nothing bars the account; a lock-out by wrong passwords passes by itself and does not count. */
export function mayBeUsed({ roles, disabledAt, hold }: Standing): boolean {
  return roles.length > 0 && disabledAt === null && hold === null;
}

export type AdministratorRole = (typeof ADMINISTRATOR_ROLES)[number];

/**
 * What somebody else can mend does not empty a role: the security administrator lifts a hold, the system administrator renews a one-time
 * password. Neither can be done for the one who does it, so he must not need it.
 */
function fills(role: AdministratorRole, { roles, disabledAt, hold, passwordExpiresAt }: Standing): boolean {
  if (disabledAt !== null || !roles.includes(role)) return false;
  if (role === 'auditAdministrator') return true;
  return passwordExpiresAt === null && (role === 'systemAdministrator' || hold === null);
}

/** True while nobody could help an administrator of the role back in who forgets the password: a reset takes another of the same role. */
export function lacksDeputy(role: AdministratorRole, accounts: readonly Standing[]): boolean {
  return role !== 'auditAdministrator' && accounts.filter((account) => fills(role, account)).length < 2;
}

/** The administrator that a change would leave the station without, null where each of the three remains. */
export function orphanedRole(before: readonly Standing[], after: readonly Standing[]): AdministratorRole | null {
  const isFilled = (role: AdministratorRole, accounts: readonly Standing[]) => accounts.some((account) => fills(role, account));
  return ADMINISTRATOR_ROLES.find((role) => isFilled(role, before) && !isFilled(role, after)) ?? null;
}
