import type { PolicyInput, PolicyList, Policy as PolicyView } from '../../../../shared/contracts/policies.ts';
import type { ResourceId } from '../../../../shared/domain/id.ts';
import { effectOf } from '../../../../shared/domain/policy/effect.ts';
import { policyFaults } from '../../../../shared/domain/policy/faults.ts';
import type { PolicyDefinition, Subject } from '../../../../shared/domain/policy/policy.ts';
import type { Deed, Json, Outcome } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import type { Clock } from '../../lib/clock.ts';
import { newId } from '../../lib/ids.ts';
import type { Work } from '../../storage/writer.ts';
import type { PolicyBook } from './book.ts';
import { factsOf } from './facts.ts';
import { definitionOf, type PolicyRecord } from './repository.ts';
import { type Surroundings, viewPolicies } from './view.ts';

type Seen = { readonly id: string; readonly version: number };

/** Policies as people use them. A change is in force from the next sample, and ends at once what nothing watches any more. */
export interface PolicyService {
  list(): PolicyList;
  create(work: Work, input: PolicyInput, byName: string | null): Promise<Outcome<PolicyView>>;
  change(work: Work, seen: Seen, input: PolicyInput, byName: string | null): Promise<Outcome<PolicyView>>;
  /** Applies or withdraws all of them, or none. */
  switchAll(work: Work, seen: readonly Seen[], isApplied: boolean, byName: string | null): Promise<Outcome<PolicyList>>;
  restore(work: Work, seen: Seen, to: number, byName: string | null): Promise<Outcome<PolicyView>>;
  remove(work: Work, seen: Seen, byName: string | null): Promise<Outcome<PolicyList>>;
}

interface Parts {
  readonly book: PolicyBook;
  readonly clock: Clock;
  surroundings(work: Work | null): Surroundings;
  /** What must happen in the same transaction; `changed` are the resources for which something is different. */
  onChanged(work: Work, changed: readonly ResourceId[]): Promise<void>;
}

export function createPolicyService({ book, clock, surroundings, onChanged }: Parts): PolicyService {
  function find(work: Work, { id, version }: Seen): PolicyRecord {
    const policy = book.within(work).byId(id);
    if (!policy) throw new Refusal('policy.notFound');
    if (policy.version !== version) throw new Refusal('policy.changed', { values: { version: policy.version } });
    return policy;
  }

  function requireSound(work: Work, input: Pick<PolicyDefinition, 'name' | 'metrics'>, except: string | null): void {
    const fields = policyFaults(input).map(({ path, code }) => ({ path: ['body', ...path].join('.'), message: code }));
    if (fields.length > 0) throw new Refusal('request.invalid', { fields });
    const isTaken = book
      .within(work)
      .all()
      .some((other) => other.name === input.name && other.id !== except);
    if (isTaken) throw new Refusal('policy.duplicate', { fields: [{ path: 'body.name', message: 'duplicate' }] });
  }

  function listed(work: Work | null): PolicyList {
    const around = surroundings(work);
    const policies = (work ? book.within(work) : book).all();
    return { at: clock.now(), resources: around.subjects.length, items: [...viewPolicies(policies, around)] };
  }

  function viewOf(work: Work, id: string): PolicyView {
    const view = listed(work).items.find((policy) => policy.id === id);
    if (!view) throw new Error(`policy ${id} is not listed`);
    return view;
  }

  /** Keeps new versions and does what follows for the resources they make a difference to. */
  async function store(
    work: Work,
    changes: readonly { readonly before: PolicyRecord | null; readonly after: PolicyRecord }[],
    byName: string | null,
  ): Promise<void> {
    const subjects: readonly Subject[] = surroundings(work).subjects;
    const policies = book.within(work).all();
    for (const { before, after } of changes) await book.save(work, after, before, byName);
    await onChanged(work, [...effectOf(policies, book.within(work).all(), subjects).keys()]);
  }

  const next = (policy: PolicyRecord): Pick<PolicyRecord, 'version' | 'updatedAt'> => ({
    version: policy.version + 1,
    updatedAt: clock.now(),
  });

  function deed(after: PolicyRecord, before: PolicyRecord | null): Deed {
    const is: Json = after.removedAt === null ? factsOf(after) : { removed: true };
    return { objectType: 'policy', objectId: after.id, objectName: after.name, before: before && factsOf(before), after: is };
  }

  return {
    list: () => listed(null),
    create: async (work, input, byName) => {
      requireSound(work, input, null);
      const now = clock.now();
      const after = { ...input, id: newId(now), isApplied: false, isBuiltIn: false, version: 1, updatedAt: now, removedAt: null };
      await store(work, [{ before: null, after }], byName);
      return { response: viewOf(work, after.id), deed: deed(after, null) };
    },
    change: async (work, seen, input, byName) => {
      const before = find(work, seen);
      requireSound(work, input, seen.id);
      const after = { ...before, ...input, ...next(before) };
      await store(work, [{ before, after }], byName);
      return { response: viewOf(work, after.id), deed: deed(after, before) };
    },
    switchAll: async (work, seen, isApplied, byName) => {
      const all = [...new Map(seen.map((one) => [one.id, find(work, one)])).values()];
      const changes = all
        .filter((policy) => policy.isApplied !== isApplied)
        .map((before) => ({ before, after: { ...before, isApplied, ...next(before) } }));
      await store(work, changes, byName);
      const names = all.map(({ name }) => name);
      return {
        response: listed(work),
        deed: {
          objectType: 'policies',
          objectId: null,
          objectName: names.length === 1 ? (names[0] ?? '') : '',
          before: { policies: names, applied: all.filter((policy) => policy.isApplied).map(({ name }) => name) },
          after: { policies: names, applied: isApplied ? names : [] },
        },
      };
    },
    restore: async (work, seen, to, byName) => {
      const before = find(work, seen);
      const earlier = to < before.version ? await book.version(work, before, to) : null;
      if (!earlier) throw new Refusal('policy.noVersion');
      requireSound(work, earlier, seen.id);
      const after = { ...before, ...definitionOf(earlier), ...next(before) };
      await store(work, [{ before, after }], byName);
      return { response: viewOf(work, after.id), deed: deed(after, before) };
    },
    remove: async (work, seen, byName) => {
      const before = find(work, seen);
      if (before.isBuiltIn) throw new Refusal('policy.builtIn');
      if (before.isApplied) throw new Refusal('policy.applied');
      const after = { ...before, ...next(before), removedAt: clock.now() };
      await store(work, [{ before, after }], byName);
      return { response: listed(work), deed: deed(after, before) };
    },
  };
}
