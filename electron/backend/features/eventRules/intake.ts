import { EventReport } from '../../../../shared/contracts/eventLink.ts';
import { follow } from '../../../../shared/domain/alarm/follow.ts';
import { type ConditionReport, withdrawn } from '../../../../shared/domain/alarm/report.ts';
import { type DetectorState, NO_DETECTORS } from '../../../../shared/domain/alarm/state.ts';
import { keyRuleOf, WATCHED } from '../../../../shared/domain/event/definition.ts';
import { type EventHit, reportOf } from '../../../../shared/domain/event/hit.ts';
import { componentsOf, type KnownInterface } from '../../../../shared/domain/event/interface.ts';
import type { Instant, ResourceId } from '../../../../shared/domain/id.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import type { Work } from '../../storage/writer.ts';
import type { AlarmBook, AlarmService } from '../alarms/index.ts';
import type { ResourceBook, ResourceRecord, ResourceStatus } from '../resources/index.ts';
import type { EventRuleBook } from './book.ts';
import type { HitAdded, HitBook } from './hits.ts';
import type { EventRuleRecord } from './repository.ts';

export interface EventIntake {
  /** What the receiver's rules found, in the transaction of its batch. */
  take(work: Work, payload: unknown): Promise<void>;
  /** Ends what these rules raised and no longer can: they are off, removed, or about something else. */
  withdraw(work: Work, ruleIds: readonly string[]): Promise<void>;
}

interface Parts {
  readonly book: EventRuleBook;
  readonly hits: HitBook;
  readonly resources: ResourceBook;
  readonly alarms: Pick<AlarmService, 'report'>;
  readonly alarmBook: AlarmBook;
  readonly clock: Clock;
  readonly log: Log;
}

/** The id of the rule that raised an alarm by what a device sent; null for any other alarm. */
export function raisedBy({ reasons }: { readonly reasons: readonly { readonly key: string; readonly values: object }[] }): string | null {
  const told = reasons.find(({ key }) => key === 'observed.event');
  return told && 'ruleId' in told.values ? String(told.values.ruleId) : null;
}

function interfacesOf({ facts }: ResourceStatus): readonly KnownInterface[] {
  const indexed = new Map<string, number | null>();
  for (const { name, component, value } of facts) {
    if (name === 'interface.index') indexed.set(component, Number(value));
    else if (name === 'interface.adminUp' && !indexed.has(component)) indexed.set(component, null);
  }
  return [...indexed].map(([component, index]) => ({ component, index }));
}

/** Found hits as counts of rules, one for each. */
function countsOf(hits: readonly EventHit[]): readonly HitAdded[] {
  const counts = new Map<string, HitAdded>();
  for (const { ruleId, lastAt, count, resourceId } of hits) {
    const before = counts.get(ruleId);
    counts.set(ruleId, {
      ruleId,
      at: Math.max(before?.at ?? 0, lastAt),
      hits: (before?.hits ?? 0) + count,
      strangers: (before?.strangers ?? 0) + (resourceId === null ? count : 0),
    });
  }
  return [...counts.values()];
}

/** Makes alarms of what rules found; what a device says and what polling sees of one condition are one alarm. */
export function createEventIntake({ book, hits: hitBook, resources, alarms, alarmBook, clock, log }: Parts): EventIntake {
  /** What one hit says to the alarms. Nothing where polling has looked since, or nothing can be said. */
  async function reportsOf(
    work: Work,
    rule: EventRuleRecord,
    hit: EventHit,
    resource: ResourceRecord,
    known: readonly KnownInterface[],
    now: Instant,
  ): Promise<readonly ConditionReport[]> {
    const components = rule.condition === 'interface' ? componentsOf(hit.component, known) : [hit.component];
    const named = hit.effect === 'ends' ? components : components.slice(0, 1);
    const reports = named.map((component) => reportOf(rule, hit, resource, component, now));
    const [first] = reports;
    if (!first || !Object.hasOwn(WATCHED, rule.condition) || hit.effect === 'happens') return reports;
    const status = resources.within(work).status(resource.id);
    const before = (status.detectors as DetectorState | null) ?? NO_DETECTORS;
    const after = follow(before, first, hit.at, hit.effect === 'begins');
    if (after === null) return [];
    if (after !== before) await resources.saveStatus(work, resource.id, { ...status, detectors: after }, now);
    return reports;
  }

  return {
    take: async (work, payload) => {
      const parsed = EventReport.safeParse(payload);
      if (!parsed.success) {
        log.error({ problem: parsed.error.message.slice(0, 500) }, 'events refused');
        return;
      }
      const now = clock.now();
      const rules = book.within(work);
      const seen = resources.within(work);
      const interfaces = new Map<ResourceId, readonly KnownInterface[]>();
      const reports: ConditionReport[] = [];
      const found = parsed.data.hits.filter(({ ruleId }) => rules.byId(ruleId) !== undefined);
      for (const hit of found) {
        const rule = rules.byId(hit.ruleId);
        const resource = hit.resourceId === null ? undefined : seen.byId(hit.resourceId);
        // Switched off while this was on its way: not an alarm any more.
        if (!rule?.isOn || !resource || resource.retiredAt !== null) continue;
        const known = interfaces.get(resource.id) ?? interfacesOf(seen.status(resource.id));
        interfaces.set(resource.id, known);
        reports.push(...(await reportsOf(work, rule, hit, resource, known, now)));
      }
      await alarms.report(work, reports);
      await hitBook.add(work, countsOf(found), now);
    },
    withdraw: async (work, ruleIds) => {
      const rules = book.within(work);
      const reports = alarmBook
        .within(work)
        .open()
        .flatMap(({ alarm }) => {
          const id = alarm.cleared === null ? raisedBy(alarm) : null;
          if (id === null || !ruleIds.includes(id)) return [];
          const rule = rules.byId(id);
          const { key, resourceId, component, probableCause } = alarm;
          const isSame = rule?.cause === probableCause && keyRuleOf(rule.condition) === alarm.rule;
          if (rule?.isOn && rule.effect !== 'ends' && isSame) return [];
          return [withdrawn({ key, resourceId, probableCause, component, rule: alarm.rule }, clock.now(), 'ruleWithdrawn')];
        });
      await alarms.report(work, reports);
    },
  };
}
