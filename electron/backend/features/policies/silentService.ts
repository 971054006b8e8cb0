import type { z } from 'zod';
import type { NewSilentWatch, SilentReport, SilentWatch, SilentWatchList } from '../../../../shared/contracts/silentWatches.ts';
import type { MetricThreshold } from '../../../../shared/domain/alarm/policy.ts';
import type { ConditionReport } from '../../../../shared/domain/alarm/report.ts';
import { type Severity, severityRank } from '../../../../shared/domain/alarm/severity.ts';
import { metricOfRule } from '../../../../shared/domain/alarm/state.ts';
import { isUnhideable } from '../../../../shared/domain/alarm/unhideable.ts';
import type { Instant, ResourceId } from '../../../../shared/domain/id.ts';
import { heldBackBy, isObserving } from '../../../../shared/domain/policy/silent.ts';
import type { Deed, Outcome } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import type { Clock } from '../../lib/clock.ts';
import { newId } from '../../lib/ids.ts';
import type { ReadDb } from '../../storage/database.ts';
import type { Work } from '../../storage/writer.ts';
import type { FindingRecord, SilentBook, SilentRecord } from './silentBook.ts';
import { countsOf, findingsOf } from './silentRepository.ts';

const HOUR_MS = 3_600_000;
const SHOWN_MS = 30 * 24 * HOUR_MS;
const SHOWN_FINDINGS = 200;
/** Rows of one batch that are accepted within this time belong together. */
const TOGETHER_MS = HOUR_MS;

type Report = Extract<ConditionReport, { readonly kind: 'report' }>;

export interface SilentService {
  list(): Promise<SilentWatchList>;
  report(id: string): Promise<SilentReport>;
  start(work: Work, input: z.output<typeof NewSilentWatch>, byName: string): Promise<Outcome<SilentWatch>>;
  end(work: Work, id: string, byName: string): Promise<Outcome<SilentWatch>>;
  /**
   * Observes new resources for some hours from now, as what accepts them does. Those that are accepted one after another, under one name
   * by one person, are one observation, which lasts until the last has been observed that long.
   */
  welcome(work: Work, name: string, resourceIds: readonly ResourceId[], hours: number, byName: string): Promise<void>;
  /** Of the reports about one resource those that may become alarms; thresholds that are observed silently are recorded instead. */
  pass(
    work: Work,
    reports: readonly ConditionReport[],
    thresholds: ReadonlyMap<string, MetricThreshold>,
    isActive: (key: string) => boolean,
  ): Promise<readonly ConditionReport[]>;
  /** Until when the thresholds of a resource, or those of a policy, are observed silently; null where they are not. */
  resourceUntil(id: ResourceId): Instant | null;
  policyUntil(id: string): Instant | null;
}

interface Parts {
  readonly book: SilentBook;
  readonly read: ReadDb;
  readonly clock: Clock;
  resourceName(id: ResourceId): string;
  isKnown(work: Work, what: { readonly policyId: string } | { readonly resourceId: ResourceId }): boolean;
  /** Resources whose view is different now. */
  onChanged(work: Work, ids: readonly ResourceId[]): Promise<void>;
}

const isWelcome = (watch: SilentRecord, name: string, byName: string): boolean =>
  watch.policyId === null && watch.name === name && watch.startedBy === byName;

const NOTHING = { conditions: 0, times: 0, noisyResources: 0 };

function found(report: Report, metric: string, before: FindingRecord | undefined): FindingRecord | null {
  const { severity, threshold } = report.finding;
  if (threshold === null) return null;
  const { observed, level, direction } = threshold;
  const fresh = {
    key: report.key,
    resource_id: report.resourceId,
    metric,
    component: report.component,
    ...{ severity, observed, level, direction, times: 1, first_at: report.at, ended_at: null },
  };
  if (!before) return fresh;
  const isWorse = severityRank(severity) < severityRank(before.severity as Severity);
  if (before.ended_at === null && !isWorse) return null;
  const worst = isWorse ? { severity, observed, level } : {};
  return { ...before, ...worst, times: before.times + (before.ended_at === null ? 0 : 1), ended_at: null };
}

