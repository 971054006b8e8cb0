import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bannerCollector } from '../../electron/backend/collectors/banner/collector.ts';
import { CHECK_SCHEMAS } from '../../shared/contracts/checks.ts';
import { collectOnce, faultOf, lacking, temporaryFolder, valuesOf, verdictOf } from './peers.ts';
import { type Peer, startDovecot, startSlapd, startSmtp, startSshd } from './programs.ts';
import { selfSigned, tcpServer } from './servers.ts';

type Service = 'smtp' | 'imap' | 'ssh' | 'ldap';
const target = (service: Service, port: number, over: object = {}, intervalMs = 30_000) => ({
  address: '127.0.0.1',
  intervalMs,
  config: CHECK_SCHEMAS.banner.parse({ protocol: 'banner', service, port, ...over }),
});

describe('R-8.2.2-a5-1 the greeting of a real service', () => {
  const folder = temporaryFolder();
  const peers: Peer[] = [];
  afterAll(async () => {
    await Promise.all(peers.map((peer) => peer.stop()));
    folder.remove();
  });
  const keep = async (peer: Promise<Peer>): Promise<Peer> => {
    peers.push(await peer);
    return peer;
  };
  /** Greeted; greeted with what is expected; greeted with something else. */
  const greets = async (service: Service, port: number, said: string, over: object = {}) => {
    const observations = await collectOnce(bannerCollector, [
      target(service, port, over),
      target(service, port, { ...over, expected: said }),
      target(service, port, { ...over, expected: '别的服务' }),
    ]);
    expect(['r0', 'r1'].map((id) => verdictOf(observations, id))).toEqual(['reachable', 'reachable']);
    expect(faultOf(observations, 'r2')).toMatchObject({ kind: 'mismatch', code: 'banner.unexpected' });
    expect(valuesOf(observations, 'banner.duration')[0]).toBeGreaterThan(0);
    expect(observations.at(-1)).toMatchObject({ component: `${service} ${port}` });
  };

  it.skipIf(lacking('SMTP', { programs: ['aiosmtpd'] }) !== null)('SMTP: 220 and EHLO', async () => {
    await greets('smtp', (await keep(startSmtp(null))).port, '250-8BITMIME');
  });

  it.skipIf(lacking('SSH', { root: true, programs: ['/usr/sbin/sshd'] }) !== null)('SSH: its identification', async () => {
    await greets('ssh', (await keep(startSshd())).port, 'OpenSSH');
  });

  it.skipIf(lacking('LDAP', { programs: ['slapd'] }) !== null)('LDAP: the entry at the root', async () => {
    await greets('ldap', (await keep(startSlapd())).port, 'namingContexts: dc=example,dc=cn');
  });

  describe.skipIf(lacking('IMAP', { root: true, programs: ['dovecot', 'openssl'] }) !== null)('IMAP', () => {
    let peer: Awaited<ReturnType<typeof startDovecot>>;
    beforeAll(async () => {
      peer = await startDovecot(selfSigned(folder.path, 'localhost', 0, 30));
      peers.push(peer);
    }, 30_000);
    it('its greeting and what it can do', () => greets('imap', peer.port, 'IMAP4rev1'));
    it('the same inside TLS', () => greets('imap', peer.tlsPort, 'IMAP4rev1', { isTls: true }));
  });
});

describe('R-8.2.2-a5-1 a service', () => {
  const saying = (text: string) => (socket: Socket) => void socket.write(text);

  it.each<[Service, string, (socket: Socket) => void, string]>([
    ['smtp', 'has no room', saying('421 4.3.2 too busy\r\n'), 'protocol banner.smtpRefuses'],
    ['smtp', 'is another', saying('* OK ready\r\n'), 'protocol banner.notSmtp'],
    ['smtp', 'never ends its greeting', saying('220-x\r\n'.repeat(200)), 'protocol banner.notSmtp'],
    ['imap', 'has no room', saying('* BYE full\r\n'), 'protocol banner.imapRefuses'],
    ['imap', 'is another', saying('220 mail\r\n'), 'protocol banner.notImap'],
    ['ssh', 'knows nothing newer than version 1', saying('SSH-1.5-old\r\n'), 'mismatch banner.sshOld'],
    ['ssh', 'is another', saying('hello\r\n'.repeat(30)), 'protocol banner.notSsh'],
    ['ldap', 'is another', saying('SSH-2.0-x\r\n'), 'protocol banner.notLdap'],
    ['ldap', 'answers rubbish', saying('0\x05\x02\x01\x01\x63\x00'), 'protocol banner.notLdap'],
    ['ldap', 'refuses', saying('0\x0c\x02\x01\x01\x65\x07\x0a\x01\x32\x04\x00\x04\x00'), 'protocol banner.ldapRefuses'],
    ['ssh', 'says too much', (socket) => void socket.write('x'.repeat(100_000)), 'protocol banner.tooLong'],
    ['ssh', 'hangs up', (socket) => void socket.end('SSH'), 'protocol banner.cut'],
  ])('%s that %s is told apart', async (service, _, behave, expected) => {
    const server = await tcpServer(behave);
    const observations = await collectOnce(bannerCollector, [target(service, server.port)]);
    await server.stop();
    const found = faultOf(observations);
    expect(`${found?.kind} ${found?.code}`).toBe(expected);
    expect(valuesOf(observations, 'banner.duration')).toEqual([null]);
  });

  it('that accepts and stays silent is a timeout, and its connection is given up', async () => {
    let socket: Socket | undefined;
    const server = await tcpServer((one) => {
      socket = one;
    });
    const observations = await collectOnce(bannerCollector, [target('smtp', server.port, {}, 1000)]);
    expect(verdictOf(observations)).toBe('timeout: no complete greeting within 500 ms');
    await expect.poll(() => socket?.destroyed || socket?.readableEnded).toBe(true);
    await server.stop();
  });
});
