import {
  createUser,
  grantRoles,
  listUsers,
  lockUser,
  resetPassword,
  setUserState,
  unlockUser,
} from '../../../../shared/contracts/users.ts';
import type { Caller } from '../../../../shared/domain/access/can.ts';
import type { Mount } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import type { Clock } from '../../lib/clock.ts';
import { hashPassword, newPassword } from '../../lib/crypto.ts';
import { held, lifted, oneTimeUntil, prepareUser, reset, type UserService } from './service.ts';

function refuseSelf(caller: Caller | null, id: string): void {
  if (caller?.kind === 'person' && caller.userId === id) throw new Refusal('user.self');
}

/** People and their roles: the system administrator creates and resets, the security administrator grants, locks and lifts. */
export function userRoutes(mount: Mount, service: UserService, clock: Clock): void {
  mount.read(listUsers, async () => ({ items: [...service.list()] }));

  mount.command(createUser, async ({ body }, { commit }) => {
    const now = clock.now();
    const password = newPassword();
    const user = { ...(await prepareUser({ ...body, password }, [], now)), passwordExpiresAt: oneTimeUntil(now) };
    return commit((work) => service.create(work, user, password));
  });

  mount.command(setUserState, async ({ params, body }, { caller, commit }) => {
    refuseSelf(caller, params.id);
    const disabledAt = body.disabled ? clock.now() : null;
    return commit((work) => service.change(work, params.id, body.version, (user) => ({ ...user, disabledAt })));
  });

  mount.command(resetPassword, async ({ params, body }, { caller, commit }) => {
    refuseSelf(caller, params.id);
    const password = newPassword();
    const hash = await hashPassword(password);
    return commit((work) => service.reset(work, params.id, body.version, (user) => reset(user, hash, clock.now()), password));
  });

  mount.command(lockUser, async ({ params, body }, { caller, commit }) => {
    refuseSelf(caller, params.id);
    const { reason, version } = body;
    return commit((work) => service.change(work, params.id, version, (user) => held(user, clock.now()), { reason }));
  });

  mount.command(unlockUser, async ({ params, body }, { caller, commit }) => {
    refuseSelf(caller, params.id);
    return commit((work) => service.change(work, params.id, body.version, lifted));
  });

  mount.command(grantRoles, async ({ params, body }, { caller, commit }) => {
    refuseSelf(caller, params.id);
    return commit((work) => service.change(work, params.id, body.version, (user) => ({ ...user, roles: [...new Set(body.roles)] })));
  });
}
