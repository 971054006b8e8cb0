import { changePolicy, listPolicies, type ThresholdPolicy } from '../../../../shared/contracts/policies.ts';
import type { Json, Mount } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Work } from '../../storage/writer.ts';
import type { PolicyBook } from './book.ts';

function facts({ levels, durationMs, hysteresis, n, m, enabled }: ThresholdPolicy): Json {
  return JSON.parse(JSON.stringify({ levels, durationMs, hysteresis, n, m, enabled })) as Json;
}

/** Thresholds by class and importance; a change is in force from the next sample and ends at once what it no longer watches. */
export function policyRoutes(mount: Mount, book: PolicyBook, clock: Clock, onChanged: (work: Work) => Promise<void>): void {
  mount.read(listPolicies, async () => ({ items: [...book.all()] }));

  mount.command(changePolicy, async ({ params, body }, { commit }) =>
    commit(async (work) => {
      const before = book.within(work).byId(params.id);
      if (!before) throw new Refusal('policy.notFound');
      if (before.version !== body.version) throw new Refusal('policy.changed', { values: { version: before.version } });
      const after = { ...before, ...body, version: before.version + 1, updatedAt: clock.now() };
      await book.save(work, after);
      await onChanged(work);
      return {
        response: after,
        deed: { objectType: 'policy', objectId: null, objectName: after.id, before: facts(before), after: facts(after) },
      };
    }),
  );
}
