import type { Decision } from '../../../../shared/domain/discovery/batch.ts';
import type { Finding, Identity, SnmpGap } from '../../../../shared/domain/discovery/finding.ts';
import { leadingOf } from '../../../../shared/domain/discovery/proposal.ts';
import type { Candidate, Verdict } from '../../../../shared/domain/discovery/review.ts';
import type { Instant } from '../../../../shared/domain/id.ts';
import type { ReadDb } from '../../storage/database.ts';
import type { DiscoveryCandidateTable } from '../../storage/tables.ts';
import type { WriteDb } from '../../storage/writer.ts';

/** What a list shows of a row: without addresses of ports, of which a switch has hundreds. */
export interface Summary {
  readonly addresses: readonly string[];
  readonly name: string;
  readonly model: string;
  readonly serial: string;
  readonly gap: SnmpGap | null;
  readonly score: number;
  readonly evidence: Candidate['evidence'];
  readonly hasSharedName: boolean;
  readonly proposal: Candidate['proposal'];
  readonly at: Instant | null;
  readonly requests: number;
}

/** Where a row of a review stands. */
export interface RowState {
  readonly id: string;
  readonly verdict: Verdict;
  readonly decision: Decision;
  /** The resource it is, may be, or has become. */
  readonly resourceId: string | null;
  /** Version of the resource it made; null where it made none. */
  readonly madeVersion: number | null;
}
export interface SummaryRow extends RowState {
  readonly summary: Summary;
}
export interface FullRow extends RowState {
  readonly position: number;
  readonly candidate: Candidate;
}
export interface Tally {
  readonly discoveryId: string;
  readonly verdict: Verdict;
  readonly decision: Decision;
  readonly made: number;
  readonly count: number;
}

const ROWS_AT_A_TIME = 200;

function summaryOf({ findings, score, evidence, hasSharedName, proposal }: Candidate): Summary {
  const [first] = findings;
  const lead = first ? leadingOf(findings) : null;
  return {
    addresses: first ? findings.map(({ address }) => address) : [proposal.address],
    name: lead?.identity.sysName ?? proposal.name,
    model: lead?.identity.model || (lead?.description ?? ''),
    serial: lead?.identity.serial ?? '',
    gap: lead?.gap ?? null,
    score,
    evidence,
    hasSharedName,
    proposal,
    at: first ? Math.max(...findings.map(({ at }) => at)) : null,
    requests: findings.reduce((sum, { requests }) => sum + requests, 0),
  };
}

const stateOf = (row: Omit<DiscoveryCandidateTable, 'summary' | 'content' | 'discovery_id' | 'position'>): RowState => ({
  id: row.id,
  verdict: row.verdict as Verdict,
  decision: row.decision as Decision,
  resourceId: row.resource_id,
  madeVersion: row.made_version,
});

export async function addFindings(db: WriteDb, discoveryId: string, findings: readonly Finding[]): Promise<void> {
  if (findings.length === 0) return;
  const values = findings.map((finding) => ({ discovery_id: discoveryId, address: finding.address, finding: JSON.stringify(finding) }));
  await db
    .insertInto('discovery_finding')
    .values(values)
    .onConflict((conflict) => conflict.columns(['discovery_id', 'address']).doUpdateSet((eb) => ({ finding: eb.ref('excluded.finding') })))
    .execute();
}

/** Reads the findings of a run and removes them: from now on they live in its rows. */
export async function takeFindings(db: WriteDb, discoveryId: string): Promise<readonly Finding[]> {
  const rows = await db.selectFrom('discovery_finding').select('finding').where('discovery_id', '=', discoveryId).execute();
  await db.deleteFrom('discovery_finding').where('discovery_id', '=', discoveryId).execute();
  return rows.map((row) => JSON.parse(row.finding) as Finding);
}

export interface NewRow {
  readonly id: string;
  readonly position: number;
  readonly candidate: Candidate;
}

export async function addRows(db: WriteDb, discoveryId: string, rows: readonly NewRow[]): Promise<void> {
  for (let at = 0; at < rows.length; at += ROWS_AT_A_TIME)
    await db
      .insertInto('discovery_candidate')
      .values(
        rows.slice(at, at + ROWS_AT_A_TIME).map(({ id, position, candidate }) => ({
          id,
          discovery_id: discoveryId,
          position,
          verdict: candidate.verdict,
          decision: 'open',
          resource_id: candidate.resourceId,
          made_version: null,
          summary: JSON.stringify(summaryOf(candidate)),
          content: JSON.stringify(candidate),
        })),
      )
      .execute();
}

