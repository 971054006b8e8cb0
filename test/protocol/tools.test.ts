import { createServer, type Server } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { systemClock } from '../../electron/backend/lib/clock.ts';
import type { OpenCredential } from '../../electron/backend/lib/credentials.ts';
import { createToolEngine } from '../../electron/backend/poller/tools/engine.ts';
import type { ToolOrder, ToolReport } from '../../shared/contracts/toolLink.ts';
import type { ToolJob, ToolResult } from '../../shared/contracts/tools.ts';
import { type Chain, machinesInARow } from '../support/chain.ts';
import { lacking, silentLog } from './peers.ts';
import { type Agent, COMMUNITY, community, PASSPHRASES, startAgent, USERS, user } from './snmpd.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

let runs = 0;
function anEngine(sets: Readonly<Record<string, OpenCredential>> = {}) {
  const reports: ToolReport[] = [];
  const engine = createToolEngine({
    clock: systemClock,
    log: silentLog,
    openSet: (id) => sets[id] ?? null,
    report: (report) => void reports.push(report),
  });
  stops.push(engine.stop);
  /** The last report of a run. */
  async function ran(job: ToolJob, address: string, credential: ToolOrder['credential'] = null) {
    runs += 1;
    const id = `run${runs}`;
    engine.obey([{ id, address, job, credential }]);
    await vi.waitFor(() => expect(reports.some(({ runId, isOver }) => runId === id && isOver)).toBe(true), {
      timeout: 40_000,
      interval: 20,
    });
    const last = reports.findLast(({ runId }) => runId === id) as ToolReport;
    return { ...last, told: reports.filter(({ runId }) => runId === id) };
  }
  return { engine, reports, ran };
}
const resultOf = <T extends ToolResult['tool']>({ result }: Pick<ToolReport, 'result'>, tool: T) => {
  if (result?.tool !== tool) throw new Error(`no result of ${tool}: ${JSON.stringify(result)}`);
  return result as Extract<ToolResult, { tool: T }>;
};

const noChain = lacking('tools over several hops', { root: true, programs: ['fping', 'ip'] });

