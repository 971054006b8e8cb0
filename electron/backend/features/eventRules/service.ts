import type { EventRuleList } from '../../../../shared/contracts/eventLink.ts';
import type { EventRule, EventRuleInput, EventRuleView, EventTrialResult } from '../../../../shared/contracts/eventRules.ts';
import type { Severity } from '../../../../shared/domain/alarm/severity.ts';
import { type EventRuleDefinition, ruleFaults } from '../../../../shared/domain/event/definition.ts';
import type { Deed, Json, Outcome } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import type { Clock } from '../../lib/clock.ts';
import { newId } from '../../lib/ids.ts';
import type { Work } from '../../storage/writer.ts';
import type { EventRuleBook } from './book.ts';
import type { HitBook } from './hits.ts';
import { definitionOf, type EventRuleRecord } from './repository.ts';
import { type Asked, tryLine } from './trial.ts';
import { type RuleSurroundings, viewRule, viewRules } from './view.ts';

type Seen = { readonly id: string; readonly version: number };
type By = string | null;

/** A rule that is not yet written, in the place of one that is. */
export interface Draft {
  /** Null: a new one. */
  readonly id: string | null;
  readonly rule: EventRuleInput;
}

/** Rules over events as people use them. A change is in force from the next record, and ends at once what only it raised. */
export interface EventRuleService {
  list(): EventRuleView;
  /** What the receiver is told: those that are on, in their order. */
  inForce(): EventRuleList['items'];
  /** All of them with a draft in its place, in their order. */
  withDraft(draft: Draft | null): readonly Asked[];
  create(work: Work, input: EventRuleInput, by: By): Promise<Outcome<EventRule>>;
  change(work: Work, seen: Seen, input: EventRuleInput, by: By): Promise<Outcome<EventRule>>;
  grade(work: Work, seen: Seen, severity: Severity | null, by: By): Promise<Outcome<EventRule>>;
  switchAll(work: Work, seen: readonly Seen[], isOn: boolean, by: By): Promise<Outcome<EventRuleView>>;
  order(work: Work, ids: readonly string[]): Promise<Outcome<EventRuleView>>;
  restore(work: Work, seen: Seen, to: number, by: By): Promise<Outcome<EventRule>>;
  remove(work: Work, seen: Seen, by: By): Promise<Outcome<EventRuleView>>;
  attempt(line: string, draft: Draft | null): EventTrialResult;
}

interface Parts {
  readonly book: EventRuleBook;
  readonly hits: HitBook;
  readonly clock: Clock;
  /** Active alarms by the id of the rule that raised them. */
  alarms(work: Work | null): ReadonlyMap<string, number>;
  /** What must happen in the same transaction. */
  onChanged(work: Work, ruleIds: readonly string[]): Promise<void>;
}

const factsOf = (rule: EventRuleDefinition): Json => JSON.parse(JSON.stringify(definitionOf(rule))) as Json;

function deed(after: EventRuleRecord, before: EventRuleRecord | null): Deed {
  const is: Json = after.removedAt === null ? factsOf(after) : { removed: true };
  const was: Json = before === null || before.removedAt !== null ? null : factsOf(before);
  return { objectType: 'eventRule', objectId: after.id, objectName: after.name, before: was, after: is };
}

