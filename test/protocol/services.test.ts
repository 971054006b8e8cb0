import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { httpCollector } from '../../electron/backend/collectors/http/collector.ts';
import { secure } from '../../electron/backend/collectors/http/secure.ts';
import { dial } from '../../electron/backend/collectors/net/dial.ts';
import { tcpCollector } from '../../electron/backend/collectors/tcp/collector.ts';
import { CHECK_SCHEMAS } from '../../shared/contracts/checks.ts';
import { collectOnce, faultOf, lacking, temporaryFolder, valuesOf, verdictOf } from './peers.ts';
import { type Handler, httpServer, type Running, selfSigned, tcpServer, tlsServer } from './servers.ts';

let running: Running[] = [];
afterEach(async () => {
  await Promise.all(running.map((server) => server.stop()));
  running = [];
});
const keep = async (server: Promise<Running>): Promise<Running> => {
  running.push(await server);
  return server;
};

const tcp = (port: number, address = '127.0.0.1', intervalMs = 30_000) => ({
  address,
  intervalMs,
  config: { protocol: 'tcp' as const, port },
});
const http = (url: string, over: object = {}, intervalMs = 30_000) => ({
  address: 'unused',
  intervalMs,
  config: CHECK_SCHEMAS.http.parse({ protocol: 'http', url, ...over }),
});

describe('R-8.4.2-c3-4 TCP', () => {
  it('measures a connection that is accepted, over IPv4, IPv6 and a name with both', async () => {
    const [four, six] = [await keep(tcpServer()), await keep(tcpServer(undefined, '::1'))];
    const observations = await collectOnce(tcpCollector, [tcp(four.port), tcp(six.port, '::1'), tcp(four.port, 'localhost')]);
    for (const resourceId of ['r0', 'r1', 'r2']) {
      expect(verdictOf(observations, resourceId)).toBe('reachable');
      expect(valuesOf(observations, 'tcp.connect', { resourceId })[0]).toBeLessThan(1000);
    }
    expect(valuesOf(observations, 'tcp.connect', { component: String(four.port) })).toHaveLength(2);
  });

  it('tells a refusal, an unknown name and a silence apart', async () => {
    const gone = await tcpServer();
    await gone.stop();
    const observations = await collectOnce(tcpCollector, [tcp(gone.port), tcp(22, 'nosuch.invalid')]);
    expect(verdictOf(observations, 'r0')).toMatch(/^refused: .*ECONNREFUSED/);
    expect(verdictOf(observations, 'r1')).toMatch(/^(unreachable|tool): .*nosuch\.invalid/);
    expect(valuesOf(observations, 'tcp.connect')).toEqual([null, null]);
  });
});