/** Silent observation: what it holds back, who started it, and what it would have raised. */
export function createSilentService({ book, read, clock, resourceName, isKnown, onChanged }: Parts): SilentService {
  function until(of: (watch: SilentRecord) => boolean): Instant | null {
    const now = clock.now();
    const ends = book.all().flatMap((watch) => (isObserving(watch, now) && of(watch) ? [watch.endsAt] : []));
    return ends.length === 0 ? null : Math.max(...ends);
  }

  const members = new WeakMap<SilentRecord, ReadonlySet<ResourceId>>();
  function isMember(watch: SilentRecord, id: ResourceId): boolean {
    const known = members.get(watch) ?? new Set(watch.resourceIds);
    members.set(watch, known);
    return known.has(id);
  }

  const view = (watch: SilentRecord, counts: typeof NOTHING): SilentWatch => ({ ...watch, resourceIds: [...watch.resourceIds], ...counts });

  async function viewed(watch: SilentRecord): Promise<SilentWatch> {
    return view(watch, (await countsOf(read, [watch.id])).get(watch.id) ?? NOTHING);
  }

  function deed(after: SilentRecord, before: SilentRecord | null): Deed {
    const facts = ({ name, policyId, resourceIds, endsAt, endedAt }: SilentRecord) => ({
      name,
      ...(policyId === null ? { resources: resourceIds.map(resourceName) } : { policy: policyId }),
      endsAt,
      endedAt,
    });
    return {
      objectType: 'silentWatch',
      objectId: after.id,
      objectName: after.name,
      before: before && facts(before),
      after: facts(after),
    };
  }

  async function record(work: Work, watchId: string, report: Report, metric: string): Promise<void> {
    const finding = found(report, metric, book.within(work).finding(watchId, report.key));
    if (finding) await book.saveFinding(work, watchId, finding);
  }

  async function close(work: Work, watches: readonly SilentRecord[], { key, at }: ConditionReport): Promise<void> {
    const seen = book.within(work);
    for (const watch of watches) {
      const finding = seen.finding(watch.id, key);
      if (finding?.ended_at === null) await book.saveFinding(work, watch.id, { ...finding, ended_at: at });
    }
  }

  const service: SilentService = {
    welcome: async (work, name, resourceIds, hours, byName) => {
      const now = clock.now();
      const begun = book
        .within(work)
        .all()
        .find((watch) => isObserving(watch, now) && now - watch.startedAt < TOGETHER_MS && isWelcome(watch, name, byName));
      if (!begun) {
        const started = await service.start(work, { name, policyId: null, resourceIds: [...resourceIds], hours }, byName);
        if ('refusal' in started) throw started.refusal;
        return;
      }
      const ids = [...new Set([...begun.resourceIds, ...resourceIds])];
      await book.save(work, { ...begun, resourceIds: ids, endsAt: Math.max(begun.endsAt, now + hours * HOUR_MS) });
      await onChanged(work, ids);
    },
    list: async () => {
      const now = clock.now();
      const shown = book.all().filter((watch) => isObserving(watch, now) || (watch.endedAt ?? watch.endsAt) > now - SHOWN_MS);
      const counts = await countsOf(
        read,
        shown.map(({ id }) => id),
      );
      const items = shown.map((watch) => view(watch, counts.get(watch.id) ?? NOTHING));
      return { at: now, items: items.sort((a, b) => b.startedAt - a.startedAt) };
    },
    report: async (id) => {
      const watch = book.byId(id);
      if (!watch) throw new Refusal('silence.notFound');
      const items = await findingsOf(read, id, SHOWN_FINDINGS, resourceName);
      return { watch: await viewed(watch), items: [...items] };
    },
    start: async (work, { name, policyId, resourceIds, hours }, byName) => {
      const ids = [...new Set(resourceIds)];
      const isSound =
        policyId === null
          ? ids.length > 0 && ids.every((resourceId) => isKnown(work, { resourceId }))
          : ids.length === 0 && isKnown(work, { policyId });
      if (!isSound) throw new Refusal('silence.noTarget');
      const now = clock.now();
      const watch: SilentRecord = {
        ...{ id: newId(now), name, policyId, resourceIds: ids },
        ...{ startedAt: now, startedBy: byName, endsAt: now + hours * HOUR_MS, endedAt: null, endedBy: null },
      };
      await book.save(work, watch);
      await onChanged(work, ids);
      return { response: view(watch, NOTHING), deed: deed(watch, null) };
    },
    end: async (work, id, byName) => {
      const before = book.within(work).byId(id);
      if (!before) throw new Refusal('silence.notFound');
      if (!isObserving(before, clock.now())) throw new Refusal('silence.over');
      const after = { ...before, endedAt: clock.now(), endedBy: byName };
      await book.save(work, after);
      await onChanged(work, after.resourceIds);
      return { response: await viewed(after), deed: deed(after, before) };
    },
    pass: async (work, reports, thresholds, isActive) => {
      if (reports.length === 0) return reports;
      const now = clock.now();
      const watches = book
        .within(work)
        .all()
        .filter((watch) => isObserving(watch, now));
      if (watches.length === 0) return reports;
      const passed: ConditionReport[] = [];
      for (const report of reports) {
        const metric = metricOfRule(report.rule);
        const threshold = metric === null ? undefined : thresholds.get(metric);
        if (metric !== null && report.kind === 'clear') await close(work, watches, report);
        const holding =
          metric !== null && threshold && report.kind === 'report' && !isActive(report.key) && !isUnhideable(report)
            ? heldBackBy(watches, report.resourceId, threshold.policyId, now)
            : null;
        if (holding && metric !== null && report.kind === 'report') await record(work, holding.id, report, metric);
        else passed.push(report);
      }
      return passed;
    },
    resourceUntil: (id) => until((watch) => watch.policyId === null && isMember(watch, id)),
    policyUntil: (id) => until((watch) => watch.policyId === id),
  };
  return service;
}
