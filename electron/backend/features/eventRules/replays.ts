import type { EventReplay } from '../../../../shared/contracts/eventRules.ts';
import { compileRule, compileRules } from '../../../../shared/domain/event/definition.ts';
import { narrowed } from '../../../../shared/domain/event/narrow.ts';
import { createEventReplay, type EventReplay as Tally } from '../../../../shared/domain/event/replay.ts';
import type { EventRule } from '../../../../shared/domain/event/rule.ts';
import type { ResourceId } from '../../../../shared/domain/id.ts';
import { Refusal } from '../../http/problem.ts';
import type { Clock } from '../../lib/clock.ts';
import { newId } from '../../lib/ids.ts';
import { type Log, toLogFormat } from '../../lib/log.ts';
import type { LogStore } from '../../storage/logs/index.ts';
import type { Draft, EventRuleService } from './service.ts';

const DAY_MS = 86_400_000;
/** One call of the reading thread; in between it answers others. */
const PAGE = { limit: 2000, budgetMs: 200 } as const;
const MOST_MS = 60_000;
const DRAFT = 'draft';

export interface EventReplays {
  /** Begins a run; one that the owner began before is stopped and forgotten. */
  start(owner: string, draft: Draft, days: number): EventReplay;
  get(id: string): EventReplay;
  stop(id: string): EventReplay;
}

interface Parts {
  readonly service: Pick<EventRuleService, 'withDraft'>;
  readonly logs: Pick<LogStore, 'search' | 'stats'>;
  readonly clock: Clock;
  readonly log: Log;
  resourceName(id: ResourceId): string | null;
  readonly mostMs?: number;
}

type Progress = Pick<EventReplay, 'id' | 'state' | 'from' | 'to' | 'keptFrom' | 'scanned' | 'damaged' | 'tookMs'>;
interface Run {
  view: Progress;
  readonly tally: Tally;
  readonly startedAt: number;
}

/** The draft and what else decides about its condition, each with the records it can mean. */
function askedOf(rules: readonly EventRule[], draft: EventRule): readonly EventRule[] {
  const others = rules.filter(
    (one) => one !== draft && one.condition === draft.condition && one.cause === draft.cause && draft.effect !== 'happens',
  );
  return [draft, ...others];
}

/** Runs of drafts over stored records, one page of one question after the other, newest first. A record found twice counts once. */
export function createEventReplays({ service, logs, clock, log, resourceName, mostMs = MOST_MS }: Parts): EventReplays {
  const runs = new Map<string, Run>();

  function isOver(run: Run): boolean {
    if (run.view.state === 'running' && clock.monotonic() - run.startedAt >= mostMs) run.view = { ...run.view, state: 'cut' };
    return run.view.state !== 'running';
  }

  async function ask(run: Run, rule: EventRule, seen: Set<number>): Promise<void> {
    const query = narrowed(rule, run.view.from, run.view.to);
    for (let before: number | null = null; !isOver(run); ) {
      const page = await logs.search({ query, before, after: null, ...PAGE });
      for (const { number, record } of page.records) {
        if (seen.has(number)) continue;
        seen.add(number);
        if (!run.tally.look(record)) run.view = { ...run.view, state: 'cut' };
      }
      const { scanned, damaged } = run.view;
      run.view = { ...run.view, scanned: scanned + page.scanned.records, damaged: Math.max(damaged, page.damaged) };
      if (page.next === null) return;
      before = page.next;
    }
  }

  async function play(run: Run, rules: readonly EventRule[]): Promise<void> {
    try {
      const { oldestDay } = await logs.stats();
      run.view = { ...run.view, keptFrom: oldestDay };
      const seen = new Set<number>();
      for (const rule of rules) await ask(run, rule, seen);
      if (run.view.state === 'running') run.view = { ...run.view, state: 'done' };
    } catch (error) {
      log.warn({ error: toLogFormat(error) }, 'replay of events failed');
      run.view = { ...run.view, state: 'failed' };
    }
    run.view = { ...run.view, tookMs: Math.round(clock.monotonic() - run.startedAt) };
  }

  function shown({ view, tally }: Run): EventReplay {
    const { items, senders, ...counts } = tally.counts();
    const named = <T extends { readonly resourceId: ResourceId | null }>(one: T) => ({
      ...one,
      resourceName: one.resourceId === null ? null : resourceName(one.resourceId),
    });
    return { ...view, ...counts, items: items.map(named), senders: senders.map(named) };
  }

  function find(id: string): Run {
    const run = [...runs.values()].find(({ view }) => view.id === id);
    if (!run) throw new Refusal('replay.notFound');
    return run;
  }

  function halt(run: Run | undefined): void {
    if (run?.view.state === 'running') run.view = { ...run.view, state: 'stopped' };
  }

  return {
    start: (owner, draft, days) => {
      const definitions = service.withDraft(draft).map((rule) => ({ ...rule, id: rule.id ?? DRAFT }));
      const compiled = definitions.flatMap((rule) => (rule.isOn ? (compileRule(rule.id, rule) ?? []) : []));
      const own = compiled.find(({ id }) => id === DRAFT);
      const definition = definitions.find(({ id }) => id === DRAFT);
      if (!own || !definition) throw new Refusal('request.invalid', { fields: [{ path: 'body.draft.rule.match', message: 'unknown' }] });
      halt(runs.get(owner));
      const now = clock.now();
      const run: Run = {
        view: {
          ...{ id: newId(now), state: 'running', from: now - days * DAY_MS, to: now + 1 },
          ...{ keptFrom: null, scanned: 0, damaged: 0, tookMs: 0 },
        },
        tally: createEventReplay(compileRules(definitions), own, compileRules([definition])),
        startedAt: clock.monotonic(),
      };
      runs.set(owner, run);
      void play(run, askedOf(compiled, own));
      return shown(run);
    },
    get: (id) => shown(find(id)),
    stop: (id) => {
      const run = find(id);
      halt(run);
      return shown(run);
    },
  };
}
