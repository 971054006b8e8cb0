import { type ToolOrder, ToolReport } from '../../../../shared/contracts/toolLink.ts';
import type { ToolJob, ToolResult, ToolRun, ToolRunList, ToolSession } from '../../../../shared/contracts/tools.ts';
import { MOST_LISTED } from '../../../../shared/contracts/tools.ts';
import { type SessionKind, sessionUrl } from '../../../../shared/domain/tool/session.ts';
import { MOST_RUNNING, patienceOf, RUN_ALLOWANCE, type RunState } from '../../../../shared/domain/tool/tool.ts';
import type { Deed, Json, Outcome } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import { createBuckets } from '../../lib/buckets.ts';
import type { Clock } from '../../lib/clock.ts';
import { newId } from '../../lib/ids.ts';
import type { ReadDb } from '../../storage/database.ts';
import type { Work, Writer } from '../../storage/writer.ts';
import type { Audit } from '../audit/index.ts';
import type { ResourceRecord } from '../resources/index.ts';
import { type RunRecord, readRun, readRunning, readRunsOf, saveRun } from './repository.ts';

/** Who runs a tool. */
export interface Runner {
  readonly id: string;
  readonly name: string;
}

interface Parts {
  readonly read: ReadDb;
  readonly write: Writer['write'];
  readonly audit: Pick<Audit, 'system'>;
  readonly clock: Clock;
  /** Whether a set of credentials is there. */
  hasSet(id: string): boolean;
  /** Whether somebody is there to do the work. */
  isPollerThere(): boolean;
  /** After a change is durable: the poller must hear what goes on. */
  onChanged(): void;
}

/** Tools that people run against the own address of a resource, one at a time each; every run and its end are in the audit (R-8.4.2-c2-3). */
export interface ToolService {
  /** What the poller tells, in the transaction that stores its sequence number. */
  take(work: Work, payload: unknown): Promise<void>;
  /** Every run that goes on, for the poller. */
  orders(): readonly ToolOrder[];
  /** Refused before anything is written; counts against the allowance of the person. */
  allow(by: Runner): void;
  start(work: Work, resource: ResourceRecord, job: ToolJob, by: Runner): Promise<Outcome<ToolRun>>;
  /** Leaves its trace in the audit; who signs in to the device is the device's own affair. */
  session(resource: ResourceRecord, kind: SessionKind, port: number, by: Runner): Outcome<ToolSession>;
  stop(work: Work, id: string, by: Runner): Promise<Outcome<ToolRun>>;
  one(id: string, by: Runner): Promise<ToolRun>;
  of(resource: ResourceRecord, by: Runner): Promise<ToolRunList>;
  /** Ends runs that nobody works on any more. */
  sweep(): Promise<void>;
}

/** A run that goes on. */
interface Going {
  readonly record: RunRecord;
  readonly order: ToolOrder;
  heardMono: number;
  result: ToolResult | null;
  /** Its begin is stored: from then on it is worked on. */
  isDurable: boolean;
}

/** Rows of so many runs stay in memory, and no longer than the station runs. */
const MOST_REMEMBERED = 20;

function deedOf({ id, resourceName, address, job }: RunRecord, before: Json, after: { readonly [key: string]: Json }): Deed {
  return {
    ...{ objectType: 'tool', objectId: id, objectName: resourceName, before },
    after: { address, ...(job as unknown as { readonly [key: string]: Json }), ...after },
  };
}

/** What of a result the audit keeps: what was found, never what a device said of itself. */
function summaryOf(result: ToolResult | null): { readonly [key: string]: Json } {
  switch (result?.tool) {
    case undefined:
      return {};
    case 'ping':
      return { sent: result.rtts.length, received: result.rtts.filter((rtt) => rtt !== null).length };
    case 'trace':
      return { hops: result.hops.length, end: result.end };
    case 'port':
      return { open: result.ports.filter(({ state }) => state === 'open').map(({ port }) => port) };
    case 'snmp':
      return { rowCount: result.rows.length };
    default:
      return result satisfies never;
  }
}

const rowsOf = (result: ToolResult | null): number => (result?.tool === 'snmp' ? result.rows.length : 0);

function credentialOf({ checks }: ResourceRecord): ToolOrder['credential'] {
  const check = checks.find((one) => one.protocol === 'snmp');
  return check?.protocol === 'snmp' ? { id: check.credential, port: check.port } : null;
}

