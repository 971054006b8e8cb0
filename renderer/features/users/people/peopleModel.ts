import { z } from 'zod';
import type { User } from '../../../../shared/contracts/users.ts';
import { PERSON_ROLES, type PersonRole } from '../../../../shared/domain/access/roles.ts';
import type { Instant } from '../../../../shared/domain/id.ts';

/** What a list of people can be narrowed to. */
export const STATES = ['locked', 'disabled', 'noRole', 'oneTime'] as const;

/** Filters and the open person in the URL; a value this version does not know is left out. */
export const PeopleSearch = z.object({
  q: z.string().max(200).optional().catch(undefined),
  role: z.enum(PERSON_ROLES).optional().catch(undefined),
  state: z.enum(STATES).optional().catch(undefined),
  user: z.string().max(100).optional().catch(undefined),
});
export type PeopleSearch = z.output<typeof PeopleSearch>;

/** True when anything narrows the list. */
export function isFiltered({ q, role, state }: PeopleSearch): boolean {
  return Boolean(q || role || state);
}

/** What an account is like, the hindrance that comes first before the others. `at`: since or until when. */
export type Condition =
  | { readonly kind: 'disabled' | 'lockedOut' | 'oneTime'; readonly at: Instant }
  | { readonly kind: 'held' | 'reset' | 'noRole' | 'expired' | 'usable' };

export function conditionOf({ disabledAt, hold, lockedUntil, roles, passwordExpiresAt }: User, now: Instant): Condition {
  if (disabledAt !== null) return { kind: 'disabled', at: disabledAt };
  if (hold !== null) return { kind: hold.why === 'manual' ? 'held' : 'reset' };
  if (lockedUntil !== null && lockedUntil > now) return { kind: 'lockedOut', at: lockedUntil };
  if (roles.length === 0) return { kind: 'noRole' };
  if (passwordExpiresAt === null) return { kind: 'usable' };
  return passwordExpiresAt <= now ? { kind: 'expired' } : { kind: 'oneTime', at: passwordExpiresAt };
}

/** True while the security administrator can lift something. */
export function isLocked({ hold, lockedUntil }: User, now: Instant): boolean {
  return hold !== null || (lockedUntil !== null && lockedUntil > now);
}

function isIn(state: (typeof STATES)[number], user: User, now: Instant): boolean {
  switch (state) {
    case 'locked':
      return isLocked(user, now);
    case 'disabled':
      return user.disabledAt !== null;
    case 'noRole':
      return user.roles.length === 0;
    case 'oneTime':
      return user.passwordExpiresAt !== null;
    default:
      return state satisfies never;
  }
}

/** The people that fit the filter, by name. */
export function rowsOf(people: readonly User[], { q, role, state }: PeopleSearch, now: Instant): readonly User[] {
  const words = (q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return people
    .filter((user) => {
      const text = `${user.name} ${user.account} ${user.staffNumber}`.toLowerCase();
      return words.every((word) => text.includes(word)) && (!role || user.roles.includes(role)) && (!state || isIn(state, user, now));
    })
    .sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'));
}

/** The same roles in any order. */
export function isSameRoles(a: readonly PersonRole[], b: readonly PersonRole[]): boolean {
  return a.length === b.length && a.every((role) => b.includes(role));
}
