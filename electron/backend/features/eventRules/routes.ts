import {
  changeEventRule,
  createEventRule,
  getEventReplay,
  gradeEventRule,
  listEventRules,
  listEventRuleVersions,
  orderEventRules,
  removeEventRule,
  restoreEventRule,
  startEventReplay,
  stopEventReplay,
  switchEventRules,
  tryEventRules,
} from '../../../../shared/contracts/eventRules.ts';
import type { Caller } from '../../../../shared/domain/access/can.ts';
import type { Mount } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import type { EventRuleBook } from './book.ts';
import type { EventReplays } from './replays.ts';
import type { EventRuleService } from './service.ts';

interface Parts {
  readonly mount: Mount;
  readonly book: EventRuleBook;
  readonly service: EventRuleService;
  readonly replays: EventReplays;
}

/** Who made a version, by name; null for what is not a person. */
const nameOf = (caller: Caller | null): string | null => (caller?.kind === 'person' ? caller.name : null);

/** Rules over notifications and log lines: what of them is an event, and of what. */
export function eventRuleRoutes({ mount, book, service, replays }: Parts): void {
  mount.read(listEventRules, async () => service.list());
  mount.read(listEventRuleVersions, async ({ params }) => {
    const rule = book.byId(params.id) ?? book.removed().find(({ id }) => id === params.id);
    if (!rule) throw new Refusal('eventRule.notFound');
    return { items: structuredClone((await book.versions(rule)) as never) };
  });
  mount.read(tryEventRules, async ({ body }) => service.attempt(body.line, body.draft));
  mount.read(startEventReplay, async ({ body }, { caller }) =>
    replays.start(caller?.kind === 'person' ? caller.userId : '', body.draft, body.days),
  );
  mount.read(getEventReplay, async ({ params }) => replays.get(params.id));
  mount.read(stopEventReplay, async ({ params }) => replays.stop(params.id));
  mount.command(createEventRule, async ({ body }, { caller, commit }) => commit((work) => service.create(work, body, nameOf(caller))));
  mount.command(changeEventRule, async ({ params, body: { rule, version } }, { caller, commit }) =>
    commit((work) => service.change(work, { id: params.id, version }, rule, nameOf(caller))),
  );
  mount.command(gradeEventRule, async ({ params, body: { severity, version } }, { caller, commit }) =>
    commit((work) => service.grade(work, { id: params.id, version }, severity, nameOf(caller))),
  );
  mount.command(switchEventRules, async ({ body }, { caller, commit }) =>
    commit((work) => service.switchAll(work, body.items, body.isOn, nameOf(caller))),
  );
  mount.command(orderEventRules, async ({ body }, { commit }) => commit((work) => service.order(work, body.ids)));
  mount.command(restoreEventRule, async ({ params, body: { version, to } }, { caller, commit }) =>
    commit((work) => service.restore(work, { id: params.id, version }, to, nameOf(caller))),
  );
  mount.command(removeEventRule, async ({ params, body: { version } }, { caller, commit }) =>
    commit((work) => service.remove(work, { id: params.id, version }, nameOf(caller))),
  );
}
