import type { Socket } from 'node:net';
import cookie from '@fastify/cookie';
import websocket from '@fastify/websocket';
import { type FastifyInstance, type FastifyRequest, fastify, LogController } from 'fastify';
import type { Config } from '../config/schema.ts';
import type { Clock } from '../lib/clock.ts';
import { newId } from '../lib/ids.ts';
import { type Log, toLogFormat } from '../lib/log.ts';
import { createOriginPolicy } from './origins.ts';
import { problemOf, Refusal } from './problem.ts';
import { contentSecurityPolicy, servePage } from './static.ts';
import type { Tls } from './tls.ts';

const BODY_LIMIT = 1024 * 1024;
const HEADERS_TIMEOUT_MS = 10_000;
const JSON_DEPTH = 32;
/** How long a stop waits for connections before it cuts them. */
const CLOSE_MS = 1000;

export interface Server {
  readonly app: FastifyInstance;
  /** Listens; resolves with the port in use. */
  listen(): Promise<number>;
  /** p95 of the last requests in milliseconds, null before the first. */
  requestP95Ms(): number | null;
  close(): Promise<void>;
}

interface Options {
  readonly config: Config;
  readonly tls: Tls | null;
  readonly log: Log;
  readonly clock: Clock;
  readonly page: string;
  /** Mounts the API; called once, before listening. */
  mountApi(api: FastifyInstance): Promise<void>;
  /** Mounts what lives outside /api/v1 (health probes, metrics). */
  mountRoot(app: FastifyInstance): Promise<void>;
}

function depthOf(value: unknown, limit: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (limit <= 0) return 1;
  let deepest = 0;
  for (const inner of Object.values(value)) deepest = Math.max(deepest, depthOf(inner, limit - 1));
  return deepest + 1;
}

function createTimes(): { add(ms: number): void; p95(): number | null } {
  const kept: number[] = [];
  return {
    add: (ms) => {
      kept.push(ms);
      if (kept.length > 1000) kept.shift();
    },
    p95: () => [...kept].sort((a, b) => a - b)[Math.floor(kept.length * 0.95)] ?? null,
  };
}

/** Fastify with the station's borders: host and origin allow-list, bounded bodies, security headers, problems for errors. */
export async function createServer({ config, tls, log, clock, page, mountApi, mountRoot }: Options): Promise<Server> {
  const times = createTimes();
  const app = fastify({
    ...(tls && { https: { cert: tls.cert, key: tls.key, minVersion: 'TLSv1.2' as const } }),
    bodyLimit: BODY_LIMIT,
    requestIdHeader: false,
    genReqId: () => newId(clock.now()),
    loggerInstance: log.child({ module: 'http' }),
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { caseSensitive: true, ignoreTrailingSlash: false },
    http: { headersTimeout: HEADERS_TIMEOUT_MS },
  }) as unknown as FastifyInstance;

  // Refused upgrades too: the server itself no longer counts them among its connections, yet waits for them.
  const sockets = new Set<Socket>();
  app.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });

  const port = () => {
    const address = app.server.address();
    return typeof address === 'object' && address ? address.port : config.port;
  };
  const policy = contentSecurityPolicy(page);
  const origins = createOriginPolicy({ host: config.host, names: config.names, isTls: tls !== null, port });

  app.addHook('onRequest', async (request, reply) => {
    void reply.headers({
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), microphone=(), geolocation=()',
    });
    if (request.url.startsWith('/api/')) void reply.header('cache-control', 'no-store');
    if (!origins.isAllowed(request.headers)) throw new Refusal('origin.refused');
  });
  app.addHook('preValidation', async (request) => {
    if (depthOf(request.body, JSON_DEPTH) > JSON_DEPTH)
      throw new Refusal('request.invalid', { fields: [{ path: 'body', message: 'too_deep' }] });
  });
  app.addHook('onResponse', async (request, reply) => {
    if (request.url.startsWith('/api/')) times.add(reply.elapsedTime);
  });
  app.setErrorHandler((error, request: FastifyRequest, reply) => {
    const problem = problemOf(error, request.id);
    if (problem.status >= 500)
      request.log.error({ error: toLogFormat(error), route: request.routeOptions.url, requestId: request.id }, 'request failed');
    void reply.code(problem.status).type('application/problem+json').send(problem);
  });
  app.setNotFoundHandler((request, reply) => {
    const wantsPage =
      request.method === 'GET' && !request.url.startsWith('/api/') && String(request.headers.accept ?? '').includes('text/html');
    if (wantsPage && 'sendFile' in reply) return reply.header('cache-control', 'no-cache').sendFile('index.html');
    const problem = problemOf(new Refusal('route.notFound'), request.id);
    return reply.code(404).type('application/problem+json').send(problem);
  });

  await app.register(cookie);
  await app.register(websocket, { options: { maxPayload: 64 * 1024, perMessageDeflate: false } });
  await app.register(
    (instance, _options, done) => {
      mountApi(instance).then(() => done(), done);
    },
    { prefix: '/api/v1' },
  );
  await mountRoot(app);
  await servePage(app, page);
  await app.ready();

  return {
    app,
    listen: async () => {
      await app.listen({ host: config.host, port: config.port });
      return port();
    },
    requestP95Ms: times.p95,
    close: async () => {
      const hard = setTimeout(() => {
        for (const socket of sockets) socket.destroy();
      }, CLOSE_MS);
      await app.close();
      clearTimeout(hard);
    },
  };
}
