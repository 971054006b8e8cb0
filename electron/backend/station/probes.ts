import type { FastifyInstance } from 'fastify';
import { isLoopback } from '../config/schema.ts';
import { isSameSecret } from '../lib/crypto.ts';

interface Options {
  /** True when alarms and audit can be written. */
  isReady(): boolean;
  metrics(): Promise<string>;
  /** Needed for /metrics from another machine. */
  readonly token: string;
}

/** /healthz: the process answers; /readyz: it can write; /metrics: its figures, with a token off this machine. */
export function mountProbes(app: FastifyInstance, { isReady, metrics, token }: Options): void {
  app.get('/healthz', async (_request, reply) => reply.type('text/plain').send('ok\n'));
  app.get('/readyz', async (_request, reply) =>
    isReady() ? reply.type('text/plain').send('ready\n') : reply.code(503).type('text/plain').send('storage full\n'),
  );
  app.get('/metrics', async (request, reply) => {
    const bearer = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (!isLoopback(request.ip) && !(bearer !== undefined && isSameSecret(bearer, token)))
      return reply.code(401).type('text/plain').send('token needed\n');
    return reply.type('text/plain; version=0.0.4').send(await metrics());
  });
}
