import type { ToolJob, ToolResult } from '../../../../shared/contracts/tools.ts';
import type { Instant, ResourceId } from '../../../../shared/domain/id.ts';
import type { RunState } from '../../../../shared/domain/tool/tool.ts';
import type { ReadDb } from '../../storage/database.ts';
import type { ToolRunTable } from '../../storage/tables.ts';
import type { Work } from '../../storage/writer.ts';

/** One run as it is kept. */
export interface RunRecord {
  readonly id: string;
  readonly resourceId: ResourceId;
  readonly resourceName: string;
  readonly address: string;
  readonly job: ToolJob;
  readonly state: RunState;
  readonly byId: string;
  readonly byName: string;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  /** Rows of SNMP are not kept: what a device has of secrets stays in memory. */
  readonly result: ToolResult | null;
  /** How many rows of SNMP came. */
  readonly rows: number;
  readonly problem: string | null;
}

/** So many runs are kept; the audit has all. */
const KEPT = 2000;

const hydrate = (row: ToolRunTable): RunRecord => ({
  id: row.id,
  resourceId: row.resource_id as ResourceId,
  resourceName: row.resource_name,
  address: row.address,
  job: JSON.parse(row.job) as ToolJob,
  state: row.state as RunState,
  byId: row.by_id,
  byName: row.by_name,
  startedAt: row.started_at,
  endedAt: row.ended_at,
  result: row.result === null ? null : (JSON.parse(row.result) as ToolResult),
  rows: row.rows,
  problem: row.problem,
});

/** Keeps a run, or what became of it; the oldest of too many are forgotten. */
export async function saveRun({ db }: Work, run: RunRecord): Promise<void> {
  const values: Omit<ToolRunTable, 'id'> = {
    resource_id: run.resourceId,
    resource_name: run.resourceName,
    address: run.address,
    job: JSON.stringify(run.job),
    state: run.state,
    by_id: run.byId,
    by_name: run.byName,
    started_at: run.startedAt,
    ended_at: run.endedAt,
    result: run.result === null || run.result.tool === 'snmp' ? null : JSON.stringify(run.result),
    rows: run.rows,
    problem: run.problem,
  };
  await db
    .insertInto('tool_run')
    .values({ id: run.id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
  await db
    .deleteFrom('tool_run')
    .where('id', '<=', (from) => from.selectFrom('tool_run').select('id').orderBy('id', 'desc').limit(1).offset(KEPT))
    .execute();
}

export async function readRun(db: ReadDb | Work['db'], id: string): Promise<RunRecord | null> {
  const row = await (db as ReadDb).selectFrom('tool_run').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? hydrate(row) : null;
}

/** The newest runs against a resource, newest first, and how many there are. */
export async function readRunsOf(
  db: ReadDb,
  resourceId: ResourceId,
  most: number,
): Promise<{ readonly items: readonly RunRecord[]; readonly total: number }> {
  const own = db.selectFrom('tool_run').where('resource_id', '=', resourceId);
  const [rows, counted] = await Promise.all([
    own.selectAll().orderBy('id', 'desc').limit(most).execute(),
    own.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow(),
  ]);
  return { items: rows.map(hydrate), total: Number(counted.count) };
}

/** Runs that had not ended when the station stopped. */
export async function readRunning(db: ReadDb): Promise<readonly RunRecord[]> {
  return (await db.selectFrom('tool_run').selectAll().where('state', '=', 'running').orderBy('id').execute()).map(hydrate);
}
