import { execFile } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Alarm } from '../../shared/contracts/alarms.ts';
import type { Collection } from '../../shared/contracts/collection.ts';
import type { LogList } from '../../shared/contracts/logs.ts';
import { lacking } from '../protocol/peers.ts';
import { isAlive } from '../support/alive.ts';
import { type RunningStation, startProcesses } from '../support/processes.ts';

const call = promisify(execFile);

describe.skipIf(lacking('a sender of Debian', { programs: ['logger'] }) !== null)('what devices send to a station', () => {
  let station: RunningStation;
  const collection = async () => (await station.call('GET', '/api/v1/collection')).body as Collection;
  const portOf = async (door: string): Promise<number> => {
    const find = async () => (await collection()).reception?.doors.find((one) => one.door === door && one.isOpen)?.port;
    await station.until(async () => (await find()) !== undefined, 30_000);
    return (await find()) ?? 0;
  };
  const search = async (query: string, more = ''): Promise<LogList> => {
    const asked = `from=0&to=${Date.now() + 60_000}&query=${encodeURIComponent(query)}&limit=1000${more}`;
    const answer = await station.call('GET', `/api/v1/logs?${asked}`);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body as LogList;
  };
  const lines = async (query: string) => (await search(query)).items.map(({ line, textFrom }) => line.slice(textFrom));

  beforeAll(async () => {
    const probe = createSocket('udp4').bind(0, '127.0.0.1');
    await once(probe, 'listening');
    const { port } = probe.address();
    probe.close();
    station = await startProcesses({ environment: { NOC_SYSLOG_UDP_PORT: String(port) } });
  }, 120_000);
  afterAll(async () => {
    await station.stop();
    station.remove();
  });

  test('R-8.4.3-b1-4 R-8.4.3-c2-1 is found by its words a moment later, also by two Chinese letters, with the resource it came from', async () => {
    const port = String(await portOf('syslogUdp'));
    const send = (severity: string, text: string) =>
      call('logger', ['-n', '127.0.0.1', '-P', port, '-d', '--rfc3164', '-p', `local7.${severity}`, '-t', 'ifnet', text]);
    await send('err', '光口 GE0/0/1 掉线');
    await send('info', 'GE0/0/1 is up again');
    await station.until(async () => (await lines('掉线')).length === 1, 10_000);
    await station.until(async () => (await lines('ge0/0/1')).length === 2, 10_000);
    expect((await search('掉线')).items[0]).toMatchObject({ severity: 'err', app: 'ifnet', source: '127.0.0.1', transport: 'udp' });
    expect(await lines('ge0/0/1 -级别:err')).toEqual(['GE0/0/1 is up again']);
    const [found] = (await search('掉线')).items;
    expect(found?.resourceName).not.toBeNull();
    expect(await lines(`掉线 设备:${found?.resourceName}`)).toHaveLength(1);
    expect(await lines('掉线 设备:nobody')).toEqual([]);
    const wrong = await station.call('GET', `/api/v1/logs?from=0&to=1&query=${encodeURIComponent('级别:loud')}`);
    expect(wrong.status).toBe(400);
    const counted = await station.call('GET', `/api/v1/logs/counts?from=${Date.now() - 3_600_000}&to=${Date.now() + 1000}&query=GE0`);
    expect(counted.body).toMatchObject({ total: 2, countedFrom: null });
    expect((counted.body.errors as number[]).reduce((sum, one) => sum + one, 0)).toBe(1);
    await station.until(async () => ((await collection()).reception?.sources ?? []).some(({ kept }) => kept.syslog >= 2), 10_000);
  });

  test('R-8.4.3-d2-6 is all there, each once, although backend and poller were killed meanwhile', async () => {
    const port = await portOf('syslogUdp');
    const socket = createSocket('udp4');
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    const all = 3000;
    const pids = [await station.pidOf('backend'), await station.pidOf('poller')];
    for (let number = 1; number <= all; number++) {
      socket.send(`<134>kill test number ${number} of ${all}`, port, '127.0.0.1');
      if (number === all / 3) for (const pid of pids) process.kill(pid, 'SIGKILL');
      if (number % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    socket.close();
    const numbers = async (): Promise<readonly number[]> => {
      const found: number[] = [];
      for (let before: number | null = null; ; ) {
        const page: LogList = await search('"kill test number"', before === null ? '' : `&before=${before}`);
        found.push(...page.items.map(({ line }) => Number(/number (\d+)/.exec(line)?.[1])));
        if (page.next === null) return found;
        before = page.next;
      }
    };
    await station.until(async () => (await numbers()).length >= all, 30_000);
    expect([...(await numbers())].sort((a, b) => a - b)).toEqual(Array.from({ length: all }, (_, at) => at + 1));
  }, 120_000);

  test('R-8.4.3-d2-6 a receiver that stands still keeps its connection and is said not to receive until it lives again', async () => {
    const receiver = await station.pidOf('receiver');
    await station.until(async () => (await collection()).isReceiving, 20_000);
    process.kill(receiver, 'SIGSTOP');
    try {
      await station.until(async () => !(await collection()).isReceiving, 30_000);
    } finally {
      // A slow machine takes so long that the supervisor has ended it.
      if (isAlive(receiver)) process.kill(receiver, 'SIGCONT');
    }
    await station.until(async () => (await collection()).isReceiving, 20_000);
  });

  test('R-8.4.3-d2-6 a receiver that begins while nobody can tell it whose messages come knows it from the last time', async () => {
    const [backend, receiver] = [await station.pidOf('backend'), await station.pidOf('receiver')];
    const doorsOpened = () => station.output().split('"door":"syslogUdp"').length;
    const before = doorsOpened();
    const port = await portOf('syslogUdp');
    process.kill(backend, 'SIGSTOP');
    try {
      process.kill(receiver, 'SIGKILL');
      await station.until(() => doorsOpened() > before, 30_000);
      await call('logger', ['-n', '127.0.0.1', '-P', String(port), '-d', '-t', 'alone', '无人告知时的一行']);
    } finally {
      if (isAlive(backend)) process.kill(backend, 'SIGCONT');
    }
    await station.until(async () => (await lines('无人告知')).length === 1, 30_000);
    expect((await search('无人告知')).items[0]?.resourceName).not.toBeNull();
  });

  test('R-8.4.3-d2-6 a receiver that is killed is started again, is an alarm, and takes on', async () => {
    process.kill(await station.pidOf('receiver'), 'SIGKILL');
    const raised = async () => {
      const all = (await station.call('GET', '/api/v1/alarms')).body.items as readonly Alarm[];
      return all.some(({ probableCause, component }) => probableCause === 'processRestarted' && component === 'receiver');
    };
    await station.until(raised, 20_000);
    await station.pidOf('receiver');
    await station.until(async () => {
      // Until the new one has told its doors the old ones are told, and nobody is there.
      const port = String(await portOf('syslogUdp'));
      await call('logger', ['-n', '127.0.0.1', '-P', port, '-d', '-t', 'after', '重启之后']);
      return (await lines('重启之后')).length > 0;
    }, 30_000);
  });
});
