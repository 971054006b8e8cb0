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
}

/** True while nothing bars the account; a lock-out by wrong passwords passes by itself and does not count. */
export function mayBeUsed({ roles, disabledAt, hold }: Standing): boolean {
  return roles.length > 0 && disabledAt === null && hold === null;
}

type AdministratorRole = (typeof ADMINISTRATOR_ROLES)[number];

/** A held account still fills its role, since it can be lifted; the security administrator who lifts must not be held. */
function fills(role: AdministratorRole, { roles, disabledAt, hold }: Standing): boolean {
  return disabledAt === null && roles.includes(role) && (role !== 'securityAdministrator' || hold === null);
}

/** The administrator that a change would leave the station without, null where each of the three remains. */
export function orphanedRole(before: readonly Standing[], after: readonly Standing[]): AdministratorRole | null {
  const isFilled = (role: AdministratorRole, accounts: readonly Standing[]) => accounts.some((account) => fills(role, account));
  return ADMINISTRATOR_ROLES.find((role) => isFilled(role, before) && !isFilled(role, after)) ?? null;
}
