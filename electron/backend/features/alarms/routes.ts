import {
  acknowledgeAlarm,
  acknowledgeAlarms,
  clearAlarm,
  commentAlarm,
  getAlarm,
  getAlarmCounts,
  listAlarmHistory,
  listAlarmPast,
  listAlarms,
  unacknowledgeAlarm,
} from '../../../../shared/contracts/alarms.ts';
import type { Caller } from '../../../../shared/domain/access/can.ts';
import type { Permission } from '../../../../shared/domain/access/permissions.ts';
import type { Person } from '../../../../shared/domain/alarm/action.ts';
import { compareAlarms } from '../../../../shared/domain/alarm/sort.ts';
import type { Mount } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import type { Clock } from '../../lib/clock.ts';
import type { ReadDb } from '../../storage/database.ts';
import type { AlarmBook } from './book.ts';
import { readActiveAt, readAlarm, readEvents, searchAlarms } from './repository.ts';
import type { AlarmService } from './service.ts';

const EVENTS_SHOWN = 200;

function personOf(caller: Caller | null, permission: Permission): Person {
  if (caller?.kind === 'token') return { id: caller.tokenId, name: caller.name };
  if (caller?.kind !== 'person') throw new Refusal('permission.missing', { values: { permission } });
  return { id: caller.userId, name: caller.name };
}

function cursorOf(text: string | undefined): { readonly firstAt: number; readonly id: string } | null {
  const match = /^(\d+)\.([0-9a-f-]{36})$/.exec(text ?? '');
  return match?.[1] && match[2] ? { firstAt: Number(match[1]), id: match[2] } : null;
}

interface Parts {
  readonly mount: Mount;
  readonly book: AlarmBook;
  readonly service: AlarmService;
  readonly read: ReadDb;
  readonly clock: Clock;
  version(): number;
}

/** The alarm list, its history, and what a person does to an alarm. */
export function alarmRoutes({ mount, book, service, read, clock, version }: Parts): void {
  mount.read(listAlarms, async () => {
    const items = book.open().map(service.view).sort(compareAlarms);
    return { version: version(), at: clock.now(), total: items.length, items };
  });

  mount.read(getAlarmCounts, async () => service.counts());

  mount.read(listAlarmPast, async ({ params }) => {
    const items = (await readActiveAt(read, params.at)).map(service.view).sort(compareAlarms);
    return { at: params.at, items };
  });

  mount.read(listAlarmHistory, async ({ query }) => {
    const { items, total } = await searchAlarms(read, query, cursorOf(query.cursor), query.limit);
    const last = items.at(-1)?.alarm;
    return { items: items.map(service.view), total, next: items.length === query.limit && last ? `${last.firstAt}.${last.id}` : null };
  });

  mount.read(getAlarm, async ({ params }) => {
    const stored = book.byId(params.id) ?? (await readAlarm(read, params.id));
    if (!stored) throw new Refusal('alarm.notFound');
    const { events, total } = await readEvents(read, params.id, EVENTS_SHOWN);
    return { alarm: service.view(stored), events, eventsTotal: total };
  });

  mount.command(acknowledgeAlarm, async ({ params, body }, { caller, commit }) => {
    const person = personOf(caller, 'alarm.acknowledge');
    return commit((work) =>
      service.act(work, params.id, (at) => ({
        kind: 'acknowledge',
        at,
        person,
        comment: body.comment || null,
        seenVersion: body.version ?? null,
      })),
    );
  });

  mount.command(acknowledgeAlarms, async ({ body }, { caller, commit }) =>
    commit((work) => service.acknowledgeAll(work, body.ids, personOf(caller, 'alarm.acknowledge'), body.comment || null)),
  );

  mount.command(unacknowledgeAlarm, async ({ params, body }, { caller, commit }) => {
    const person = personOf(caller, 'alarm.acknowledge');
    return commit((work) => service.act(work, params.id, (at) => ({ kind: 'unacknowledge', at, person, reason: body.reason })));
  });

  mount.command(commentAlarm, async ({ params, body }, { caller, commit }) => {
    const person = personOf(caller, 'alarm.comment');
    return commit((work) => service.act(work, params.id, (at) => ({ kind: 'comment', at, person, text: body.text })));
  });

  mount.command(clearAlarm, async ({ params, body }, { caller, commit }) => {
    const person = personOf(caller, 'alarm.clear');
    return commit((work) =>
      service.act(work, params.id, (at) => ({
        kind: 'clear',
        at,
        receivedAt: at,
        clearKind: 'manual',
        isFinal: false,
        person,
        reason: body.reason,
      })),
    );
  });
}
