import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** How a stand-in behaves; everything a real station cannot be asked to do wrong. */
export interface Behaviour {
  /** `right` signs with its key, `wrong` with another one, `missing` does not know the question. */
  readonly proof: 'right' | 'wrong' | 'missing';
  readonly port: number;
  readonly version: string;
  /** Status of the page itself. */
  readonly pageStatus: number;
  /** After so many right proofs the station signs wrongly. */
  readonly rightProofs: number;
}

export interface StandIn {
  readonly port: number;
  readonly stationId: string;
  /** Method and path of every request so far. */
  readonly requests: readonly string[];
  change(behaviour: Partial<Behaviour>): void;
  stop(): Promise<void>;
}

const PAGE = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>守望</title><h1>守望站的页面</h1>
<iframe src="/frame" title="frame"></iframe><a id="away" href="http://localhost:9/">away</a></html>`;
const POLICY = "default-src 'self'; script-src 'self'; frame-src 'self'";
export const COUNTS = { critical: 2, major: 1, minor: 0, warning: 3, total: 6, unacknowledged: 4 };

interface Identity {
  readonly stationId: string;
  readonly publicKey: string;
  signNonce(nonce: string, isRight: boolean): string;
}

/** The identity of a data folder: the same one however often its station is started. */
function identity(folder: string): Identity {
  const file = join(folder, 'keys/station.key');
  const other = generateKeyPairSync('ed25519').privateKey;
  if (!existsSync(file)) {
    mkdirSync(join(folder, 'keys'), { recursive: true, mode: 0o700 });
    const made = generateKeyPairSync('ed25519').privateKey;
    writeFileSync(file, made.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  }
  const privateKey = createPrivateKey(readFileSync(file));
  const publicKey = createPublicKey(privateKey);
  return {
    stationId: createHash('sha256')
      .update(publicKey.export({ type: 'spki', format: 'der' }))
      .digest('hex')
      .slice(0, 36),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    signNonce: (nonce, isRight) => sign(null, Buffer.from(`shouwang-station\n${nonce}`), isRight ? privateKey : other).toString('base64'),
  };
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

/** A program that answers the shell like a station, in this process; writes the data folder's station.json, keys and shell token. */
export async function startStandIn(folder: string, change: Partial<Behaviour> = {}): Promise<StandIn> {
  let behaviour: Behaviour = {
    proof: 'right',
    port: 0,
    version: '0.0.1',
    pageStatus: 200,
    rightProofs: Number.POSITIVE_INFINITY,
    ...change,
  };
  let proofs = 0;
  const requests: string[] = [];
  const token = randomBytes(32).toString('base64url');
  chmodSync(folder, 0o700);
  const { stationId, publicKey, signNonce } = identity(folder);
  mkdirSync(join(folder, 'run'), { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'run/shell.token'), token, { mode: 0o600 });

  const json = (response: ServerResponse, status: number, body: unknown) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  const html = (response: ServerResponse, status: number, body: string) =>
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY }).end(body);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').split('?')[0] ?? '';
    requests.push(`${request.method} ${request.url}`);
    if (path === '/healthz') return void json(response, 200, {});
    if (path === '/api/v1/alarms/counts')
      return void json(response, request.headers.authorization === `Bearer ${token}` ? 200 : 401, COUNTS);
    if (path === '/api/v1/station/proof' && behaviour.proof !== 'missing') {
      const nonce = String((await readBody(request)).nonce);
      proofs += 1;
      const isRight = behaviour.proof === 'right' && proofs <= behaviour.rightProofs;
      return void json(response, 200, { nonce, stationId, signature: signNonce(nonce, isRight) });
    }
    if (path === '/frame') return void html(response, 200, '<p>frame</p>');
    if (path === '/bare') return void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE);
    if (path === '/redirect') return void response.writeHead(302, { location: 'http://localhost:9/' }).end();
    if (path === '/' || path === '/wall' || path === '/setup') return void html(response, behaviour.pageStatus, PAGE);
    json(response, 404, {});
  }

  const server = createServer((request, response) => void answer(request, response));
  const port = await listen(server, behaviour.port);
  const record = join(folder, 'station.json');
  const content = { stationId, pid: process.pid, supervisorPid: process.pid, host: '127.0.0.1', port, version: behaviour.version };
  writeFileSync(record, JSON.stringify({ ...content, startedAt: Date.now(), publicKey }), { mode: 0o600 });
  return {
    port,
    stationId,
    requests,
    change: (next) => {
      behaviour = { ...behaviour, ...next };
    },
    stop: () =>
      new Promise((resolve) => {
        rmSync(record, { force: true });
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
