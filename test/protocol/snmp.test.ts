import { createSocket } from 'node:dgram';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { numberOf, textOf } from '../../electron/backend/collectors/snmp/decode/value.ts';
import { type Device, DeviceFault, openDevice, type Patience } from '../../electron/backend/collectors/snmp/device.ts';
import { createSharedSockets } from '../../electron/backend/collectors/snmp/sockets.ts';
import type { Fault } from '../../shared/domain/observation/observation.ts';
import { lacking, run, silentLog } from './peers.ts';
import { type Agent, COMMUNITY, type Credentials, community, startAgent, USERS, user } from './snmpd.ts';

const SYS_NAME = '1.3.6.1.2.1.1.5.0';
const SYS_UPTIME = '1.3.6.1.2.1.1.3.0';
const IF_DESCR = '1.3.6.1.2.1.2.2.1.2';
const IF_HC_IN = '1.3.6.1.2.1.31.1.1.1.6';
/** Tag of a PDU that only version 3 has (RFC 3416). */
const REPORT = 0xa8;
const PATIENT: Patience = { timeoutMs: 2000, retries: 2 };
const QUICK: Patience = { timeoutMs: 200, retries: 0 };

describe.skipIf(lacking('SNMP', { programs: ['snmpd', 'snmpbulkwalk'] }) !== null)('SNMP against a real net-snmp agent', () => {
  const sockets = createSharedSockets(silentLog);
  let agent: Agent;
  beforeAll(async () => {
    agent = await startAgent();
    const device = open(community(), { timeoutMs: 200, retries: 50 });
    await device.get([SYS_NAME]);
    device.close();
  }, 30_000);
  afterAll(async () => {
    sockets.close();
    await agent.stop();
  });

  function open(credentials: Credentials, patience: Patience = PATIENT, port = agent.port): Device {
    return openDevice({ address: '127.0.0.1', family: 4, port, ...credentials }, patience, sockets);
  }
  async function faultOf(work: Promise<unknown>): Promise<Fault> {
    const error = await work.then(
      () => null,
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof DeviceFault)) throw new Error(`no fault of a device: ${String(error)}`);
    return error.fault;
  }

  it.each<readonly [string, Credentials]>([
    ['1', community('1')],
    ['2c', community('2c')],
    ...USERS.map(([name, auth, priv]): [string, Credentials] => [`3 ${auth} ${priv}`, user(name)]),
  ])('R-8.4.2-c2-9 version %s reads variables and tables', async (_version, credentials) => {
    const device = open(credentials);
    try {
      const values = await device.get([SYS_NAME, SYS_UPTIME, '1.3.6.1.2.1.1.99.0']);
      expect(textOf(values.get(SYS_NAME))).toBe('核心交换机-一');
      expect(numberOf(values.get(SYS_UPTIME))).toBeGreaterThan(0);
      expect(values.has('1.3.6.1.2.1.1.99.0')).toBe(false);
      const { table } = await device.columns([IF_DESCR]);
      expect([...table.values()].map((cells) => textOf(cells.get(IF_DESCR)))).toContain('lo');
    } finally {
      device.close();
    }
  });

  it('R-8.2.2-a2-2 a walk of several columns finds what snmpbulkwalk finds, in one question', async () => {
    const device = open(community());
    const columns = [IF_DESCR, '1.3.6.1.2.1.2.2.1.7', '1.3.6.1.2.1.2.2.1.8', IF_HC_IN];
    const { table, isCut } = await device.columns(columns);
    device.close();
    expect(isCut).toBe(false);
    for (const column of columns) {
      const walked = run('snmpbulkwalk', '-v2c', '-c', COMMUNITY, '-m', '', '-On', `127.0.0.1:${agent.port}`, column);
      const known = walked
        .trim()
        .split('\n')
        .map((line) => line.split(' ')[0]?.slice(column.length + 2));
      expect([...table].filter(([, cells]) => cells.has(column)).map(([row]) => row)).toEqual(known);
    }
  });

  it('a wrong community is silence, a wrong key, user or level a refusal, each told apart', async () => {
    const wrong: readonly (readonly [Credentials, Fault['kind'], string])[] = [
      [community('2c', 'wrong'), 'timeout', 'snmp.noAnswer'],
      [user('shaaes', {}, { authPassphrase: 'not-this-key', privPassphrase: 'jiami-4321-x' }), 'auth', 'snmp.security'],
      [user('nobody'), 'auth', 'snmp.security'],
    ];
    for (const [credentials, kind, detail] of wrong) {
      const device = open(credentials, { timeoutMs: 500, retries: 0 });
      expect(await faultOf(device.get([SYS_NAME]))).toMatchObject({ kind, detail });
      device.close();
    }
    const level = open(user('shaaes', { level: 'authNoPriv' }), { timeoutMs: 500, retries: 0 });
    expect((await faultOf(level.get([SYS_NAME]))).kind).toBe('auth');
    level.close();
  });

  it('an agent that is stopped is silent, and answers again afterwards', async () => {
    const device = open(user('sha256aes'), { timeoutMs: 300, retries: 0 });
    await device.get([SYS_NAME]);
    agent.signal('SIGSTOP');
    expect(await faultOf(device.get([SYS_NAME]))).toMatchObject({ kind: 'timeout', detail: 'snmp.noAnswer' });
    agent.signal('SIGCONT');
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(textOf((await device.get([SYS_NAME])).get(SYS_NAME))).toBe('核心交换机-一');
    device.close();
  });

  it('hundreds of devices share one socket and none gets the answer of another', async () => {
    const devices = Array.from({ length: 300 }, (_, i) => open(i % 2 === 0 ? community() : community('1')));
    const names = await Promise.all(devices.map((device) => device.get([SYS_NAME])));
    for (const values of names) expect(textOf(values.get(SYS_NAME))).toBe('核心交换机-一');
    for (const device of devices) device.close();
  });

  it('a report in place of an answer to version 2c, which the library cannot read, ends neither the process nor the question', async () => {
    const liar = createSocket('udp4');
    await new Promise<void>((resolve) => liar.bind(0, '127.0.0.1', resolve));
    liar.on('message', (request, from) => {
      const answer = Buffer.from(request);
      answer[answer.indexOf(COMMUNITY) + COMMUNITY.length] = REPORT;
      liar.send(answer, from.port, from.address);
    });
    const device = open(community(), QUICK, liar.address().port);
    expect(await faultOf(device.get([SYS_NAME]))).toMatchObject({ kind: 'protocol', detail: 'snmp.rubbish' });
    device.close();
    await new Promise<void>((resolve) => liar.close(resolve));
  });

  it('rubbish in place of an answer is told as such, and what comes from a stranger is not heard', async () => {
    const liar = createSocket('udp4');
    await new Promise<void>((resolve) => liar.bind(0, '127.0.0.1', resolve));
    const stranger = createSocket('udp4');
    let isHeard = true;
    liar.on('message', (_bytes, from) => {
      (isHeard ? liar : stranger).send(Buffer.from('3082ffff0201', 'hex'), from.port, from.address);
    });
    const device = open(community(), QUICK, liar.address().port);
    expect(await faultOf(device.get([SYS_NAME]))).toMatchObject({ kind: 'protocol', detail: 'snmp.rubbish' });
    isHeard = false;
    expect(await faultOf(device.get([SYS_NAME]))).toMatchObject({ kind: 'timeout', detail: 'snmp.noAnswer' });
    device.close();
    liar.close();
    stranger.close();
  });

  it('a port on which nobody listens is silent too', async () => {
    const device = open(community(), QUICK, 9);
    expect(['timeout', 'refused']).toContain((await faultOf(device.columns([IF_DESCR]))).kind);
    device.close();
  });
});
