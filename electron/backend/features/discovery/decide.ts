import type { z } from 'zod';
import type { CandidateDecision } from '../../../../shared/contracts/discovery.ts';
import { NewResource } from '../../../../shared/contracts/resources.ts';
import type { Decision } from '../../../../shared/domain/discovery/batch.ts';
import { mergedIdentity, separate } from '../../../../shared/domain/discovery/review.ts';
import type { Json } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import type { Clock } from '../../lib/clock.ts';
import { newId } from '../../lib/ids.ts';
import type { Work } from '../../storage/writer.ts';
import type { ResourceBook, ResourceService } from '../resources/index.ts';
import type { DiscoveryRecord } from './book.ts';
import { checksOf } from './checks.ts';
import { addRows, type FullRow, removeRow, saveIdentity, setRow } from './repository.ts';

export type Choice = z.output<typeof CandidateDecision>;

interface Parts {
  readonly resources: ResourceBook;
  readonly resourceService: ResourceService;
  readonly clock: Clock;
}

/** What became of one row, for the audit. */
export interface Done {
  readonly [key: string]: Json;
}

const LONGEST_NAME = 100;
const WAITING: ReadonlySet<Decision> = new Set(['open', 'later']);

/** True where the action makes sense for the row. */
function fits(action: Choice['action'], { verdict, decision, resourceId, candidate }: FullRow): boolean {
  if (action === 'reopen') return decision === 'later' || decision === 'ignored';
  if (!WAITING.has(decision) || verdict === 'missing') return false;
  if (action === 'separate') return candidate.findings.length > 1 || resourceId !== null;
  return action !== 'accept' || verdict !== 'known';
}

/** Carries out what people decided about rows, each row in the caller's transaction. */
export function createDecider({ resources, resourceService, clock }: Parts) {
  /** The name that is asked for, or the first with the address, then a number, behind it that nobody has. */
  function freeName(wanted: string, address: string, taken: ReadonlySet<string>): string {
    for (let at = 0; ; at += 1) {
      const suffix = at === 0 ? '' : at === 1 ? ` (${address})` : ` (${address}) ${at}`;
      const name = wanted.endsWith(` (${address})`) && at === 1 ? wanted : `${wanted.slice(0, LONGEST_NAME - suffix.length)}${suffix}`;
      if (!taken.has(name)) return name;
    }
  }

  async function make(work: Work, record: DiscoveryRecord, row: FullRow, change: Choice['change'], taken: Set<string>): Promise<Done> {
    const { findings, proposal } = row.candidate;
    const name = change.name ?? freeName(proposal.name, proposal.address, taken);
    const input = NewResource.parse({ ...proposal, ...change, name, checks: checksOf(findings, record.definition.port) });
    const made = await resourceService.create(work, input);
    if ('refusal' in made) throw made.refusal;
    const { id, version } = made.response;
    taken.add(name);
    await saveIdentity(work.db, id, record.id, mergedIdentity(findings), clock.now());
    await setRow(work.db, row.id, { decision: 'accepted', resourceId: id, madeVersion: version });
    return { name, address: proposal.address };
  }

  async function merge(work: Work, record: DiscoveryRecord, row: FullRow, resourceId: string): Promise<Done> {
    const resource = resources.within(work).byId(resourceId);
    if (!resource || resource.retiredAt !== null) throw new Refusal('resource.notFound');
    await saveIdentity(work.db, resourceId, record.id, mergedIdentity(row.candidate.findings), clock.now());
    await setRow(work.db, row.id, { decision: 'merged', resourceId, madeVersion: null });
    return { name: resource.name, address: row.candidate.proposal.address };
  }

  async function split(work: Work, record: DiscoveryRecord, row: FullRow): Promise<Done> {
    const now = clock.now();
    const parts = separate(row.candidate, true);
    await removeRow(work.db, row.id);
    await addRows(
      work.db,
      record.id,
      parts.map((candidate) => ({ id: newId(now), position: row.position, candidate })),
    );
    return { name: row.candidate.proposal.name, count: parts.length };
  }

  async function put(work: Work, row: FullRow, decision: Decision): Promise<Done> {
    await setRow(work.db, row.id, { decision, resourceId: row.resourceId, madeVersion: null });
    return { name: row.candidate.proposal.name, address: row.candidate.proposal.address };
  }

  /** What is done to the rows, all of them or none. Refuses where one does not fit. */
  return async (
    work: Work,
    record: DiscoveryRecord,
    rows: readonly FullRow[],
    { action, change, resourceId }: Choice,
  ): Promise<readonly Done[]> => {
    const unfit = rows.filter((row) => !fits(action, row));
    if (unfit.length > 0) throw new Refusal('discovery.decided', { values: { count: unfit.length } });
    if (change.name !== undefined && rows.length > 1)
      throw new Refusal('request.invalid', { fields: [{ path: 'body.change.name', message: 'custom' }] });
    const taken = new Set(
      resources
        .within(work)
        .monitored()
        .map(({ name }) => name),
    );
    const done: Done[] = [];
    for (const row of rows) {
      const target = action === 'merge' ? (resourceId ?? row.resourceId) : null;
      if (action === 'accept' || (action === 'merge' && target === null)) done.push(await make(work, record, row, change, taken));
      else if (target !== null) done.push(await merge(work, record, row, target));
      else if (action === 'separate') done.push(await split(work, record, row));
      else done.push(await put(work, row, action === 'later' ? 'later' : action === 'ignore' ? 'ignored' : 'open'));
    }
    return done;
  };
}
