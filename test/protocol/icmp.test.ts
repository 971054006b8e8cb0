import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { icmpCollector } from '../../electron/backend/collectors/icmp/collector.ts';
import { ping } from '../../electron/backend/collectors/icmp/fping.ts';
import { collectOnce, lacking, networkPair, type Pair, run, temporaryFolder, valuesOf, verdictOf } from './peers.ts';

const at = (address: string) => ({ address, config: { protocol: 'icmp' as const } });
const { signal } = new AbortController();

describe.skipIf(lacking('ICMP', { programs: ['fping'] }) !== null)('R-8.2.2-a3-3 ICMP over the loopback', () => {
  it('gives loss and round-trip time for both families and a name in one call', async () => {
    const observations = await collectOnce(icmpCollector, [at('127.0.0.1'), at('::1'), at('localhost')]);
    for (const resourceId of ['r0', 'r1', 'r2']) {
      expect(verdictOf(observations, resourceId)).toBe('reachable');
      expect(valuesOf(observations, 'icmp.loss', { resourceId })).toEqual([0]);
      expect(valuesOf(observations, 'icmp.rtt', { resourceId })[0]).toBeLessThan(100);
    }
  });

  it('asks two hundred targets in the time of one, also when several resources share an address', async () => {
    const startedAt = performance.now();
    const observations = await collectOnce(icmpCollector, [
      ...Array.from({ length: 200 }, (_, i) => at(`127.0.0.${i + 1}`)),
      at('127.0.0.1'),
    ]);
    expect(performance.now() - startedAt).toBeLessThan(4000);
    expect(valuesOf(observations, 'icmp.loss')).toEqual(Array.from({ length: 201 }, () => 0));
  });

  it('has nothing missing where fping is, and says so where it is not', async () => {
    expect(await icmpCollector.missing()).toBeNull();
    expect(await ping('/nonexistent/fping', 4, ['127.0.0.1'], signal)).toEqual({ problem: expect.stringContaining('fping did not start') });
  });

  it('ends early when it is told to stop', async () => {
    const controller = new AbortController();
    const startedAt = performance.now();
    const pinging = ping('fping', 4, ['127.0.0.1'], controller.signal);
    setTimeout(() => controller.abort(), 50);
    expect(await pinging).toHaveProperty('problem');
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });
});

describe.skipIf(lacking('ICMP without the right to it', { root: true, programs: ['fping', 'runuser'] }) !== null)(
  'fping without its capability',
  () => {
    it('is a fault of this machine, not of the target', async () => {
      const folder = temporaryFolder();
      // A copied file has no capability, and an ordinary user may open no raw socket.
      run(
        'sh',
        '-c',
        `chmod 755 ${folder.path} && cp "$(command -v fping)" ${folder.path}/bare && printf '#!/bin/sh\\nexec runuser -u nobody -- ${folder.path}/bare "$@"\\n' > ${folder.path}/fping && chmod 755 ${folder.path}/*`,
      );
      const range = run('cat', '/proc/sys/net/ipv4/ping_group_range').trim().split(/\s+/).map(Number);
      const isOpenToAll = (range[0] ?? 1) <= 65_534 && (range[1] ?? 0) >= 65_534;
      const before = process.env.PATH;
      process.env.PATH = `${folder.path}:${before}`;
      try {
        const observations = await collectOnce(icmpCollector, [at('127.0.0.1')]);
        expect(verdictOf(observations)).toMatch(isOpenToAll ? /^reachable$/ : /^tool: .*can't create socket/);
        expect(valuesOf(observations, 'icmp.loss')).toEqual([isOpenToAll ? 0 : null]);
      } finally {
        process.env.PATH = before;
        folder.remove();
      }
    });
  },
);

describe.skipIf(lacking('ICMP to another machine', { root: true, programs: ['fping', 'ip'], try: () => networkPair().remove() }) !== null)(
  'R-8.2.2-a3-3 ICMP to another machine',
  () => {
    let pair: Pair;
    beforeAll(() => {
      pair = networkPair();
    });
    afterAll(() => pair.remove());

    it('sees it over IPv4 and IPv6, sees it go, and sees it come back', async () => {
      const targets = [at(pair.far), at(pair.far6)];
      const both = async () => {
        const observations = await collectOnce(icmpCollector, targets);
        return ['r0', 'r1'].map((resourceId) => ({
          verdict: verdictOf(observations, resourceId),
          loss: valuesOf(observations, 'icmp.loss', { resourceId })[0],
        }));
      };
      await sleep(300);
      expect(await both()).toEqual([
        { verdict: 'reachable', loss: 0 },
        { verdict: 'reachable', loss: 0 },
      ]);
      run('ip', '-n', pair.namespace, 'link', 'set', 'far', 'down');
      const gone = await both();
      expect(gone.map(({ loss }) => loss)).toEqual([100, 100]);
      for (const { verdict } of gone) expect(verdict).toMatch(/^(timeout: no reply to 3 echo requests|unreachable: ICMP)/);
      run('ip', '-n', pair.namespace, 'link', 'set', 'far', 'up');
      run('ip', '-n', pair.namespace, '-6', 'addr', 'replace', `${pair.far6}/64`, 'dev', 'far', 'nodad');
      await sleep(500);
      expect((await both()).map(({ verdict }) => verdict)).toEqual(['reachable', 'reachable']);
    });

    it('gives the answer of a host that refuses in the words of ICMP, and does not delay the others', async () => {
      run('ip', '-n', pair.namespace, 'route', 'add', 'unreachable', '198.19.0.0/16');
      run('ip', 'netns', 'exec', pair.namespace, 'sysctl', '-qw', 'net.ipv4.ip_forward=1');
      run('ip', 'route', 'replace', '198.19.77.0/24', 'via', pair.far);
      const startedAt = performance.now();
      const observations = await collectOnce(icmpCollector, [at('198.19.77.1'), at(pair.far)]);
      expect(performance.now() - startedAt).toBeLessThan(4000);
      expect(verdictOf(observations, 'r0')).toMatch(/^unreachable: ICMP Host Unreachable/);
      expect(verdictOf(observations, 'r1')).toBe('reachable');
    });
  },
);
