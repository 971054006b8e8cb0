import { request } from 'node:http';
import { connect, type TLSSocket } from 'node:tls';
import { fingerprintFromNode } from './certificate.ts';
import { connectHost, type StationRecord } from './record.ts';

const LIMIT_BYTES = 64 * 1024;

/** Where a station listens, and with TLS by which certificate it is known there. */
export type Endpoint = Pick<StationRecord, 'host' | 'port' | 'certificate'>;

/** One call to a station. */
export interface LocalCall {
  readonly method: 'GET' | 'POST';
  readonly to: Endpoint;
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

/** Status and parsed JSON (undefined when it is none). Status 0: somebody answered with another certificate and was told nothing. */
export interface LocalAnswer {
  readonly status: number;
  readonly body: unknown;
}

const STRANGER: LocalAnswer = { status: 0, body: undefined };

/** A connection to the holder of that very certificate; anybody else's is closed before a byte of ours is sent. */
function connectTo({ host, port }: Endpoint, certificate: string, signal: AbortSignal): Promise<TLSSocket | 'stranger' | undefined> {
  return new Promise((resolve) => {
    // The certificate is known in person: neither who issued it, nor for which name and time, says more.
    const socket = connect({ host: connectHost(host), port, rejectUnauthorized: false });
    const give = (result: TLSSocket | 'stranger' | undefined) => {
      if (typeof result !== 'object') socket.destroy();
      resolve(result);
    };
    signal.addEventListener('abort', () => socket.destroy(), { once: true });
    socket.on('error', () => give(undefined));
    socket.once('close', () => give(undefined));
    socket.once('secureConnect', () => {
      const shown = fingerprintFromNode(socket.getPeerCertificate().fingerprint256);
      give(shown === certificate ? socket : 'stranger');
    });
  });
}

/** Calls the station; undefined when nobody answered in time or the answer is over 64 KiB. */
export async function callLocal(call: LocalCall): Promise<LocalAnswer | undefined> {
  const signal = AbortSignal.timeout(call.timeoutMs);
  const { host, port, certificate } = call.to;
  const socket = certificate === null ? null : await connectTo(call.to, certificate, signal);
  if (socket === 'stranger') return STRANGER;
  if (socket === undefined) return undefined;
  const payload = call.body === undefined ? undefined : JSON.stringify(call.body);
  return new Promise((resolve) => {
    const headers = { ...call.headers, ...(payload !== undefined && { 'content-type': 'application/json' }) };
    const over = socket ? { createConnection: () => socket } : { agent: false as const };
    const sent = request({ host: connectHost(host), port, path: call.path, method: call.method, headers, signal, ...over }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
        if (text.length > LIMIT_BYTES) response.destroy(new Error('answer too large'));
      });
      response.on('error', () => resolve(undefined));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: parseJson(text) }));
    });
    sent.on('error', () => resolve(undefined));
    sent.end(payload);
  });
}

/** True when the station answers for a page (its path, a fragment is cut off) with something other than an error. */
export async function isPageServed(to: Endpoint, path: string): Promise<boolean> {
  const [withoutFragment = '/'] = path.split('#');
  const answer = await callLocal({ method: 'GET', to, path: withoutFragment, timeoutMs: 3000 });
  return answer !== undefined && answer.status >= 200 && answer.status < 400;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
