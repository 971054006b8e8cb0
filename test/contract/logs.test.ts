import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../electron/backend/lib/clock.ts';
import {
  createSender,
  createSpool,
  linkAddress,
  linkTokenFile,
  readLinkToken,
  type Sender,
  type Spool,
} from '../../electron/backend/link/index.ts';
import { RECEIVER_STREAM, RECORDS } from '../../electron/backend/receiver/messages.ts';
import { batchOf, packBatch } from '../../electron/backend/records/batch.ts';
import type { LogCounts, LogList } from '../../shared/contracts/logs.ts';
import type { LogRecord } from '../../shared/domain/log/record.ts';
import type { SyslogSeverity } from '../../shared/domain/syslog/message.ts';
import { silentLog, temporaryFolder } from '../protocol/peers.ts';
import { type Browser, startTestStation, type TestStation } from '../support/station.ts';

const AT = Date.parse('2026-11-28T02:00:00Z');
const record = (number: number, severity: SyslogSeverity, app: string, line: string): LogRecord => ({
  ...{ receivedAt: AT + number * 1000, at: null, kind: 'syslog', transport: 'udp', source: '10.0.0.9', resourceId: null, host: null },
  ...{ app, processId: null, messageId: null, facility: null, severity, marks: [], line, textFrom: 0 },
});

describe('R-8.4.3-c2-1 the logs of a station', () => {
  const folder = temporaryFolder();
  let station: TestStation;
  let browser: Browser;
  let spool: Spool;
  let sender: Sender;
  const asked = (query: string, more = '') => `from=${AT}&to=${AT + 3_600_000}&query=${encodeURIComponent(query)}${more}`;
  const list = async (query: string, more = '') => (await browser.request('GET', `/api/v1/logs?${asked(query, more)}`)).body as LogList;
  const count = async (query: string) => (await browser.request('GET', `/api/v1/logs/counts?${asked(query)}`)).body as LogCounts;

  beforeAll(async () => {
    station = await startTestStation({ isSetUp: true });
    browser = await station.signIn('wanglei');
    spool = createSpool({ folder: folder.path, log: silentLog, clock: systemClock });
    sender = createSender({
      streamId: RECEIVER_STREAM,
      socketPath: linkAddress(station.data),
      token: () => readLinkToken(linkTokenFile(station.data)),
      spool,
      log: silentLog,
      clock: systemClock,
      status: () => null,
    });
    const lines = [
      record(1, 'err', 'IFNET', '端口 GE0/0/1 断开'),
      record(2, 'warning', 'DEV', '风扇转速低'),
      record(3, 'info', 'SHELL', '用户 zhangwei 登录'),
      record(4, 'err', 'DEV', '电源模块 2 断开'),
    ];
    sender.send(RECORDS, packBatch(batchOf(lines)));
    expect(await sender.drained(20_000)).toBe(true);
  }, 60_000);
  afterAll(async () => {
    sender?.stop();
    await spool?.close();
    await station?.stop();
    folder.remove();
  });

  test('are told newest first, page by page, and what came since', async () => {
    const first = await list('', '&limit=3');
    expect(first.items.map(({ app }) => app)).toEqual(['DEV', 'SHELL', 'DEV']);
    const second = await list('', `&limit=3&before=${first.next}`);
    expect([second.items.map(({ app }) => app), second.next]).toEqual([['IFNET'], null]);
    expect((await list('', `&after=${first.items[1]?.number}`)).items.map(({ line }) => line)).toEqual(['电源模块 2 断开']);
    expect(first.items[0]).toMatchObject({ resourceId: null, resourceName: null, source: '10.0.0.9' });
  });

  test('are counted by time and field; a field that is asked for is told with what else there is of it', async () => {
    const all = await count('');
    expect([all.total, all.errors.reduce((sum, one) => sum + one, 0), all.countedFrom]).toEqual([4, 2, null]);
    const chosen = await count('断开 程序:DEV');
    expect(chosen.total).toBe(1);
    expect(chosen.facets.app.values).toEqual([
      { value: 'DEV', label: null, count: 1 },
      { value: 'IFNET', label: null, count: 1 },
    ]);
    expect(chosen.facets.severity.values).toEqual([{ value: 'err', label: null, count: 1 }]);
    expect((await count('-程序:DEV')).facets.app.values.map(({ value }) => value)).not.toContain('DEV');
  });

  test('are those of who may read them, and a wrong question is told where it is wrong', async () => {
    const secadmin = await station.signIn('secadmin');
    expect((await secadmin.request('GET', `/api/v1/logs?${asked('')}`)).status).toBe(403);
    const wrong = await browser.request('GET', `/api/v1/logs?${asked('级别:loud')}`);
    expect([wrong.status, wrong.body.fields]).toEqual([400, [{ path: 'query.severity', message: 'unknown' }]]);
  });
});