export function createEventRuleService({ book, hits, clock, alarms, onChanged }: Parts): EventRuleService {
  const around = (work: Work | null): RuleSurroundings => {
    const now = clock.now();
    return { hits: (id) => hits.of(id, now), alarms: alarms(work) };
  };
  const listed = (work: Work | null): EventRuleView => viewRules(work ? book.within(work) : book, around(work), clock.now(), hits.since());

  function checked(rule: EventRuleRecord | undefined, { version }: Seen): EventRuleRecord {
    if (!rule) throw new Refusal('eventRule.notFound');
    if (rule.version !== version) throw new Refusal('eventRule.changed', { values: { version: rule.version } });
    return rule;
  }
  const find = (work: Work, seen: Seen): EventRuleRecord => checked(book.within(work).byId(seen.id), seen);

  function own(rule: EventRuleRecord): EventRuleRecord {
    if (rule.delivered) throw new Refusal('eventRule.builtIn');
    return rule;
  }

  function requireSound(work: Work, input: EventRuleInput, except: string | null): void {
    const fields = ruleFaults(input).map(({ path, code }) => ({ path: ['body', ...path].join('.'), message: code }));
    if (fields.length > 0) throw new Refusal('request.invalid', { fields });
    const isTaken = book
      .within(work)
      .all()
      .some(({ id, name, delivered }) => delivered === null && name === input.name && id !== except);
    if (isTaken) throw new Refusal('eventRule.duplicate', { fields: [{ path: 'body.name', message: 'duplicate' }] });
  }

  async function store(work: Work, rules: readonly EventRuleRecord[], by: By): Promise<void> {
    for (const rule of rules) await book.save(work, rule, by);
    await onChanged(
      work,
      rules.map(({ id }) => id),
    );
  }

  const next = (rule: EventRuleRecord) => ({ version: rule.version + 1, updatedAt: clock.now() });

  async function become(work: Work, before: EventRuleRecord, change: Partial<EventRuleRecord>, by: By): Promise<Outcome<EventRule>> {
    const after = { ...before, ...change, ...next(before) };
    await store(work, [after], by);
    return { response: viewRule(after, around(work)), deed: deed(after, before) };
  }

  function withDraft(draft: Draft | null): readonly Asked[] {
    const all: readonly Asked[] = book.all();
    if (!draft) return all;
    const asked: Asked = { ...draft.rule, id: null, isOn: true };
    return all.some(({ id }) => id === draft.id) ? all.map((one) => (one.id === draft.id ? asked : one)) : [asked, ...all];
  }

  const ownRules = (work: Work): readonly EventRuleRecord[] =>
    book
      .within(work)
      .all()
      .filter(({ delivered }) => delivered === null);

  return {
    list: () => listed(null),
    inForce: () =>
      book
        .all()
        .filter(({ isOn }) => isOn)
        .map((rule) => {
          const { isOn: _on, ...content } = structuredClone(definitionOf(rule)) as EventRuleInput & { isOn: boolean };
          return { ...content, id: rule.id };
        }),
    withDraft,
    create: async (work, input, by) => {
      requireSound(work, input, null);
      const now = clock.now();
      const places = ownRules(work);
      const place = Math.min(0, ...places.map((one) => one.place)) - 1;
      const after = { ...input, id: newId(now), isOn: false, delivered: null, place, version: 1, updatedAt: now, removedAt: null };
      await store(work, [after], by);
      return { response: viewRule(after, around(work)), deed: deed(after, null) };
    },
    change: async (work, seen, input, by) => {
      const before = own(find(work, seen));
      requireSound(work, input, seen.id);
      return become(work, before, input, by);
    },
    grade: (work, seen, severity, by) => become(work, find(work, seen), { severity }, by),
    switchAll: async (work, seen, isOn, by) => {
      const all = [...new Map(seen.map((one) => [one.id, find(work, one)])).values()];
      const changes = all.filter((rule) => rule.isOn !== isOn).map((before) => ({ ...before, isOn, ...next(before) }));
      await store(work, changes, by);
      const names = all.map(({ name }) => name);
      return {
        response: listed(work),
        deed: {
          objectType: 'eventRules',
          objectId: null,
          objectName: names.length === 1 ? (names[0] ?? '') : '',
          before: { rules: names, on: all.filter((rule) => rule.isOn).map(({ name }) => name) },
          after: { rules: names, on: isOn ? names : [] },
        },
      };
    },
    order: async (work, ids) => {
      const before = ownRules(work);
      const isWhole = new Set(ids).size === ids.length && ids.length === before.length && before.every(({ id }) => ids.includes(id));
      if (!isWhole) throw new Refusal('eventRule.otherRules');
      for (const rule of before) await book.place(work, { ...rule, place: ids.indexOf(rule.id) });
      await onChanged(work, []);
      const names = (list: readonly EventRuleRecord[]) => list.map(({ name }) => name);
      const after = ownRules(work);
      return {
        response: listed(work),
        deed: {
          objectType: 'eventRules',
          objectId: null,
          objectName: '',
          before: { order: names(before) },
          after: { order: names(after) },
        },
      };
    },
    restore: async (work, seen, to, by) => {
      const shelf = book.within(work);
      const before = checked(shelf.byId(seen.id) ?? shelf.removed().find(({ id }) => id === seen.id), seen);
      const earlier = to < before.version ? await book.version(work, before, to) : null;
      if (!earlier) throw new Refusal('eventRule.noVersion');
      if (!before.delivered) requireSound(work, earlier as EventRuleInput, seen.id);
      return become(work, before, { ...definitionOf(earlier), removedAt: null }, by);
    },
    remove: async (work, seen, by) => {
      const before = own(find(work, seen));
      const now = clock.now();
      const after = { ...before, ...next(before), updatedAt: now, removedAt: now };
      await store(work, [after], by);
      return { response: listed(work), deed: deed(after, before) };
    },
    attempt: (line, draft) => tryLine(line, withDraft(draft)),
  };
}