/** Opens the tools; what had not ended when the station stopped is interrupted. */
export async function openToolService({ read, write, audit, clock, hasSet, isPollerThere, onChanged }: Parts): Promise<ToolService> {
  const going = new Map<string, Going>();
  const remembered = new Map<string, ToolResult>();
  const buckets = createBuckets(RUN_ALLOWANCE, clock);

  function viewOf(record: RunRecord, by: Runner): ToolRun {
    const { byId, result, ...run } = record;
    return { ...run, isOwn: byId === by.id, result: result ?? going.get(run.id)?.result ?? remembered.get(run.id) ?? null };
  }

  function requireAllowance(by: Runner): void {
    if (!buckets.take(by.id)) throw new Refusal('tool.tooMany', { values: { seconds: Math.ceil(1 / RUN_ALLOWANCE.perSecond) } });
  }

  function remember(id: string, result: ToolResult | null): void {
    if (result?.tool !== 'snmp') return;
    remembered.set(id, result);
    for (const oldest of [...remembered.keys()].slice(0, -MOST_REMEMBERED)) remembered.delete(oldest);
  }

  async function end(
    work: Work,
    record: RunRecord,
    result: ToolResult | null,
    state: RunState,
    problem: string | null,
  ): Promise<RunRecord> {
    const ended: RunRecord = { ...record, state, endedAt: clock.now(), result, rows: rowsOf(result), problem };
    await saveRun(work, ended);
    work.onCommit(() => {
      going.delete(record.id);
      remember(record.id, result);
      onChanged();
    });
    return ended;
  }

  async function endByItself(
    work: Work,
    record: RunRecord,
    result: ToolResult | null,
    state: RunState,
    problem: string | null,
  ): Promise<void> {
    const ended = await end(work, record, result, state, problem);
    const told = { state, ...(problem !== null && { problem }), ...summaryOf(result), byName: record.byName };
    await audit.system(work, 'tool.end', deedOf(ended, { state: 'running' }, told));
  }

  const left = await readRunning(read);
  if (left.length > 0)
    await write('tools.resume', async (work) => {
      for (const record of left) await endByItself(work, record, null, 'interrupted', 'tool.restarted');
    });

  return {
    orders: () => [...going.values()].filter(({ isDurable }) => isDurable).map(({ order }) => order),
    take: async (work, payload) => {
      const report = ToolReport.safeParse(payload);
      const known = report.success ? going.get(report.data.runId) : undefined;
      if (!report.success || !known) return;
      const { result, isOver, problem } = report.data;
      known.heardMono = clock.monotonic();
      known.result = result ?? known.result;
      if (isOver) await endByItself(work, known.record, known.result, problem === null ? 'done' : 'failed', problem);
    },
    allow: (by) => {
      if (!isPollerThere()) throw new Refusal('tool.away');
      requireAllowance(by);
    },
    start: async (work, resource, job, by) => {
      if (resource.retiredAt !== null) throw new Refusal('resource.retired');
      const running = [...going.values()];
      if (running.some(({ record }) => record.byId === by.id)) throw new Refusal('tool.busy');
      if (running.length >= MOST_RUNNING) throw new Refusal('tool.full', { values: { most: MOST_RUNNING } });
      const credential = job.tool === 'snmp' ? credentialOf(resource) : null;
      if (job.tool === 'snmp' && (credential === null || !hasSet(credential.id))) throw new Refusal('tool.noCredential');
      const startedAt = clock.now();
      const record: RunRecord = {
        ...{ id: newId(startedAt), resourceId: resource.id, resourceName: resource.name, address: resource.address, job },
        ...{ state: 'running', byId: by.id, byName: by.name, startedAt, endedAt: null, result: null, rows: 0, problem: null },
      };
      await saveRun(work, record);
      // At once: of two that are begun together the second is one too many.
      const order = { id: record.id, address: record.address, job, credential };
      const begun: Going = { record, order, heardMono: clock.monotonic(), result: null, isDurable: false };
      going.set(record.id, begun);
      work.onRollback(() => going.delete(record.id));
      work.onCommit(() => {
        begun.isDurable = true;
        onChanged();
      });
      return { response: viewOf(record, by), deed: deedOf(record, null, {}) };
    },
    session: (resource, kind, port, by) => {
      if (resource.retiredAt !== null) throw new Refusal('resource.retired');
      requireAllowance(by);
      const { id, name, address } = resource;
      return {
        response: { kind, address, port, url: sessionUrl(kind, address, port) },
        deed: { objectType: 'resource', objectId: id, objectName: name, before: null, after: { tool: kind, address, port } },
      };
    },
    stop: async (work, id, by) => {
      const known = going.get(id);
      const record = known?.record ?? (await readRun(work.db, id));
      if (!record) throw new Refusal('tool.notFound');
      if (record.byId !== by.id) throw new Refusal('tool.notOwn');
      if (!known) throw new Refusal('tool.over');
      const ended = await end(work, record, known.result, 'cancelled', null);
      return {
        response: viewOf(ended, by),
        deed: deedOf(ended, { state: 'running' }, { state: 'cancelled', ...summaryOf(known.result) }),
      };
    },
    one: async (id, by) => {
      const record = going.get(id)?.record ?? (await readRun(read, id));
      if (!record) throw new Refusal('tool.notFound');
      return viewOf(record, by);
    },
    of: async (resource, by) => {
      const { items, total } = await readRunsOf(read, resource.id, MOST_LISTED);
      return {
        at: clock.now(),
        total,
        items: items.map((record) => {
          const { result: _result, ...run } = viewOf(record, by);
          return run;
        }),
      };
    },
    sweep: async () => {
      const now = clock.monotonic();
      const late = [...going.values()].filter(({ record, heardMono }) => now - heardMono > patienceOf(record.job));
      if (late.length === 0) return;
      await write('tools.sweep', async (work) => {
        for (const { record, result } of late)
          if (going.has(record.id)) await endByItself(work, record, result, 'interrupted', 'tool.late');
      });
    },
  };
}
