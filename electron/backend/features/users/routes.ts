import { createUser, grantRoles, listUsers, setUserState, unlockUser } from '../../../../shared/contracts/users.ts';
import type { Mount } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import type { Clock } from '../../lib/clock.ts';
import { prepareUser, type UserService } from './service.ts';

/** People and their roles: the system administrator creates, the security administrator grants. */
export function userRoutes(mount: Mount, service: UserService, clock: Clock): void {
  mount.read(listUsers, async () => ({ items: [...service.list()] }));

  mount.command(createUser, async ({ body }, { commit }) => {
    const user = await prepareUser(body, [], clock.now());
    return commit((work) => service.create(work, user));
  });

  mount.command(setUserState, async ({ params, body }, { caller, commit }) => {
    if (caller?.kind === 'person' && caller.userId === params.id) throw new Refusal('user.self');
    const disabledAt = body.disabled ? clock.now() : null;
    return commit((work) => service.change(work, params.id, body.version, (user) => ({ ...user, disabledAt })));
  });

  mount.command(unlockUser, async ({ params }, { commit }) =>
    commit((work) => service.change(work, params.id, null, (user) => ({ ...user, failures: 0, lockedUntil: null }))),
  );

  mount.command(grantRoles, async ({ params, body }, { caller, commit }) => {
    if (caller?.kind === 'person' && caller.userId === params.id) throw new Refusal('user.self');
    return commit((work) => service.change(work, params.id, body.version, (user) => ({ ...user, roles: [...new Set(body.roles)] })));
  });
}