describe.skipIf(noChain !== null)('R-8.4.2-c2-3 ping and trace over three routers', () => {
  let chain: Chain;
  beforeAll(() => {
    chain = machinesInARow(4);
  }, 30_000);
  afterAll(() => chain?.remove());
  const far = () => chain.addresses[3] ?? '';

  test('a ping tells every echo, while it goes on and at the end', async () => {
    const { ran } = anEngine();
    const run = await ran({ tool: 'ping', count: 4 }, far());
    const { rtts, icmpError, address } = resultOf(run, 'ping');
    expect([run.problem, icmpError, address, rtts.length]).toEqual([null, null, far(), 4]);
    for (const rtt of rtts) expect(rtt).toBeGreaterThan(0);
    expect(run.told.length).toBeGreaterThan(2);
    expect(run.told.slice(0, -1).map((one) => resultOf(one, 'ping').rtts.length)).toEqual(
      expect.arrayContaining([expect.toSatisfy((count: number) => count > 0 && count < 4)]),
    );
  });

  test('a trace names each router on the way and how far it is', async () => {
    const { ran } = anEngine();
    const { hops, end } = resultOf(await ran({ tool: 'trace', maxHops: 30 }, far()), 'trace');
    expect([hops.map(({ nodes }) => nodes.map(({ address }) => address)), end]).toEqual([chain.addresses.map((one) => [one]), 'reached']);
    for (const { nodes, answered, sent, ttl } of hops) {
      expect(nodes[0]?.rttMs, `hop ${ttl}`).toBeGreaterThan(0);
      expect(answered).toBe(sent);
    }
    expect(resultOf(await ran({ tool: 'trace', maxHops: 2 }, far()), 'trace')).toMatchObject({ end: 'limit', hops: [{}, {}] });
  }, 60_000);

  test('a router that says nothing is a silent step, and the way goes on behind it', async () => {
    chain.inside(
      1,
      'nft',
      'add table ip quiet; add chain ip quiet out { type filter hook output priority 0; }; add rule ip quiet out ip protocol icmp drop',
    );
    const { ran } = anEngine();
    const { hops, end } = resultOf(await ran({ tool: 'trace', maxHops: 30 }, far()), 'trace');
    chain.inside(1, 'nft', 'delete table ip quiet');
    expect(end).toBe('reached');
    expect(hops.map(({ nodes, answered }) => [nodes.length, answered])).toEqual([
      [1, 3],
      [0, 0],
      [1, 3],
      [1, 3],
    ]);
  }, 60_000);

  test('an address that a router has no way to ends the way there, with what the router says', async () => {
    const nowhere = (chain.addresses[2] ?? '').replace(/\.\d+$/, '.250');
    chain.inside(0, 'ip', 'route', 'add', 'unreachable', `${nowhere}/32`);
    const { ran } = anEngine();
    const through = ['ip', 'route', 'add', `${nowhere}/32`, 'via', chain.addresses[0] ?? ''];
    const { execFileSync } = await import('node:child_process');
    execFileSync(through[0] ?? '', through.slice(1));
    const traced = resultOf(await ran({ tool: 'trace', maxHops: 30 }, nowhere), 'trace');
    const pinged = resultOf(await ran({ tool: 'ping', count: 2 }, nowhere), 'ping');
    execFileSync('ip', ['route', 'del', `${nowhere}/32`]);
    expect(traced.end).toBe('unreachable');
    expect(traced.hops.at(-1)).toMatchObject({ error: 'ICMP Host Unreachable', nodes: [{ address: chain.addresses[0] }] });
    expect(pinged).toMatchObject({ rtts: [null, null], icmpError: 'ICMP Host Unreachable' });
  }, 60_000);

  test('what is no longer ordered stops at once and says nothing more; ordered again after its end it is not begun anew', async () => {
    const { engine, reports, ran } = anEngine();
    const order: ToolOrder = { id: 'long', address: far(), job: { tool: 'ping', count: 100 }, credential: null };
    engine.obey([order]);
    await vi.waitFor(() => expect(reports.length).toBeGreaterThan(0), { timeout: 5000 });
    engine.obey([]);
    const before = reports.length;
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(reports.length).toBe(before);
    const { runId } = await ran({ tool: 'port', ports: [1] }, '127.0.0.1');
    const count = reports.length;
    engine.obey([{ id: runId, address: '127.0.0.1', job: { tool: 'port', ports: [1] }, credential: null }]);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(reports.length).toBe(count);
  });
});

