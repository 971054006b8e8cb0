import {
  applyPolicies,
  changePolicy,
  createPolicy,
  explainPolicies,
  listPolicies,
  listPolicyVersions,
  type PolicyExplanation,
  removePolicy,
  restorePolicy,
  withdrawPolicies,
} from '../../../../shared/contracts/policies.ts';
import type { Caller } from '../../../../shared/domain/access/can.ts';
import { explain } from '../../../../shared/domain/policy/explain.ts';
import type { Subject } from '../../../../shared/domain/policy/policy.ts';
import type { Mount } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import type { PolicyBook } from './book.ts';
import type { PolicyService } from './service.ts';

interface Parts {
  readonly mount: Mount;
  readonly book: PolicyBook;
  readonly service: PolicyService;
  subject(id: string): Subject | undefined;
}

/** Who made a version, by name; null for what is not a person. */
export const nameOf = (caller: Caller | null): string | null => (caller?.kind === 'person' ? caller.name : null);

/** Monitoring policies: for whom, how often, what and when it is an alarm. */
export function policyRoutes({ mount, book, service, subject }: Parts): void {
  mount.read(listPolicies, async () => service.list());
  mount.read(listPolicyVersions, async ({ params }) => {
    const policy = book.byId(params.id);
    if (!policy) throw new Refusal('policy.notFound');
    return { items: structuredClone((await book.versions(policy)) as never) };
  });
  mount.read(explainPolicies, async ({ params }) => {
    const known = subject(params.id);
    if (!known) throw new Refusal('resource.notFound');
    return structuredClone(explain(book.all(), known) as PolicyExplanation);
  });
  mount.command(createPolicy, async ({ body }, { caller, commit }) => commit((work) => service.create(work, body, nameOf(caller))));
  mount.command(changePolicy, async ({ params, body: { version, ...input } }, { caller, commit }) =>
    commit((work) => service.change(work, { id: params.id, version }, input, nameOf(caller))),
  );
  mount.command(applyPolicies, async ({ body }, { caller, commit }) =>
    commit((work) => service.switchAll(work, body.items, true, nameOf(caller))),
  );
  mount.command(withdrawPolicies, async ({ body }, { caller, commit }) =>
    commit((work) => service.switchAll(work, body.items, false, nameOf(caller))),
  );
  mount.command(restorePolicy, async ({ params, body }, { caller, commit }) =>
    commit((work) => service.restore(work, { id: params.id, version: body.version }, body.to, nameOf(caller))),
  );
  mount.command(removePolicy, async ({ params, body }, { caller, commit }) =>
    commit((work) => service.remove(work, { id: params.id, version: body.version }, nameOf(caller))),
  );
}