describe('R-8.4.2-c3-4 HTTP', () => {
  const serve = async (handler: Handler): Promise<string> => `http://127.0.0.1:${(await keep(httpServer(handler))).port}`;

  it('gives status and duration, and sends credentials of the URL without showing them', async () => {
    const seen: (string | undefined)[] = [];
    const base = await serve((request, response) => {
      seen.push(request.headers.authorization, request.headers.host, request.url);
      response.end('fine');
    });
    const observations = await collectOnce(httpCollector, [http(`${base.replace('//', '//me:p%40ss@')}/health?full=1`)]);
    expect(verdictOf(observations)).toBe('reachable');
    expect(valuesOf(observations, 'http.status', { component: `${base}/health?full=1` })).toEqual([200]);
    expect(valuesOf(observations, 'http.duration')[0]).toBeGreaterThan(0);
    expect(seen).toEqual([`Basic ${btoa('me:p@ss')}`, base.slice(7), '/health?full=1']);
    expect(JSON.stringify(observations)).not.toContain('p@ss');
  });

  it('tells a wrong status from wrong content', async () => {
    const base = await serve((request, response) => {
      response.statusCode = request.url === '/down' ? 503 : 200;
      response.end('welcome');
    });
    const observations = await collectOnce(httpCollector, [
      http(`${base}/down`),
      http(base, { contains: 'goodbye' }),
      http(base, { contains: 'welcome' }),
      http(`${base}/down`, { statusFrom: 503, statusTo: 503 }),
    ]);
    expect(['r0', 'r1', 'r2', 'r3'].map((id) => faultOf(observations, id))).toMatchObject([
      { kind: 'protocol', code: 'http.status', values: { status: 503, expected: '200-399' } },
      { kind: 'mismatch', code: 'http.missing' },
      // Both as they should be.
      ...[null, null],
    ]);
    expect(valuesOf(observations, 'http.status')).toEqual([503, 200, 200, 503]);
  });

  it('reads Chinese in GB18030, and compressed answers nobody asked for', async () => {
    const base = await serve((request, response) => {
      if (request.url === '/gb') {
        response.setHeader('content-type', 'text/html; charset=gb18030');
        response.end(Buffer.from([0xb5, 0xe7, 0xd7, 0xd3, 0xd5, 0xfe, 0xce, 0xf1]));
      } else {
        response.setHeader('content-encoding', 'gzip');
        response.end(gzipSync('电子政务'));
      }
    });
    const observations = await collectOnce(httpCollector, [
      http(`${base}/gb`, { contains: '电子政务' }),
      http(`${base}/gzip`, { contains: '政务' }),
    ]);
    expect(['r0', 'r1'].map((id) => verdictOf(observations, id))).toEqual(['reachable', 'reachable']);
  });

  it('looks at 1 MiB of a body that never ends, also of one that is 64 MiB once decompressed', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    const base = await serve((request, response) => {
      if (request.url === '/bomb') {
        response.setHeader('content-encoding', 'gzip');
        response.end(bomb);
        return;
      }
      response.on('error', () => undefined);
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      };
      response.on('drain', more);
      more();
    });
    const observations = await collectOnce(httpCollector, [
      http(`${base}/endless`, { contains: 'y' }),
      http(`${base}/bomb`, { contains: 'y' }),
    ]);
    expect(['r0', 'r1'].map((id) => faultOf(observations, id)?.code)).toEqual(['http.missingInPart', 'http.missingInPart']);
  });

  it('follows five redirects on the same host, no sixth, and none to another host', async () => {
    const paths: (string | undefined)[] = [];
    const other = await keep(httpServer((_request, response) => response.end('other')));
    const base = await serve((request, response) => {
      paths.push(request.url);
      const left = Number(request.url?.slice(1));
      if (request.url === '/away') response.writeHead(302, { location: `http://localhost:${other.port}/` }).end();
      else if (left > 0) response.writeHead(302, { location: `/${left - 1}` }).end();
      else response.end('arrived');
    });
    const observations = await collectOnce(httpCollector, [
      http(`${base}/5`, { contains: 'arrived' }),
      http(`${base}/6`),
      http(`${base}/away`),
      http(`${base}/5`, { statusFrom: 302, statusTo: 302 }),
    ]);
    expect(['r0', 'r1', 'r2', 'r3'].map((id) => faultOf(observations, id)?.code ?? null)).toEqual([null, 'http.redirects', null, null]);
    expect(valuesOf(observations, 'http.status')).toEqual([200, null, 302, 302]);
    expect(other.connections()).toBe(0);
    expect(paths).toHaveLength(6 + 6 + 1 + 1);
  });

  it('says where redirects lead, follows as many as it may, and none where it may not', async () => {
    const base = await serve((request, response) => {
      if (request.url === '/out') response.writeHead(302, { location: 'http://elsewhere.invalid/login' }).end();
      else if (request.url === '/in') response.writeHead(302, { location: '/login' }).end();
      else response.end('{"state":{"db":"UP"}}');
    });
    const observations = await collectOnce(httpCollector, [
      http(`${base}/in`, { leadsTo: `${base}/login` }),
      http(`${base}/in`, { leadsTo: `${base}/login`, mostRedirects: 0 }),
      http(`${base}/out`, { leadsTo: base }),
      http(`${base}/health`, { jsonPath: 'state.db', jsonValue: 'UP', notContains: 'DOWN' }),
      http(`${base}/health`, { family: '6' }),
    ]);
    expect(['r0', 'r1', 'r3'].map((id) => verdictOf(observations, id))).toEqual(['reachable', 'reachable', 'reachable']);
    expect(faultOf(observations, 'r2')).toMatchObject({ code: 'http.leadsTo', values: { target: 'http://elsewhere.invalid/login' } });
    expect(faultOf(observations, 'r4')?.code).toBe('net.family');
    expect(valuesOf(observations, 'http.status')).toEqual([200, 302, 302, 200, null]);
  });

  it.each([
    ['hangs up', (socket: Socket) => socket.destroy(), /^protocol: /],
    ['speaks something else', (socket: Socket) => socket.end('220 mail ready\r\n'), /^protocol: .*Parse Error/],
    ['resets', (socket: Socket) => socket.once('data', () => socket.resetAndDestroy()), /^protocol: .*ECONNRESET/],
    ['cuts the body short', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf'), /^protocol: /],
  ])('is at fault where the server %s', async (_, behave, expected) => {
    const server = await keep(tcpServer(behave));
    const observations = await collectOnce(httpCollector, [http(`http://127.0.0.1:${server.port}/`, { contains: 'whole' })]);
    expect(verdictOf(observations)).toMatch(expected);
  });

  it('waits for a drip-feeding server no longer than its limit', async () => {
    const server = await keep(
      tcpServer((socket) => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        const drip = setInterval(() => socket.write('x'), 100);
        socket.on('close', () => clearInterval(drip));
      }),
    );
    const startedAt = performance.now();
    const observations = await collectOnce(httpCollector, [http(`http://127.0.0.1:${server.port}/`, { contains: 'whole' }, 1000)]);
    expect(performance.now() - startedAt).toBeLessThan(1500);
    expect(verdictOf(observations)).toBe('timeout: no complete answer within 500 ms');
  });
});