export async function removeRow(db: WriteDb, id: string): Promise<void> {
  await db.deleteFrom('discovery_candidate').where('id', '=', id).execute();
}

export async function setRow(
  db: WriteDb,
  id: string,
  { decision, resourceId, madeVersion }: Pick<RowState, 'decision' | 'resourceId' | 'madeVersion'>,
): Promise<void> {
  await db
    .updateTable('discovery_candidate')
    .set({ decision, resource_id: resourceId, made_version: madeVersion })
    .where('id', '=', id)
    .execute();
}

/** Rows of a review in their order, as a list shows them; one of them where an id is given. */
export async function readSummaries(db: ReadDb, discoveryId: string, id?: string): Promise<readonly SummaryRow[]> {
  const query = db
    .selectFrom('discovery_candidate')
    .select(['id', 'verdict', 'decision', 'resource_id', 'made_version', 'summary'])
    .where('discovery_id', '=', discoveryId)
    .orderBy('position')
    .orderBy('id');
  const rows = await (id === undefined ? query : query.where('id', '=', id)).execute();
  return rows.map((row) => ({ ...stateOf(row), summary: JSON.parse(row.summary) as Summary }));
}

/** Rows with everything that was found; of the ids where they are given. */
export async function readRows(db: ReadDb | WriteDb, discoveryId: string, ids: readonly string[]): Promise<readonly FullRow[]> {
  const found: FullRow[] = [];
  for (let at = 0; at < ids.length; at += ROWS_AT_A_TIME) {
    const rows = await (db as WriteDb)
      .selectFrom('discovery_candidate')
      .selectAll()
      .where('discovery_id', '=', discoveryId)
      .where('id', 'in', ids.slice(at, at + ROWS_AT_A_TIME))
      .execute();
    found.push(...rows.map((row) => ({ ...stateOf(row), position: row.position, candidate: JSON.parse(row.content) as Candidate })));
  }
  return found.sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
}

/** Rows of a run that made a resource, in their order. */
export async function readMade(db: WriteDb, discoveryId: string): Promise<readonly RowState[]> {
  const rows = await db
    .selectFrom('discovery_candidate')
    .select(['id', 'verdict', 'decision', 'resource_id', 'made_version'])
    .where('discovery_id', '=', discoveryId)
    .where('decision', '=', 'accepted')
    .where('made_version', 'is not', null)
    .orderBy('position')
    .execute();
  return rows.map(stateOf);
}

/** How many rows stand where, of one run or of all. */
export async function readTallies(db: ReadDb | WriteDb, discoveryId: string | null): Promise<readonly Tally[]> {
  const query = (db as WriteDb)
    .selectFrom('discovery_candidate')
    .select((eb) => [
      'discovery_id',
      'verdict',
      'decision',
      eb.fn.count<number>('made_version').as('made'),
      eb.fn.countAll<number>().as('count'),
    ])
    .groupBy(['discovery_id', 'verdict', 'decision']);
  const rows = await (discoveryId === null ? query : query.where('discovery_id', '=', discoveryId)).execute();
  return rows.map((row) => ({
    discoveryId: row.discovery_id,
    verdict: row.verdict as Verdict,
    decision: row.decision as Decision,
    made: row.made,
    count: row.count,
  }));
}

/** What was kept of resources, by resource; of one of them where an id is given. */
export async function readIdentities(db: ReadDb | WriteDb, resourceId?: string): Promise<ReadonlyMap<string, Identity>> {
  const query = (db as WriteDb).selectFrom('resource_identity').select(['resource_id', 'identity']);
  const rows = await (resourceId === undefined ? query : query.where('resource_id', '=', resourceId)).execute();
  return new Map(rows.map((row) => [row.resource_id, JSON.parse(row.identity) as Identity]));
}

export async function saveIdentity(db: WriteDb, resourceId: string, discoveryId: string, identity: Identity, now: Instant): Promise<void> {
  const values = { discovery_id: discoveryId, identity: JSON.stringify(identity), updated_at: now };
  await db
    .insertInto('resource_identity')
    .values({ resource_id: resourceId, ...values })
    .onConflict((conflict) => conflict.column('resource_id').doUpdateSet(values))
    .execute();
}

/** Forgets what a run had kept of resources. */
export async function forgetIdentities(db: WriteDb, discoveryId: string): Promise<void> {
  await db.deleteFrom('resource_identity').where('discovery_id', '=', discoveryId).execute();
}
