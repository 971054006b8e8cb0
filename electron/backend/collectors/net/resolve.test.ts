import { describe, expect, it } from 'vitest';
import { createResolver } from './resolve.ts';

function errno(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/** A name server under control: answers, refuses or stays silent. */
function server() {
  const asked: string[] = [];
  let answer: () => Promise<{ address: string; family: number }[]> = async () => [{ address: '192.0.2.1', family: 4 }];
  return {
    asked,
    set: (next: typeof answer) => {
      answer = next;
    },
    lookup: (name: string) => {
      asked.push(name);
      return answer();
    },
  };
}

function at(start = 0) {
  let now = start;
  return {
    clock: { now: () => now, monotonic: () => now },
    pass: (ms: number) => {
      now += ms;
    },
  };
}

const addresses = [{ address: '192.0.2.1', family: 4 }];
const silent = () => new Promise<never>(() => undefined);

describe('names', () => {
  it('that are addresses are themselves', async () => {
    const dns = server();
    const resolver = createResolver(at().clock, dns.lookup);
    expect(await resolver.resolve('192.0.2.7', 10)).toEqual({ addresses: [{ address: '192.0.2.7', family: 4 }] });
    expect(await resolver.resolve('fe80::1%eth0', 10)).toEqual({ addresses: [{ address: 'fe80::1%eth0', family: 6 }] });
    expect(dns.asked).toEqual([]);
  });

  it('are asked once for all who want them now, and remembered for 30 s', async () => {
    const dns = server();
    const time = at();
    const resolver = createResolver(time.clock, dns.lookup);
    await Promise.all([resolver.resolve('a', 1000), resolver.resolve('a', 1000)]);
    time.pass(29_000);
    expect(await resolver.resolve('a', 1000)).toMatchObject({ addresses });
    expect(dns.asked).toHaveLength(1);
    time.pass(2000);
    await resolver.resolve('a', 1000);
    expect(dns.asked).toHaveLength(2);
  });

  it('keep their last address for ten minutes while the name server is silent or failing', async () => {
    const dns = server();
    const time = at();
    const resolver = createResolver(time.clock, dns.lookup);
    await resolver.resolve('a', 1000);
    dns.set(async () => {
      throw errno('EAI_AGAIN');
    });
    time.pass(60_000);
    expect(await resolver.resolve('a', 1000)).toMatchObject({ addresses });
    dns.set(silent);
    time.pass(60_000);
    const startedAt = performance.now();
    expect(await resolver.resolve('a', 50)).toMatchObject({ addresses });
    expect(performance.now() - startedAt).toBeLessThan(1000);
    time.pass(600_000);
    expect(await resolver.resolve('a', 50)).toMatchObject({ fault: { kind: 'tool' } });
  });

  it('that do not exist are unreachable at once, also when they did', async () => {
    const dns = server();
    const time = at();
    const resolver = createResolver(time.clock, dns.lookup);
    await resolver.resolve('a', 1000);
    dns.set(async () => {
      throw errno('ENOTFOUND');
    });
    time.pass(60_000);
    expect(await resolver.resolve('a', 1000)).toMatchObject({ fault: { kind: 'unreachable' } });
  });

  it("nobody answers for are our trouble, not the device's, and hold at most two threads", async () => {
    const dns = server();
    dns.set(silent);
    const resolver = createResolver(at().clock, dns.lookup);
    const all = await Promise.all(Array.from({ length: 20 }, (_, i) => resolver.resolve(`host${i}`, 50)));
    for (const one of all)
      expect(one).toMatchObject({ fault: { kind: 'tool', detail: expect.stringContaining('not resolved within 50 ms') } });
    expect(dns.asked).toHaveLength(2);
  });
});
