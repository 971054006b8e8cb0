import { type IncomingMessage, request } from 'node:http';
import type { Duplex, Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Fault } from '../../../../shared/domain/observation/observation.ts';
import { codeOf, faultOf } from '../net/fault.ts';

/** Most bytes of a body that are looked at, after decompression. */
export const MAX_BODY_BYTES = 1024 * 1024;

export type Answer =
  | { readonly status: number; readonly location: string | undefined; readonly body: string; readonly isWhole: boolean }
  | { readonly fault: Fault };

/** What the exchange failed with once a connection stood: a peer that hangs up is not one that refuses. */
function exchangeFault(error: unknown): Fault {
  const fault = faultOf(error);
  return codeOf(error) === 'ECONNRESET' ? { ...fault, kind: 'protocol' } : fault;
}

function requestHeaders(url: URL): Record<string, string> {
  const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return {
    host: url.host,
    accept: '*/*',
    'accept-encoding': 'identity',
    'user-agent': 'Shouwang',
    connection: 'close',
    ...(url.username !== '' && { authorization: `Basic ${Buffer.from(credentials, 'utf8').toString('base64')}` }),
  };
}

/** One GET over a connection that stands. The body is read, decoded and bounded only where `wantsBody`. */
export function exchange(connection: Duplex, url: URL, wantsBody: boolean, signal: AbortSignal, onAbort: Fault): Promise<Answer> {
  return new Promise((resolve) => {
    const end = (answer: Answer): void => {
      signal.removeEventListener('abort', abort);
      connection.destroy();
      resolve(answer);
    };
    const abort = (): void => end({ fault: onAbort });
    const outgoing = request({ createConnection: () => connection, path: `${url.pathname}${url.search}`, headers: requestHeaders(url) });
    outgoing.on('error', (error) => end({ fault: exchangeFault(error) }));
    outgoing.on('response', (incoming) => {
      const head = { status: incoming.statusCode ?? 0, location: incoming.headers.location };
      if (!wantsBody) {
        end({ ...head, body: '', isWhole: false });
        return;
      }
      readBody(incoming).then(
        (body) => end({ ...head, ...body }),
        (error: unknown) => end({ fault: exchangeFault(error) }),
      );
    });
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    outgoing.end();
  });
}

function decoded(incoming: IncomingMessage): Readable {
  const encoding = incoming.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding === 'gzip' || encoding === 'x-gzip') return pipeline(incoming, createGunzip(), () => undefined);
  if (encoding === 'deflate') return pipeline(incoming, createInflate(), () => undefined);
  if (encoding === 'br') return pipeline(incoming, createBrotliDecompress(), () => undefined);
  return incoming;
}

async function readBody(incoming: IncomingMessage): Promise<{ readonly body: string; readonly isWhole: boolean }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of decoded(incoming) as AsyncIterable<Buffer>) {
    chunks.push(chunk.subarray(0, MAX_BODY_BYTES - bytes));
    bytes += chunk.byteLength;
    if (bytes >= MAX_BODY_BYTES) break;
  }
  const label = /charset="?([^\s;"]+)/i.exec(incoming.headers['content-type'] ?? '')?.[1];
  return { body: decodeText(Buffer.concat(chunks), label), isWhole: bytes < MAX_BODY_BYTES };
}

function decodeText(bytes: Buffer, label = 'utf-8'): string {
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    // A character set nobody knows: UTF-8 is the likeliest.
    return new TextDecoder('utf-8').decode(bytes);
  }
}
