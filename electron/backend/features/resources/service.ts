import type { z } from 'zod';
import type { NewResource, Resource, ResourceChange } from '../../../../shared/contracts/resources.ts';
import type { Person } from '../../../../shared/domain/alarm/action.ts';
import { inconsistenciesOf } from '../../../../shared/domain/check/consistency.ts';
import { CHECK_KINDS } from '../../../../shared/domain/check/index.ts';
import { isMistypedAddress } from '../../../../shared/domain/discovery/address.ts';
import type { Deed, Json, Outcome } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import type { Clock } from '../../lib/clock.ts';
import { newId } from '../../lib/ids.ts';
import type { Work } from '../../storage/writer.ts';
import type { ResourceBook } from './book.ts';
import type { ResourceRecord } from './repository.ts';

type New = z.output<typeof NewResource>;
type Change = z.output<typeof ResourceChange>;

export interface ResourceService {
  /** `isSimulated` only for a station in lab mode: no route passes it. */
  create(work: Work, input: New, mark?: { readonly isSimulated: boolean }): Promise<Outcome<Resource>>;
  change(work: Work, id: string, input: Change): Promise<Outcome<Resource>>;
  /** Stops monitoring; open alarms are cleared with kind 'retired' in the same transaction. The local host is refused. */
  retire(
    work: Work,
    id: string,
    version: number,
    why: { readonly person: Person | null; readonly reason: string },
  ): Promise<Outcome<Resource>>;
  restore(work: Work, id: string): Promise<Outcome<Resource>>;
}

interface Parts {
  readonly book: ResourceBook;
  readonly clock: Clock;
  /** True for an address behind which a laboratory simulates a device: whoever adds or gives it, the resource is marked, and stays so with its history. */
  simulates(address: string): boolean;
  /** The view of a resource as the transaction has it and its alarms. */
  view(work: Work, resource: ResourceRecord): Resource;
  /** What must happen in the same transaction when the set of monitored resources or one of them changes. */
  onChanged(
    work: Work,
    after: ResourceRecord,
    before: ResourceRecord | null,
    why: { readonly person: Person | null; readonly reason: string },
  ): Promise<void>;
}

function editable({ name, resourceClass, importance, address, domain, location, intervalS, checks, tags }: ResourceRecord): {
  readonly [key: string]: Json;
} {
  return {
    name,
    resourceClass,
    importance,
    address,
    domain,
    location,
    intervalS,
    checks: JSON.parse(JSON.stringify(checks)) as Json,
    tags,
  };
}

function deed(after: ResourceRecord, before: ResourceRecord | null, more: { readonly [key: string]: Json } = {}): Deed {
  return {
    objectType: 'resource',
    objectId: after.id,
    objectName: after.name,
    before: before && editable(before),
    after: { ...editable(after), ...(after.isSimulated && { isSimulated: true }), ...more },
  };
}

export function createResourceService({ book, clock, simulates, view, onChanged }: Parts): ResourceService {
  function requireUnique(work: Work, name: string, except: string | null): void {
    const other = book.within(work).named(name);
    if (other && other.id !== except) throw new Refusal('resource.duplicate', { fields: [{ path: 'body.name', message: 'duplicate' }] });
  }

  /** What stands already may stay: somebody who changes a tag is not to be asked for an address. */
  function requireAddress({ address }: Pick<New, 'address'>, before: string | null): void {
    if (address !== before && isMistypedAddress(address))
      throw new Refusal('request.invalid', { fields: [{ path: 'body.address', message: 'invalid_format' }] });
  }

  function requireConsistent(input: Pick<New, 'checks'>, isLocal: boolean): void {
    const fields = inconsistenciesOf(input.checks, isLocal).map(({ index, field, code }) => ({
      path: `body.checks.${index}${field === null ? '' : `.${field}`}`,
      message: code,
    }));
    if (fields.length > 0) throw new Refusal('request.invalid', { fields });
    const own = CHECK_KINDS.filter((kind) => kind.addedBy === 'station');
    if (isLocal && !own.every(({ protocol }) => input.checks.some((check) => check.protocol === protocol)))
      throw new Refusal('resource.localHost');
  }

  function find(work: Work, id: string): ResourceRecord {
    const resource = book.within(work).byId(id);
    if (!resource) throw new Refusal('resource.notFound');
    return resource;
  }

  async function store(
    work: Work,
    after: ResourceRecord,
    before: ResourceRecord | null,
    more?: { readonly [key: string]: Json },
    why: { readonly person: Person | null; readonly reason: string } = { person: null, reason: '' },
  ): Promise<Outcome<Resource>> {
    await book.save(work, after);
    await onChanged(work, after, before, why);
    return { response: view(work, after), deed: deed(after, before, more) };
  }

  return {
    create: async (work, input, { isSimulated } = { isSimulated: false }) => {
      requireUnique(work, input.name, null);
      requireAddress(input, null);
      requireConsistent(input, false);
      const now = clock.now();
      const resource: ResourceRecord = {
        ...input,
        id: newId(now),
        isLocal: false,
        isSimulated: isSimulated || simulates(input.address),
        version: 1,
        createdAt: now,
        updatedAt: now,
        retiredAt: null,
      };
      return store(work, resource, null);
    },
    change: async (work, id, { version, tags, ...input }) => {
      const before = find(work, id);
      if (before.retiredAt !== null) throw new Refusal('resource.retired');
      if (before.version !== version) throw new Refusal('resource.changed', { values: { version: before.version } });
      requireUnique(work, input.name, id);
      requireAddress(input, before.address);
      requireConsistent(input, before.isLocal);
      const isSimulated = before.isSimulated || (!before.isLocal && simulates(input.address));
      const own = { tags: tags ?? before.tags, isSimulated, version: version + 1, updatedAt: clock.now() };
      return store(work, { ...before, ...input, ...own }, before);
    },
    retire: async (work, id, version, why) => {
      const before = find(work, id);
      if (before.isLocal) throw new Refusal('resource.localHost');
      if (before.retiredAt !== null) throw new Refusal('resource.retired');
      if (before.version !== version) throw new Refusal('resource.changed', { values: { version: before.version } });
      const now = clock.now();
      return store(
        work,
        { ...before, retiredAt: now, updatedAt: now, version: version + 1 },
        before,
        { retired: true, reason: why.reason },
        why,
      );
    },
    restore: async (work, id) => {
      const before = find(work, id);
      if (before.retiredAt === null) throw new Refusal('resource.notRetired');
      requireUnique(work, before.name, id);
      return store(work, { ...before, retiredAt: null, updatedAt: clock.now(), version: before.version + 1 }, before, { retired: false });
    },
  };
}
