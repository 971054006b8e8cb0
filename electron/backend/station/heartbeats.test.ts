import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ConditionReport } from '../../../shared/domain/alarm/report.ts';
import { RULES } from '../../../shared/domain/alarm/state.ts';
import { createTestClock } from '../../../test/support/clock.ts';
import { type HeartBook, openHeartBook } from '../features/heartbeats/index.ts';
import { createLog } from '../lib/log.ts';
import { type CoreDatabase, openCore } from '../storage/database.ts';
import { createHeartbeats } from './heartbeats.ts';

const HOUR = 3_600_000;
const MACHINE = 'machine';
const NAMES = ['10.0.0.1', '10.0.0.2', '10.0.0.3'];
const clock = createTestClock();
let folder: string;
let core: CoreDatabase;
let book: HeartBook;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sw-hearts-'));
  core = await openCore({
    ...{ file: join(folder, 'core.db'), clock, log: createLog('test', 'silent'), readers: 1 },
    relieve: async () => false,
    onLost: () => undefined,
  });
  book = await openHeartBook(core.read, clock.now);
});
afterEach(async () => {
  await core.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A station with three sources, two of them in one domain, and alarms that are only remembered. */
function aStation(domain = '外网') {
  const heard = new Map<string, number>();
  const lastHeard = { poller: clock.now(), receiver: clock.now() };
  const collector = { at: clock.now(), isRunning: true, isTold: true };
  let interrupted: readonly string[] = [];
  let from = clock.now() - 30 * 24 * HOUR;
  const told: string[] = [];
  const active = new Map<
    string,
    { resourceId: string; component: string; probableCause: string; rule: string; cleared: null; activeAt: number }
  >();
  const resources = NAMES.map((address, index) => ({
    ...{
      id: `r${index}`,
      name: `设备 ${index}`,
      address,
      domain: index < 2 ? domain : '',
      importance: 'key',
      checks: index === 0 ? [{ protocol: 'snmp' }] : [],
      createdAt: 1,
    },
  }));
  const put = (probableCause: string, resourceId: string, component: string, rule: string, isOn: boolean) => {
    const key = `${resourceId} ${component}`;
    if (isOn === active.has(key)) return;
    told.push(`${isOn ? '+' : '-'} ${component === '' ? resourceId : component}`);
    if (isOn) active.set(key, { resourceId, component, probableCause, rule, cleared: null, activeAt: clock.now() });
    else active.delete(key);
  };
  const stored = () => [...active.values()].map((alarm) => ({ alarm }));
  const board = createHeartbeats({
    stores: {
      core,
      alarms: {
        report: async (_work: unknown, reports: readonly ConditionReport[]) => {
          for (const { probableCause, resourceId, component, rule, kind } of reports)
            put(probableCause, resourceId, component, rule, kind === 'report');
        },
      },
      alarmBook: { open: stored },
      resources: { monitored: () => resources, byId: (id: string) => resources.find((one) => one.id === id), intervalMs: () => 60_000 },
    } as never,
    book,
    watch: {
      reception: () => ({ heard: [...heard] }) as never,
      collectors: () => (collector.isTold ? [{ protocol: 'snmp', targets: 1, problem: null, lastAt: collector.at }] : []) as never,
      lastHeard: (stream) => lastHeard[stream as keyof typeof lastHeard],
      watchedFrom: () => from,
    },
    ingest: {
      interrupt: (protocols) => {
        const isBack = interrupted.length > protocols.length;
        interrupted = protocols;
        return isBack;
      },
      watchFrom: () => told.push('~ again'),
    },
    self: {
      follow: async (cause: string, subject: string, isOn: boolean) => put(cause, MACHINE, subject, RULES.station, isOn),
      raised: () => [...active.values()].flatMap(({ rule, component }) => (rule === RULES.station ? [component] : [])),
    } as never,
    clock,
  });
  /** Time passes while only these send. */
  async function pass(ms: number, senders: readonly string[], processes: readonly (keyof typeof lastHeard)[] = ['poller', 'receiver']) {
    clock.advance(ms);
    for (const address of senders) heard.set(address, clock.now());
    for (const name of processes) lastHeard[name] = clock.now();
    if (collector.isRunning && processes.includes('poller')) collector.at = clock.now();
    await board.tick();
  }
  /** What was said since the last call. */
  const said = () => told.splice(0);
  /** Nothing could be heard until now: a restart, or a clock that was set. */
  const listenAnew = () => {
    from = clock.now();
  };
  return { board, pass, said, collector, listenAnew, interrupted: () => interrupted };
}

describe('R-8.4.3-d2-7 监测中断', () => {
  test('a source that used to send is told of when it is silent for longer than is usual, and ends when it sends again', async () => {
    const { pass, said, board } = aStation();
    for (let hour = 0; hour < 26; hour++) await pass(HOUR, NAMES);
    expect(said()).toEqual([]);
    expect(board.read(new Set()).sourceStates.beating).toBe(3);
    for (let hour = 0; hour < 3; hour++) await pass(HOUR, NAMES.slice(1));
    expect(said()).toEqual([]);
    await pass(2 * HOUR, NAMES.slice(1));
    expect(said()).toEqual(['+ r0']);
    expect(board.read(new Set()).heartbeats.find(({ name }) => name === '10.0.0.1')).toMatchObject({ state: 'silent', isSet: false });
    await pass(HOUR, NAMES);
    expect(said()).toEqual(['- r0']);
  });

  test('a domain is told of once, everything at once as the reception, and a receiver that is away alone', async () => {
    const { pass, said } = aStation();
    for (let hour = 0; hour < 26; hour++) await pass(HOUR, NAMES);
    for (let hour = 0; hour < 6; hour++) await pass(HOUR, ['10.0.0.3']);
    expect(said()).toEqual(['+ domain:外网']);
    await pass(HOUR, NAMES.slice(1));
    expect(said()).toEqual(['- domain:外网', '+ r0']);
    await pass(HOUR, NAMES);
    expect(said()).toEqual(['- r0']);
    for (let hour = 0; hour < 12; hour++) await pass(HOUR, []);
    expect(said()).toEqual(['+ reception']);
    await pass(HOUR, NAMES);
    expect(said()).toEqual(['- reception']);
    for (let hour = 0; hour < 12; hour++) await pass(HOUR, [], ['poller']);
    expect(said()).toEqual(['+ receiver']);
    await pass(HOUR, NAMES);
    expect(said()).toEqual(['- receiver']);
  });

  test('what is told of as silent stays so over a restart until it is heard: that nobody listened is no sign of life', async () => {
    const { pass, said, board, listenAnew } = aStation();
    for (let hour = 0; hour < 26; hour++) await pass(HOUR, NAMES);
    for (let hour = 0; hour < 5; hour++) await pass(HOUR, NAMES.slice(1));
    expect(said()).toEqual(['+ r0']);
    clock.advance(60_000);
    listenAnew();
    await pass(5000, NAMES.slice(1));
    expect(said()).toEqual([]);
    expect(board.read(new Set()).heartbeats.find(({ name }) => name === '10.0.0.1')?.state).toBe('silent');
    await pass(5000, NAMES);
    expect(said()).toEqual(['- r0']);
    for (let minute = 0; minute < 2; minute++) await pass(60_000, NAMES, ['receiver']);
    expect(said()).toEqual(['+ poller']);
    clock.advance(60_000);
    listenAnew();
    await pass(5000, NAMES, ['receiver']);
    expect(said()).not.toContain('- poller');
    await pass(5000, NAMES);
    expect(said()).toEqual(['- poller']);
  });

  test('a domain that is called as a process is does not speak for that', async () => {
    const { pass, said } = aStation('poller');
    for (let hour = 0; hour < 26; hour++) await pass(HOUR, NAMES);
    for (let minute = 0; minute < 3; minute++) await pass(60_000, NAMES, ['receiver']);
    expect(said()).toEqual(['+ poller']);
    for (let hour = 0; hour < 6; hour++) await pass(HOUR, ['10.0.0.3']);
    expect(said()).toEqual(['~ again', '- poller', '+ domain:poller']);
  });

  test('a collector is told of once, its resources are not swept meanwhile and begin anew when it is back; without its poller it is not', async () => {
    const { pass, said, collector, interrupted } = aStation();
    await pass(60_000, []);
    collector.isRunning = false;
    await pass(60_000, []);
    expect([said(), interrupted()]).toEqual([[], []]);
    await pass(60_000, []);
    expect([said(), interrupted()]).toEqual([['+ snmp'], ['snmp']]);
    collector.isRunning = true;
    await pass(1000, []);
    expect([said(), interrupted()]).toEqual([['~ again', '- snmp'], []]);
    await pass(HOUR, [], ['receiver']);
    expect([said(), interrupted()]).toEqual([['+ poller'], ['snmp']]);
    await pass(1000, []);
    expect(said()).toEqual(['~ again', '- poller']);
  });

  test('a collector that is told of stays so while its process has told nothing yet', async () => {
    const { pass, said, collector } = aStation();
    collector.isRunning = false;
    for (let minute = 0; minute < 3; minute++) await pass(60_000, []);
    expect(said()).toEqual(['+ snmp']);
    collector.isTold = false;
    await pass(1000, []);
    expect(said()).not.toContain('- snmp');
    Object.assign(collector, { isTold: true, isRunning: true });
    await pass(1000, []);
    expect(said()).toEqual(['- snmp']);
  });

  test('a limit that is set holds at once, a longer one is no sign of life, its end ends the alarm; what was learnt is there after a restart', async () => {
    const { pass, said, board } = aStation();
    await pass(60_000, NAMES);
    await core.write('test', (work) => book.setLimit(work, 'source:10.0.0.1', 300_000));
    await pass(240_000, NAMES.slice(1));
    expect(said()).toEqual([]);
    await pass(120_000, NAMES.slice(1));
    expect(said()).toEqual(['+ r0']);
    await core.write('test', (work) => book.setLimit(work, 'source:10.0.0.1', 24 * HOUR));
    await pass(2000, NAMES.slice(1));
    expect([said(), board.read(new Set()).sourceStates.silent]).toEqual([[], 1]);
    await core.write('test', (work) => book.setLimit(work, 'source:10.0.0.1', null));
    await pass(2000, NAMES.slice(1));
    expect(said()).toEqual(['- r0']);
    await core.write('test', (work) => book.setLimit(work, 'source:10.0.0.2', 600_000));
    await board.keep();
    const again = await openHeartBook(core.read, clock.now);
    expect(again.rhythms()).toEqual(book.rhythms());
    expect(again.limits()).toEqual(new Map([['source:10.0.0.2', 600_000]]));
  });
});
