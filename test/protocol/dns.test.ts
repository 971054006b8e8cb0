import { createSocket } from 'node:dgram';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dnsCollector } from '../../electron/backend/collectors/dns/collector.ts';
import { CHECK_SCHEMAS } from '../../shared/contracts/checks.ts';
import { collectOnce, faultOf, lacking, valuesOf, verdictOf } from './peers.ts';
import { freePort, type Peer, startNameServer } from './programs.ts';

const LONG = Array.from({ length: 40 }, (_, index) => `txt-record=many.example.cn,"${String(index).padStart(2, '0')} ${'x'.repeat(60)}"`);
const ZONE = [
  'host-record=web.example.cn,10.0.0.1,2001:db8::1\nhost-record=web2.example.cn,10.0.0.2\ncname=www.example.cn,web.example.cn',
  'mx-host=example.cn,mail.example.cn,10\ntxt-record=example.cn,"v=spf1 -all"\nptr-record=4.3.2.10.in-addr.arpa,four.example.cn',
  'local=/example.cn/\nlocal=/in-addr.arpa/\naddress=/xn--zfr164b.cn/10.0.0.9',
  ...LONG,
];

const question = (name: string, over: object = {}, intervalMs = 30_000) => ({
  address: '127.0.0.1',
  intervalMs,
  config: CHECK_SCHEMAS.dns.parse({ protocol: 'dns', name, port: 53, ...over }),
});

describe.skipIf(lacking('DNS', { programs: ['/usr/sbin/dnsmasq'] }) !== null)('R-8.4.2-c3-4 a real name server', () => {
  let peer: Peer;
  beforeAll(async () => {
    peer = await startNameServer(ZONE);
  }, 30_000);
  afterAll(() => peer.stop());
  const ask = (name: string, over: object = {}, address = '127.0.0.1') => ({ ...question(name, { port: peer.port, ...over }), address });

  it.each<[string, object]>([
    ['web.example.cn', { expected: '10.0.0.1' }],
    ['www.example.cn', { expected: '10.0.0.1' }],
    ['www.example.cn', { recordType: 'CNAME', expected: 'web.example.cn' }],
    ['web.example.cn', { recordType: 'AAAA', expected: '2001:DB8::1' }],
    ['example.cn', { recordType: 'MX', expected: '10 mail.example.cn' }],
    ['example.cn', { recordType: 'TXT', expected: 'v=spf1 -all' }],
    ['10.2.3.4', { recordType: 'PTR', expected: 'four.example.cn' }],
    ['政务.cn', { expected: '10.0.0.9' }],
  ])('says what it has: %s %j', async (name, over) => {
    const observations = await collectOnce(dnsCollector, [ask(name, over)]);
    expect(verdictOf(observations)).toBe('reachable');
    expect(valuesOf(observations, 'dns.duration')[0]).toBeGreaterThan(0);
    expect(valuesOf(observations, 'dns.rcode')).toEqual([0]);
    expect(valuesOf(observations, 'dns.answers')[0]).toBeGreaterThan(0);
  });

  it('says what is wrong: no such name, no such record, another value, a question it does not answer', async () => {
    const observations = await collectOnce(dnsCollector, [
      ask('nothing.example.cn'),
      ask('web2.example.cn', { recordType: 'AAAA' }),
      ask('web.example.cn', { expected: '10.0.0.1\n10.9.9.9' }),
      ask('www.elsewhere.cn'),
    ]);
    expect(['r0', 'r1', 'r2', 'r3'].map((id) => faultOf(observations, id))).toMatchObject([
      { kind: 'mismatch', code: 'dns.noName' },
      { kind: 'mismatch', code: 'dns.noRecord' },
      { kind: 'mismatch', code: 'dns.unexpected', values: { expected: '10.9.9.9', got: '10.0.0.1' } },
      { kind: 'protocol', code: 'dns.refused' },
    ]);
    expect(valuesOf(observations, 'dns.rcode')).toEqual([3, 0, 0, 5]);
  });

  it('is asked over TCP for what does not fit a datagram', async () => {
    const observations = await collectOnce(dnsCollector, [ask('many.example.cn', { recordType: 'TXT', expected: `39 ${'x'.repeat(60)}` })]);
    expect(verdictOf(observations)).toBe('reachable');
    expect(valuesOf(observations, 'dns.answers')).toEqual([40]);
  });

  it('is asked over IPv6, too, and over no other than the chosen', async () => {
    const observations = await collectOnce(dnsCollector, [
      ask('web.example.cn', { family: '6' }, '::1'),
      ask('web.example.cn', { family: '6' }),
    ]);
    expect(verdictOf(observations, 'r0')).toBe('reachable');
    expect(faultOf(observations, 'r1')?.code).toBe('net.family');
  });

  it('that is silent is a timeout, and one that is not there a refusal', async () => {
    peer.signal('SIGSTOP');
    const silent = await collectOnce(dnsCollector, [{ ...ask('web.example.cn'), intervalMs: 1000 }]);
    peer.signal('SIGCONT');
    expect(verdictOf(silent)).toBe('timeout: no answer within 500 ms');
    expect(valuesOf(silent, 'dns.rcode')).toEqual([null]);
    const gone = await collectOnce(dnsCollector, [ask('web.example.cn', { port: await freePort() })]);
    expect(verdictOf(gone)).toMatch(/^refused: /);
  });
});

describe('R-8.4.2-c3-4 DNS', () => {
  it('believes no reply under another number or to another question, and waits for the true one', async () => {
    const server = createSocket('udp4');
    server.on('message', (asked, { port, address }) => {
      const say = (change: (copy: Buffer) => void) => {
        const reply = Buffer.from(asked);
        reply.writeUInt16BE(0x8180, 2);
        reply.writeUInt16BE(0, 10);
        change(reply);
        server.send(reply.subarray(0, asked.length - 11), port, address);
      };
      say((reply) => reply.writeUInt16BE((reply.readUInt16BE(0) + 1) % 65_536, 0));
      say((reply) => {
        reply[13] = 0x7a;
      });
      say((reply) => reply.writeUInt16BE(0x8183, 2));
    });
    await new Promise<void>((resolve) => server.bind(0, '127.0.0.1', resolve));
    const observations = await collectOnce(dnsCollector, [question('abc.example.cn', { port: server.address().port })]);
    server.close();
    expect(faultOf(observations)?.code).toBe('dns.noName');
  });

  it('cannot ask for a name that is none: that says nothing about the server', async () => {
    const observations = await collectOnce(dnsCollector, [question('a..cn')]);
    expect(faultOf(observations)).toMatchObject({ kind: 'tool', code: 'dns.name' });
  });
});
