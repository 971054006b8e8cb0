import { request } from 'node:http';
import { connectHost } from './record.ts';

const LIMIT_BYTES = 64 * 1024;

/** One call to a program on this machine. */
export interface LocalCall {
  readonly method: 'GET' | 'POST';
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

/** Status and parsed JSON (undefined when it is none); undefined when nobody answered in time or the answer is over 64 KiB. */
export function callLocal(call: LocalCall): Promise<{ status: number; body: unknown } | undefined> {
  const payload = call.body === undefined ? undefined : JSON.stringify(call.body);
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(call.timeoutMs);
    const headers = { ...call.headers, ...(payload !== undefined && { 'content-type': 'application/json' }) };
    const sent = request(
      { host: call.host, port: call.port, path: call.path, method: call.method, headers, agent: false, signal },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
          if (text.length > LIMIT_BYTES) response.destroy(new Error('answer too large'));
        });
        response.on('error', () => resolve(undefined));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: parseJson(text) }));
      },
    );
    sent.on('error', () => resolve(undefined));
    sent.end(payload);
  });
}

/** True when the station answers for a page (its path, a fragment is cut off) with something other than an error. */
export async function isPageServed(of: { readonly host: string; readonly port: number }, path: string): Promise<boolean> {
  const [withoutFragment = '/'] = path.split('#');
  const answer = await callLocal({ method: 'GET', host: connectHost(of.host), port: of.port, path: withoutFragment, timeoutMs: 3000 });
  return answer !== undefined && answer.status < 400;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
