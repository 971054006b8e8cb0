import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tlsCollector } from '../../electron/backend/collectors/tls/collector.ts';
import { CHECK_SCHEMAS } from '../../shared/contracts/checks.ts';
import { collectOnce, faultOf, lacking, temporaryFolder, valuesOf, verdictOf } from './peers.ts';
import { freePort, type Peer, startDovecot, startProgram, startSmtp } from './programs.ts';
import { type Certificate, selfSigned, tcpServer } from './servers.ts';

const target = (port: number, over: object = {}, intervalMs = 30_000) => ({
  address: 'localhost',
  intervalMs,
  config: CHECK_SCHEMAS.tls.parse({ protocol: 'tls', port, verifyCertificate: false, ...over }),
});

describe.skipIf(lacking('TLS servers', { programs: ['openssl'] }) !== null)('R-8.4.2-c3-4 TLS', () => {
  const folder = temporaryFolder();
  const peers: Peer[] = [];
  let valid: Certificate;
  let expired: Certificate;
  beforeAll(() => {
    valid = selfSigned(folder.path, 'localhost', 0, 30);
    expired = selfSigned(folder.path, 'old.example', -20, -10);
  });
  afterAll(async () => {
    await Promise.all(peers.map((peer) => peer.stop()));
    folder.remove();
  });
  const serve = async (certificate: Certificate, ...options: readonly string[]): Promise<number> => {
    const port = await freePort();
    const args = ['s_server', '-accept', `127.0.0.1:${port}`, '-cert', certificate.cert, '-key', certificate.key, '-www', ...options];
    peers.push(await startProgram(port, 'openssl', args));
    return port;
  };

  it('tells the version, the days left and the time of a handshake', async () => {
    const [newest, second] = [await serve(valid), await serve(valid, '-tls1_2')];
    const observations = await collectOnce(tlsCollector, [target(newest), target(second), target(newest, { family: '6' })]);
    expect(['r0', 'r1'].map((id) => verdictOf(observations, id))).toEqual(['reachable', 'reachable']);
    expect(valuesOf(observations, 'tls.version').slice(0, 2)).toEqual([1.3, 1.2]);
    expect(valuesOf(observations, 'tls.certificate.days')[0]).toBeCloseTo(30, 0);
    expect(valuesOf(observations, 'tls.handshake')[0]).toBeGreaterThan(0);
    expect(faultOf(observations, 'r2')?.kind, 'nobody listens there').toMatch(/refused|unreachable/);
  });

  it('says of a certificate that nobody vouches for it, and that it is over, with its days', async () => {
    const [good, old] = [await serve(valid), await serve(expired)];
    const observations = await collectOnce(tlsCollector, [
      target(good, { verifyCertificate: true }),
      target(old, { verifyCertificate: true, serverName: 'old.example' }),
    ]);
    expect(verdictOf(observations, 'r0')).toBe('auth: certificate: DEPTH_ZERO_SELF_SIGNED_CERT');
    expect(verdictOf(observations, 'r1')).toMatch(/^auth: certificate: /);
    expect(valuesOf(observations, 'tls.certificate.days')[1]).toBeCloseTo(-10, 0);
  });

  it('sends the name, so that the right one of several certificates is shown', async () => {
    const port = await serve(valid, '-servername', 'old.example', '-cert2', expired.cert, '-key2', expired.key);
    const observations = await collectOnce(tlsCollector, [target(port), target(port, { serverName: 'old.example' })]);
    const days = valuesOf(observations, 'tls.certificate.days');
    expect(days[0]).toBeCloseTo(30, 0);
    expect(days[1]).toBeCloseTo(-10, 0);
    expect(observations.filter(({ kind }) => kind === 'reachability')).toMatchObject([
      { component: String(port) },
      { component: `${port} old.example` },
    ]);
  });

  it('flags a server that knows only what is broken, and one that still accepts it, where that is asked for', async () => {
    const weak = ['-cipher', 'DEFAULT:@SECLEVEL=0'];
    const [only, also] = [await serve(valid, '-tls1_1', ...weak), await serve(valid, ...weak)];
    const observations = await collectOnce(tlsCollector, [
      target(only),
      target(only, { refuseWeak: false }),
      target(also),
      target(also, { refuseWeak: false }),
    ]);
    expect(faultOf(observations, 'r0')).toEqual({ kind: 'mismatch', code: 'tls.onlyWeak', values: { version: 'TLSv1.1' } });
    expect(faultOf(observations, 'r1')).toBeNull();
    expect(faultOf(observations, 'r2')).toEqual({ kind: 'mismatch', code: 'tls.alsoWeak', values: { version: 'TLSv1.1' } });
    expect(faultOf(observations, 'r3')).toBeNull();
    expect(valuesOf(observations, 'tls.version')).toEqual([1.1, 1.1, 1.3, 1.3]);
  });

  it.each([
    ['hangs up', (socket: Socket) => socket.destroy(), /^protocol|^refused/],
    ['speaks something else', (socket: Socket) => socket.end('220 mail ready\r\n'), /^protocol: /],
    ['says nothing', () => undefined, /^timeout: no handshake within 500 ms/],
  ])('is at fault where the server %s', async (_, behave, expected) => {
    const server = await tcpServer(behave);
    const observations = await collectOnce(tlsCollector, [target(server.port, {}, 1000)]);
    await server.stop();
    expect(verdictOf(observations)).toMatch(expected);
    expect(valuesOf(observations, 'tls.version')).toEqual([null]);
  });

  it.skipIf(lacking('STARTTLS of SMTP', { programs: ['aiosmtpd'] }) !== null)('begins after STARTTLS of a mail server', async () => {
    const [secured, plain] = [await startSmtp(valid), await startSmtp(null)];
    peers.push(secured, plain);
    const observations = await collectOnce(tlsCollector, [
      target(secured.port, { startTls: 'smtp' }),
      target(plain.port, { startTls: 'smtp' }),
      target(secured.port),
    ]);
    expect(verdictOf(observations, 'r0')).toBe('reachable');
    expect(valuesOf(observations, 'tls.certificate.days', { resourceId: 'r0' })[0]).toBeCloseTo(30, 0);
    expect(faultOf(observations, 'r1')).toMatchObject({ kind: 'protocol', code: 'tls.noStartTls' });
    expect(verdictOf(observations, 'r2')).toMatch(/^protocol: /);
  });

  it.skipIf(lacking('STARTTLS of IMAP', { programs: ['dovecot'] }) !== null)('begins after STARTTLS of a mailbox server', async () => {
    const peer = await startDovecot(valid);
    peers.push(peer);
    const observations = await collectOnce(tlsCollector, [target(peer.port, { startTls: 'imap' })]);
    expect(verdictOf(observations)).toBe('reachable');
    expect(valuesOf(observations, 'tls.version')[0]).toBeGreaterThanOrEqual(1.2);
  });
});