describe.skipIf(lacking('TLS', { programs: ['openssl'] }) !== null)('R-8.4.2-c3-4 certificates', () => {
  const folder = temporaryFolder();
  let valid: Running;
  let expired: Running;
  beforeAll(async () => {
    valid = await tlsServer(selfSigned(folder.path, 'localhost', 0, 30), (_request, response) => response.end('fine'));
    expired = await tlsServer(selfSigned(folder.path, 'old.example', -20, -10), (_request, response) => response.end('fine'));
  });
  afterAll(async () => {
    await Promise.all([valid.stop(), expired.stop()]);
    folder.remove();
  });

  it('that nobody vouches for are a fault of their own, with the days they have left', async () => {
    const observations = await collectOnce(httpCollector, [http(`https://localhost:${valid.port}/`)]);
    expect(verdictOf(observations)).toBe('auth: certificate: DEPTH_ZERO_SELF_SIGNED_CERT');
    expect(valuesOf(observations, 'tls.certificate.days')[0]).toBeCloseTo(30, 0);
    expect(valuesOf(observations, 'http.status')).toEqual([null]);
  });

  it('are not judged where that is switched off, but their days are told, negative when they are over', async () => {
    const observations = await collectOnce(httpCollector, [
      http(`https://localhost:${valid.port}/`, { verifyCertificate: false, contains: 'fine' }),
      http(`https://127.0.0.1:${expired.port}/`, { verifyCertificate: false }),
    ]);
    expect(['r0', 'r1'].map((id) => verdictOf(observations, id))).toEqual(['reachable', 'reachable']);
    const days = valuesOf(observations, 'tls.certificate.days');
    expect(days[0]).toBeCloseTo(30, 0);
    expect(days[1]).toBeCloseTo(-10, 0);
  });

  it('that are pinned are taken whoever vouches for them, and nothing is sent to a server that shows another', async () => {
    let requests = 0;
    const forged = await keep(
      tlsServer(selfSigned(folder.path, 'forged.example', 0, 30), (_request, response) => {
        requests += 1;
        response.end('fine');
      }),
    );
    const pinnedCertificate = new X509Certificate(readFileSync(join(folder.path, 'localhost.pem'))).fingerprint256;
    const at = (port: number, pin: string) => http(`https://localhost:${port}/`, { pinnedCertificate: pin });
    const observations = await collectOnce(httpCollector, [
      at(valid.port, pinnedCertificate),
      at(valid.port, pinnedCertificate.replaceAll(':', '').toLowerCase()),
      at(forged.port, pinnedCertificate),
    ]);
    const shown = new X509Certificate(readFileSync(join(folder.path, 'forged.example.pem'))).fingerprint256;
    expect(['r0', 'r1', 'r2'].map((id) => verdictOf(observations, id))).toEqual(['reachable', 'reachable', `auth: tls.pin.${shown}`]);
    expect(requests).toBe(0);
  });

  it('of a trusted authority are accepted for their name and refused for another', async () => {
    const trusting = createSecureContext({ ca: readFileSync(`${folder.path}/localhost.pem`) });
    const verdicts: (string | null)[] = [];
    for (const name of ['localhost', 'other.example']) {
      const dialled = await dial([{ address: '127.0.0.1', family: 4 }], valid.port, AbortSignal.timeout(5000), {
        kind: 'timeout',
        retryable: true,
        detail: '',
      });
      if ('fault' in dialled) throw new Error(dialled.fault.detail);
      const secured = await secure(dialled.socket, name, trusting, Date.now(), AbortSignal.timeout(5000), {
        kind: 'timeout',
        retryable: true,
        detail: '',
      });
      if ('fault' in secured) throw new Error(secured.fault.detail);
      verdicts.push(secured.distrust?.detail ?? null);
      secured.socket.destroy();
    }
    expect(verdicts).toEqual([null, 'certificate: ERR_TLS_CERT_ALTNAME_INVALID']);
  });

  it('are told apart from a network that fails and from a server without TLS', async () => {
    const plain = await keep(httpServer((_request, response) => response.end()));
    const silent = await keep(tcpServer());
    const gone = await tcpServer();
    await gone.stop();
    const observations = await collectOnce(httpCollector, [
      http(`https://127.0.0.1:${plain.port}/`),
      http(`https://127.0.0.1:${silent.port}/`, {}, 2000),
      http(`https://127.0.0.1:${gone.port}/`),
    ]);
    expect(verdictOf(observations, 'r0')).toMatch(/^protocol: /);
    expect(verdictOf(observations, 'r1')).toBe('timeout: no complete answer within 1000 ms');
    expect(verdictOf(observations, 'r2')).toMatch(/^refused: /);
    expect(valuesOf(observations, 'tls.certificate.days')).toEqual([null, null, null]);
  });
});
