import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { prometheusCollector } from '../../electron/backend/collectors/prometheus/collector.ts';
import { CHECK_SCHEMAS } from '../../shared/contracts/checks.ts';
import { collectedBy } from '../../shared/domain/check/index.ts';
import { collectOnce, faultOf, lacking, startCollector, valuesOf, verdictOf } from './peers.ts';
import { type Peer, startNodeExporter } from './programs.ts';
import { type Handler, httpServer, type Running } from './servers.ts';

const exporter = (url: string, over: object = {}, intervalMs = 30_000) => ({
  address: 'unused',
  intervalMs,
  config: CHECK_SCHEMAS.prometheus.parse({ protocol: 'prometheus', url, ...over }),
});

describe.skipIf(lacking('node_exporter', { programs: ['prometheus-node-exporter'] }) !== null)('R-8.4.2-c3-1 a real node_exporter', () => {
  let peer: Peer;
  beforeAll(async () => {
    peer = await startNodeExporter();
  }, 30_000);
  afterAll(() => peer.stop());

  it('gives the figures of its machine, rates from the second look on, and chosen series beside them', async () => {
    const running = startCollector(prometheusCollector);
    const url = `http://127.0.0.1:${peer.port}/metrics`;
    const series = 'node_forks_total\nprocess_open_fds\ngo_gc_duration_seconds{quantile="1"}';
    const target = exporter(url, { series });
    const first = await running.collect([target]);
    expect(verdictOf(first)).toBe('reachable');
    expect(valuesOf(first, 'cpu.utilisation')).toEqual([null]);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const second = await running.collect([target]);
    await running.stop();
    const [cpu] = valuesOf(second, 'cpu.utilisation');
    expect(cpu).toBeGreaterThanOrEqual(0);
    expect(cpu).toBeLessThanOrEqual(100);
    expect(valuesOf(second, 'memory.total')[0]).toBeGreaterThan(100 * 1024 * 1024);
    expect(valuesOf(second, 'filesystem.utilisation', { component: '/' })[0]).toBeGreaterThan(0);
    expect(valuesOf(second, 'system.uptime')[0]).toBeGreaterThan(0);
    expect(valuesOf(second, 'prometheus.series')[0]).toBeGreaterThan(200);
    expect(valuesOf(second, 'prometheus.value', { component: `127.0.0.1:${peer.port} process_open_fds` })[0]).toBeGreaterThan(0);
    expect(valuesOf(second, 'prometheus.rate', { component: `127.0.0.1:${peer.port} node_forks_total` })[0]).toBeGreaterThanOrEqual(0);
    expect(valuesOf(second, 'prometheus.omitted')).toEqual([0]);
    const metrics = new Set(second.flatMap((one) => (one.kind === 'sample' ? [one.metric] : [])));
    expect(collectedBy(target.config)).toEqual(expect.arrayContaining([...metrics]));
    expect(first.find((one) => one.kind === 'fact' && one.name === 'hostname')).toBeDefined();
    expect(second.filter(({ kind }) => kind === 'fact')).toEqual([]);
  });

  it('that hangs is a timeout, with its latency unknown', async () => {
    peer.signal('SIGSTOP');
    const observations = await collectOnce(prometheusCollector, [exporter(`http://127.0.0.1:${peer.port}/metrics`, {}, 1000)]);
    peer.signal('SIGCONT');
    expect(faultOf(observations)?.kind).toBe('timeout');
    expect(valuesOf(observations, 'prometheus.duration')).toEqual([null]);
  });
});

describe('R-8.4.2-c3-3 an exporter', () => {
  let running: Running[] = [];
  afterEach(async () => {
    await Promise.all(running.map((server) => server.stop()));
    running = [];
  });
  const serve = async (handler: Handler, host?: string): Promise<string> => {
    const server = await httpServer(handler, host);
    running.push(server);
    return `http://${host ? `[${host}]` : '127.0.0.1'}:${server.port}/metrics`;
  };

  it.each<[string, number, string, object, string]>([
    ['refuses', 403, '', {}, 'auth prometheus.denied'],
    ['has no such page', 404, '', {}, 'protocol prometheus.status'],
    ['is a web page', 200, '<html>', {}, 'protocol prometheus.malformed'],
    ['says nothing', 200, '', {}, 'protocol prometheus.malformed'],
    ['is another exporter', 200, 'up 1', {}, 'mismatch prometheus.notNode'],
    ['lacks what is chosen', 200, 'up 1', { profile: 'none', series: 'up\ndown' }, 'mismatch prometheus.unmatched'],
    ['is too long', 200, `${'# '.padEnd(1000, 'x')}\n`.repeat(5000), { profile: 'none' }, 'protocol prometheus.tooBig'],
  ])('that %s is told apart', async (_, status, body, over, expected) => {
    const url = await serve((_request, response) => response.writeHead(status).end(body));
    const found = faultOf(await collectOnce(prometheusCollector, [exporter(url, over)]));
    expect(`${found?.kind} ${found?.code}`).toBe(expected);
  });

  it('is asked over the version of IP that was chosen, and over no other', async () => {
    const six = await serve((_request, response) => response.end('up 1'), '::1');
    const observations = await collectOnce(prometheusCollector, [
      exporter(six, { profile: 'none', series: 'up', family: '6' }),
      exporter(six, { profile: 'none', family: '4' }),
    ]);
    expect(verdictOf(observations, 'r0')).toBe('reachable');
    expect(valuesOf(observations, 'prometheus.value', { resourceId: 'r0' })).toEqual([1]);
    expect(faultOf(observations, 'r1')).toEqual({ kind: 'unreachable', code: 'net.family', values: { name: '::1', family: 'IPv4' } });
  });
});
