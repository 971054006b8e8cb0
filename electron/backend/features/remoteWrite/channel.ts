import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

/** Of what a receiver answers; some words of it are shown. */
const MOST_ANSWER_BYTES = 4096;
const MOST_WORDS = 200;
const TIMEOUT_MS = 30_000;
const HEADERS = {
  'Content-Type': 'application/x-protobuf',
  'Content-Encoding': 'snappy',
  'X-Prometheus-Remote-Write-Version': '0.1.0',
  'User-Agent': 'shouwang',
};

/** Where to send, and whom to believe there. */
export interface Receiver {
  readonly url: string;
  /** PEM of the authorities that are believed; null: those Node believes. */
  readonly caCertificate: string | null;
  /** Of the header by that name; null: none. */
  readonly authorization: string | null;
  /** What it is entered with cannot be had: nothing is sent, for it would be refused for good. */
  readonly isLocked: boolean;
}

/** What a receiver said: `again` may be tried again, `refused` never (remote write 1.0: 4xx but 429). */
export type Answer = { readonly kind: 'taken' } | { readonly kind: 'again' | 'refused'; readonly code: string; readonly detail: string };

/** One receiver with its connection, kept open between requests. */
export interface Channel {
  /** Sends one compressed request; never rejects. */
  post(body: Buffer, signal: AbortSignal, timeoutMs?: number): Promise<Answer>;
  close(): void;
}

/** What opens the receiver, in whatever form it may say it back. */
function secretsIn(authorization: string | null): readonly string[] {
  const [scheme, value = ''] = authorization?.split(' ') ?? [];
  if (scheme !== 'Basic') return value === '' ? [] : [value];
  const pair = Buffer.from(value, 'base64').toString();
  return [value, pair.slice(pair.indexOf(':') + 1)];
}

/** The beginning of what it says, as far as it comes: the status holds without. */
async function wordsOf(response: IncomingMessage, secrets: readonly string[]): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const part of response as AsyncIterable<Buffer>) {
      parts.push(part);
      bytes += part.byteLength;
      if (bytes >= MOST_ANSWER_BYTES) break;
    }
  } catch {
    // Cut short, or not at an end within its time.
  }
  const said = Buffer.concat(parts).toString();
  return secrets
    .reduce((text, secret) => text.replaceAll(secret, '***'), said)
    .trim()
    .slice(0, MOST_WORDS);
}

function answerOf(status: number, words: string): Answer {
  if (status >= 200 && status < 300) return { kind: 'taken' };
  // A redirect is not followed: the samples go where somebody said, and nowhere else.
  const mayRepeat = status >= 500 || status === 429 || status < 400;
  return { kind: mayRepeat ? 'again' : 'refused', code: String(status), detail: words };
}

function faultOf(error: unknown, isTimeout: boolean): Answer {
  if (isTimeout) return { kind: 'again', code: 'ETIMEDOUT', detail: '' };
  const { code, message = '' } = error as { readonly code?: string; readonly message?: string };
  return { kind: 'again', code: code ?? 'unknown', detail: message };
}

/** A channel to a receiver; connects at the first request. */
export function openChannel({ url, caCertificate, authorization, isLocked }: Receiver): Channel {
  const to = new URL(url);
  const isSecure = to.protocol === 'https:';
  const agent = isSecure
    ? new HttpsAgent({ keepAlive: true, maxSockets: 1, ...(caCertificate === null ? {} : { ca: caCertificate }) })
    : new HttpAgent({ keepAlive: true, maxSockets: 1 });
  const request = isSecure ? httpsRequest : httpRequest;
  const secrets = secretsIn(authorization);

  function send(body: Buffer, signal: AbortSignal): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const headers = { ...HEADERS, 'Content-Length': body.byteLength, ...(authorization !== null && { Authorization: authorization }) };
      let isAnswered = false;
      const outgoing = request(to, { method: 'POST', headers, agent, signal }, (response) => {
        isAnswered = true;
        wordsOf(response, secrets).then((words) => resolve(answerOf(response.statusCode ?? 0, words)), reject);
      });
      outgoing.on('error', (error) => {
        if (!isAnswered) reject(error);
      });
      outgoing.end(body);
    });
  }

  return {
    post: async (body, signal, timeoutMs = TIMEOUT_MS) => {
      if (isLocked) return { kind: 'again', code: 'credential', detail: '' };
      const timeout = AbortSignal.timeout(timeoutMs);
      try {
        return await send(body, AbortSignal.any([signal, timeout]));
      } catch (error) {
        return faultOf(error, timeout.aborted);
      }
    },
    close: () => agent.destroy(),
  };
}
