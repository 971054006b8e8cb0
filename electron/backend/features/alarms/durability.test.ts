import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { stationFault } from '../../../../shared/domain/alarm/station.ts';
import { createBus } from '../../events/bus.ts';
import { createOutbox } from '../../events/outbox.ts';
import { systemClock } from '../../lib/clock.ts';
import { newId } from '../../lib/ids.ts';
import { createLog } from '../../lib/log.ts';
import { type CoreDatabase, openCore } from '../../storage/database.ts';
import type { Work } from '../../storage/writer.ts';
import { alarmResourceOf, openResourceBook, type ResourceBook, type ResourceRecord } from '../resources/index.ts';
import { type AlarmBook, openAlarmBook } from './book.ts';
import { type AlarmService, createAlarmService } from './service.ts';

const clock = systemClock;
/** The writer's time stands still: everything queued goes into one group, however slow the machine. */
const writerClock = { now: clock.now, monotonic: () => 0 };
const machine: ResourceRecord = {
  id: newId(clock.now()),
  name: 'SRV-OA-05',
  resourceClass: 'RC3',
  importance: 'core',
  address: '10.128.7.3',
  domain: '',
  location: '',
  intervalS: null,
  checks: [],
  tags: [],
  isLocal: false,
  isSimulated: false,
  version: 1,
  createdAt: clock.now(),
  updatedAt: clock.now(),
  retiredAt: null,
};
const WANG = { id: newId(clock.now()), name: '王磊' };

let folder: string;
let core: CoreDatabase;
let resources: ResourceBook;
let book: AlarmBook;
let alarms: AlarmService;
let published: string[];
let gates: (() => void)[];

/** Everything memory holds of alarms, as a fresh start would read it from the file. */
async function openBooks(): Promise<void> {
  const bus = createBus();
  bus.subscribe(({ topic }) => published.push(topic));
  resources = await openResourceBook(core.read, () => 60);
  book = await openAlarmBook(core.read, clock);
  alarms = createAlarmService({
    book,
    outbox: createOutbox(bus, clock),
    clock,
    resource: (id, work) => {
      const resource = (work ? resources.within(work) : resources).byId(id);
      return resource ? { resource: alarmResourceOf(resource), dataAt: null, checks: [], intervalMs: 0 } : null;
    },
  });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sw-alarms-'));
  published = [];
  gates = [];
  core = await openCore({
    file: join(folder, 'core.db'),
    clock: writerClock,
    log: createLog('test', 'silent'),
    readers: 1,
    relieve: async () => false,
    onLost: () => undefined,
  });
  await openBooks();
  await core.write('test.machine', (work) => resources.save(work, machine));
});
afterEach(async () => {
  for (const open of gates) open();
  await core.close();
  rmSync(folder, { recursive: true, force: true });
});

const raise = (subject: string) =>
  core.write('test.raise', (work) => alarms.report(work, [stationFault(machine, 'toolMissing', subject, clock.now(), '')]));
const stored = async () => (await core.read.selectFrom('alarm').select('number').orderBy('number').execute()).map((row) => row.number);
const seen = () => book.open().map(({ alarm }) => alarm.number);

/** A use case that keeps its group's commit waiting until `go`; what is queued with it shares that commit. */
function hold(then: (work: Work) => Promise<unknown> = async () => undefined) {
  let go: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  gates.push(go);
  let ended: Promise<void> | undefined;
  const reached = new Promise<Work>((arrive) => {
    ended = core.write('test.hold', async (work) => {
      arrive(work);
      await gate;
      await then(work);
    });
  });
  return { reached, go, ended };
}

/** Leaves a row for the commit to stumble over: SQLite checks a deferred foreign key only then. */
async function spoil(work: Work): Promise<void> {
  await sql`pragma defer_foreign_keys = on`.execute(work.db);
  await work.db
    .insertInto('alarm_event')
    .values({ alarm_id: 'nobody', at: 1, kind: 'raised', by_id: null, by_name: null, text: null, severity: 'minor' })
    .execute();
}

describe('an alarm is seen when it is on the disk', () => {
  test('while its commit is under way only use cases of the same group know it', async () => {
    const raised = raise('fping');
    const { reached, go, ended } = hold();
    const work = await reached;
    expect(book.within(work).open()).toHaveLength(1);
    expect([seen(), book.ofResource(machine.id), alarms.counts().warning + alarms.counts().minor, published, await stored()]).toEqual([
      [],
      [],
      0,
      [],
      [],
    ]);
    go();
    await Promise.all([raised, ended]);
    expect(seen()).toEqual(await stored());
    expect(seen()).toHaveLength(1);
    expect(book.ofResource(machine.id)).toHaveLength(1);
    expect(new Set(published)).toEqual(new Set(['alarms', 'resources', 'counts']));
  });

  test('an acknowledgement waits for its commit, and a second one in the same group is judged by the first', async () => {
    await raise('fping');
    const [one] = book.open();
    const id = one!.alarm.id;
    const acknowledge = () =>
      core.write('test.acknowledge', (work) =>
        alarms.act(work, id, (at) => ({ kind: 'acknowledge', at, person: WANG, comment: null, seenVersion: null })),
      );
    const first = acknowledge();
    const second = acknowledge();
    const refused = expect(second).rejects.toMatchObject({ code: 'alarm.refused', values: { reason: 'alreadyAcknowledged' } });
    const { reached, go, ended } = hold();
    await reached;
    expect(book.byId(id)?.alarm.acknowledged).toBeNull();
    go();
    await Promise.all([first, refused, ended]);
    expect(book.byId(id)?.alarm.acknowledged?.byName).toBe('王磊');
  });

  test('when the commit fails nobody has seen anything, and memory is what a fresh start reads', async () => {
    await raise('fping');
    const before = book.open();
    published.length = 0;
    const again = raise('other');
    const acknowledged = core.write('test.acknowledge', (work) =>
      alarms.acknowledgeAll(
        work,
        before.map(({ alarm }) => alarm.id),
        WANG,
        null,
      ),
    );
    const { reached, go, ended } = hold(spoil);
    const outcomes = Promise.allSettled([again, acknowledged, ended]);
    const work = await reached;
    expect(book.within(work).open()).toHaveLength(2);
    go();
    expect((await outcomes).map((one) => (one.status === 'rejected' ? one.reason.code : one.status))).toEqual(
      Array(3).fill('SQLITE_CONSTRAINT_FOREIGNKEY'),
    );
    expect(published).toEqual([]);
    expect(book.open()).toEqual(before);
    expect(book.within(work).open()).toEqual(before);

    const held = book;
    await openBooks();
    expect(book.open()).toEqual(held.open());
    expect(book.within(work).fold).toEqual(held.within(work).fold);
    expect(book.nextIdentity(work, clock.now()).number).toBe(held.nextIdentity(work, clock.now()).number);
  });

  test('many reports of one moment share a commit for 64', async () => {
    const before = core.stats().commits;
    await Promise.all(Array.from({ length: 200 }, (_, i) => raise(`tool ${i}`)));
    expect(core.stats().commits - before).toBe(4);
    expect(seen().sort()).toEqual(await stored());
  });
});
