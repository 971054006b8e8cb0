import { type IncomingMessage, request } from 'node:http';
import type { Duplex, Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Fault } from '../../../../shared/domain/observation/observation.ts';
import { codeOf, faultOf } from '../net/fault.ts';

/** What of an answer is wanted: so many bytes of its body after decompression, 0 for its head only, in these types. */
export interface Wanted {
  readonly mostBytes: number;
  readonly accept: string;
}

export type Answer =
  | { readonly status: number; readonly location: string | undefined; readonly body: string; readonly isWhole: boolean }
  | { readonly fault: Fault };

/** What the exchange failed with once a connection stood: a peer that hangs up is not one that refuses. */
function exchangeFault(error: unknown): Fault {
  const fault = faultOf(error);
  return codeOf(error) === 'ECONNRESET' ? { ...fault, kind: 'protocol' } : fault;
}

function requestHeaders(url: URL, accept: string): Record<string, string> {
  const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return {
    host: url.host,
    accept,
    'accept-encoding': 'identity',
    'user-agent': 'Shouwang',
    connection: 'close',
    ...(url.username !== '' && { authorization: `Basic ${Buffer.from(credentials, 'utf8').toString('base64')}` }),
  };
}

/** One GET over a connection that stands. */
export function exchange(connection: Duplex, url: URL, wanted: Wanted, signal: AbortSignal, onAbort: Fault): Promise<Answer> {
  return new Promise((resolve) => {
    const end = (answer: Answer): void => {
      signal.removeEventListener('abort', abort);
      connection.destroy();
      resolve(answer);
    };
    const abort = (): void => end({ fault: onAbort });
    const headers = requestHeaders(url, wanted.accept);
    const outgoing = request({ createConnection: () => connection, path: `${url.pathname}${url.search}`, headers });
    outgoing.on('error', (error) => end({ fault: exchangeFault(error) }));
    outgoing.on('response', (incoming) => {
      const head = { status: incoming.statusCode ?? 0, location: incoming.headers.location };
      if (wanted.mostBytes === 0) {
        end({ ...head, body: '', isWhole: false });
        return;
      }
      readBody(incoming, wanted.mostBytes).then(
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

async function readBody(incoming: IncomingMessage, mostBytes: number): Promise<{ readonly body: string; readonly isWhole: boolean }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of decoded(incoming) as AsyncIterable<Buffer>) {
    chunks.push(chunk.subarray(0, mostBytes - bytes));
    bytes += chunk.byteLength;
    if (bytes >= mostBytes) break;
  }
  const label = /charset="?([^\s;"]+)/i.exec(incoming.headers['content-type'] ?? '')?.[1];
  return { body: decodeText(Buffer.concat(chunks), label), isWhole: bytes < mostBytes };
}

function decodeText(bytes: Buffer, label = 'utf-8'): string {
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    // A character set nobody knows: UTF-8 is the likeliest.
    return new TextDecoder('utf-8').decode(bytes);
  }
}
