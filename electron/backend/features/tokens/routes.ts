import { createToken, listTokens, revokeToken } from '../../../../shared/contracts/tokens.ts';
import type { Caller } from '../../../../shared/domain/access/can.ts';
import type { Mount } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import { newSecret, type TokenService } from './service.ts';

function personOf(caller: Caller | null): Extract<Caller, { kind: 'person' }> {
  if (caller?.kind !== 'person') throw new Refusal('session.missing');
  return caller;
}

/** Tokens of programs: made by a person out of the own rights, revoked by whoever is on duty. */
export function tokenRoutes(mount: Mount, service: TokenService): void {
  mount.read(listTokens, async () => ({ items: [...service.list()] }));
  mount.command(createToken, async ({ body }, { caller, commit }) => {
    const creator = personOf(caller);
    const secret = newSecret();
    return commit((work) => service.create(work, body, creator, secret));
  });
  mount.command(revokeToken, async ({ params }, { caller, commit }) => {
    const person = personOf(caller);
    return commit((work) => service.revoke(work, params.id, person.userId));
  });
}
