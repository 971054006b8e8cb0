import {
  changeCredential,
  createCredential,
  listCredentials,
  listCredentialUses,
  removeCredential,
} from '../../../../shared/contracts/credentials.ts';
import type { Mount } from '../../http/mount.ts';
import type { CredentialService } from './service.ts';

/** The vault: the security administrator puts in, changes and destroys; who adds resources sees names. */
export function credentialRoutes(mount: Mount, service: CredentialService): void {
  mount.read(listCredentials, async () => ({ items: [...service.list()] }));
  mount.read(listCredentialUses, async ({ params, query }) => service.uses(params.id, query.limit));
  mount.command(createCredential, async ({ body }, { commit }) => commit((work) => service.create(work, body)));
  mount.command(changeCredential, async ({ params, body }, { commit }) => commit((work) => service.change(work, params.id, body)));
  mount.command(removeCredential, async ({ params, body }, { commit }) => commit((work) => service.remove(work, params.id, body.version)));
}