describe('R-8.4.2-c2-3 TCP ports', () => {
  let server: Server;
  let heard = 0;
  beforeAll(async () => {
    server = createServer((socket) => {
      socket.on('data', (bytes) => {
        heard += bytes.length;
      });
      socket.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => server.close());

  test('one that accepts is open, one that resets is refused; nothing is sent over the connection', async () => {
    const { port } = server.address() as { port: number };
    const { ran } = anEngine();
    const { ports } = resultOf(await ran({ tool: 'port', ports: [port, 1] }, '127.0.0.1'), 'port');
    expect(ports).toMatchObject([
      { port, state: 'open', detail: '' },
      { port: 1, state: 'refused', detail: expect.stringContaining('ECONNREFUSED') },
    ]);
    for (const { ms } of ports) expect(ms).toBeGreaterThanOrEqual(0);
    expect(heard).toBe(0);
  });

  test('a name nobody knows is told as such', async () => {
    const { ran } = anEngine();
    expect(await ran({ tool: 'port', ports: [22] }, 'nobody.invalid')).toMatchObject({
      result: null,
      problem: expect.stringMatching(/nobody|EAI|not resolved/),
    });
  }, 20_000);
});

const noAgent = lacking('SNMP browsing', { programs: ['snmpd'] });

describe.skipIf(noAgent !== null)('R-8.4.2-c2-3 a real agent is read', () => {
  let agent: Agent;
  beforeAll(async () => {
    agent = await startAgent();
  });
  afterAll(() => agent?.stop());
  const walk = (oid: string, change: Partial<Extract<ToolJob, { tool: 'snmp' }>> = {}): ToolJob => ({
    ...{ tool: 'snmp', how: 'walk', oid, after: null, most: 500 },
    ...change,
  });
  const credential = () => ({ id: 'set', port: agent.port });
  const browse = async (job: ToolJob, set: OpenCredential = community()) => anEngine({ set }).ran(job, '127.0.0.1', credential());

  test.each([
    ['version 1', () => community('1')],
    ['version 2c', () => community()],
    ...USERS.map(([name]) => [`version 3 as ${name}`, () => user(name)] as const),
  ] as const)(
    'a subtree by %s, with types and texts',
    async (_what, set) => {
      const run = await vi.waitFor(
        async () => {
          const one = await browse(walk('1.3.6.1.2.1.1'), set());
          expect(one.problem).toBeNull();
          return one;
        },
        { timeout: 20_000 },
      );
      const { rows, next } = resultOf(run, 'snmp');
      expect(next).toBeNull();
      const at = (oid: string) => rows.find((row) => row.oid === oid);
      expect(at('1.3.6.1.2.1.1.5.0')).toMatchObject({ type: 'OCTET STRING', value: '核心交换机-一' });
      expect(at('1.3.6.1.2.1.1.2.0')).toMatchObject({ type: 'OBJECT IDENTIFIER', value: expect.stringMatching(/^1\.3\.6\.1\.4\.1\.8072/) });
      expect(at('1.3.6.1.2.1.1.3.0')).toMatchObject({ type: 'TimeTicks', value: expect.stringMatching(/^\d+$/), hex: null });
      const told = JSON.stringify(run.told);
      for (const secret of [COMMUNITY, ...Object.values(PASSPHRASES)]) expect(told).not.toContain(secret);
    },
    30_000,
  );

  test('page by page it is the same as in one piece, and the rest is told of', async () => {
    const whole = resultOf(await browse(walk('1.3.6.1.2.1.1')), 'snmp').rows.map(({ oid }) => oid);
    const paged: string[] = [];
    let next: string | null = null;
    do {
      const page: Extract<ToolResult, { tool: 'snmp' }> = resultOf(await browse(walk('1.3.6.1.2.1.1', { after: next, most: 7 })), 'snmp');
      expect(page.rows.length).toBeLessThanOrEqual(7);
      paged.push(...page.rows.map(({ oid }) => oid));
      next = page.next;
    } while (next !== null);
    expect(whole.length).toBeGreaterThan(20);
    expect(paged).toEqual(whole);
  }, 30_000);

  test('one variable, one that is not there, and a walk of one', async () => {
    const get = (oid: string) => browse(walk(oid, { how: 'get' }));
    expect(resultOf(await get('1.3.6.1.2.1.1.6.0'), 'snmp').rows).toMatchObject([{ value: '机房A A-04 U20' }]);
    expect(resultOf(await get('1.3.6.1.2.1.1.99.0'), 'snmp').rows).toMatchObject([{ type: expect.stringMatching(/^noSuch/), value: '' }]);
    expect(resultOf(await browse(walk('1.3.6.1.2.1.1.5.0')), 'snmp').rows).toMatchObject([{ oid: '1.3.6.1.2.1.1.5.0' }]);
    expect(resultOf(await browse(walk('1.3.6.1.4.1.99999')), 'snmp')).toMatchObject({ rows: [], next: null });
  });

  test('octets that are no text are told as they came', async () => {
    const rows = resultOf(await browse(walk('1.3.6.1.2.1.2.2.1.6')), 'snmp').rows;
    const ethernet = rows.find(({ hex }) => hex !== null && /^(?!00 00 00 00 00 00)(?:[0-9a-f]{2} ){5}[0-9a-f]{2}$/.test(hex));
    if (ethernet) expect(ethernet.value).toBe('');
    expect(resultOf(await browse(walk('1.3.6.1.6.3.10.2.1.1.0', { how: 'get' })), 'snmp').rows).toMatchObject([
      { type: 'OCTET STRING', value: '', hex: expect.stringMatching(/^80 00 1f 88/) },
    ]);
  });

  test('a wrong community, a wrong passphrase and a set that is gone are told as what they are', async () => {
    expect(await browse(walk('1.3.6.1.2.1.1'), community('2c', 'wrong'))).toMatchObject({ problem: 'snmp.noAnswer' });
    expect(await browse(walk('1.3.6.1.2.1.1'), user('shaaes', {}, { ...PASSPHRASES, authPassphrase: 'wrong-wrong' }))).toMatchObject({
      problem: 'snmp.security',
    });
    expect(await anEngine().ran(walk('1.3.6.1.2.1.1'), '127.0.0.1', credential())).toMatchObject({ problem: 'snmp.credential' });
  }, 30_000);
});
