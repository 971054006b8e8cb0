import type { RemoteWriteState } from '../../../../shared/contracts/remoteWrite.ts';
import type { Clock } from '../../lib/clock.ts';
import { type Log, toLogFormat } from '../../lib/log.ts';
import type { StoredSample } from '../../storage/telemetry/index.ts';
import { encodeWriteRequest, type Subject } from './message.ts';
import { compress } from './snappy.ts';

/** Samples in one request at most: some hundred kilobytes before they are compressed. */
const MOST_SAMPLES = 2_000;
/** Of what a receiver answers; some words of it are shown. */
const MOST_ANSWER_BYTES = 4096;
const TIMEOUT_MS = 30_000;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;
const HEADERS = {
  'Content-Type': 'application/x-protobuf',
  'Content-Encoding': 'snappy',
  'X-Prometheus-Remote-Write-Version': '0.1.0',
  'User-Agent': 'shouwang',
};

/** A durable queue of bounded size; one of too much is forgotten from its beginning. */
export interface ForwardQueue {
  append(content: Buffer): number;
  read(afterSeq: number, maxItems: number, maxBytes: number): readonly { readonly seq: number; readonly bytes: Buffer }[];
  acknowledge(seq: number): void;
  state(): { readonly depth: number; readonly bytes: number; readonly dropped: number; readonly oldestAt: number | null };
  close(): Promise<void>;
}

export interface ForwarderOptions {
  readonly queue: ForwardQueue;
  readonly clock: Clock;
  readonly log: Log;
  subjectOf(resourceId: string): Subject | undefined;
  readonly firstRetryMs?: number;
}

/** Passes stored samples on to an outside store by Prometheus remote write, through a durable queue of bounded size. */
export interface Forwarder {
  /** Where to send to from now on; null: nowhere, and nothing more is queued. What waits stays for the next address. */
  follow(url: string | null): void;
  /** Queues samples; never waits and never throws. */
  offer(samples: readonly StoredSample[]): void;
  state(): RemoteWriteState;
  stop(): Promise<void>;
}

/** What a receiver said: `again` may be tried again, `refused` never (remote write 1.0: 4xx but 429). */
type Answer = { readonly kind: 'taken' } | { readonly kind: 'again' | 'refused'; readonly why: string };

async function answered({ body }: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body ?? []) {
    parts.push(part);
    bytes += part.byteLength;
    if (bytes >= MOST_ANSWER_BYTES) break;
  }
  return Buffer.concat(parts).toString().trim().slice(0, 200);
}

async function send(url: string, body: Buffer, signal: AbortSignal): Promise<Answer> {
  try {
    const bounded = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
    const response = await fetch(url, { method: 'POST', headers: HEADERS, body: new Uint8Array(body), redirect: 'error', signal: bounded });
    const text = await answered(response);
    if (response.ok) return { kind: 'taken' };
    const mayRepeat = response.status >= 500 || response.status === 429;
    return { kind: mayRepeat ? 'again' : 'refused', why: `${response.status} ${text}`.trim() };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { kind: 'again', why: cause instanceof Error ? cause.message : String(cause) };
  }
}

/** A forwarder that sends nowhere until it is told where to. */
export function createForwarder(options: ForwarderOptions): Forwarder {
  const { queue, clock, log, subjectOf, firstRetryMs = FIRST_RETRY_MS } = options;
  let url: string | null = null;
  let isStopped = false;
  let acknowledged = 0;
  let running: Promise<void> | null = null;
  let abort = new AbortController();
  let wake: (() => void) | null = null;
  let state: { sent: number; refused: number; sentAt: number | null; problem: string | null } = {
    sent: 0,
    refused: 0,
    sentAt: null,
    problem: null,
  };

  function pauseFor(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async function drain(): Promise<void> {
    for (let delay = firstRetryMs; !isStopped && url !== null; ) {
      const [item] = queue.read(acknowledged, 1, Number.MAX_SAFE_INTEGER);
      if (!item) return;
      const to = url;
      const answer = await send(to, item.bytes, abort.signal);
      if (isStopped || to !== url) continue;
      if (answer.kind === 'again') {
        if (state.problem === null) log.warn({ url: to, why: answer.why }, 'remote write waits');
        state = { ...state, problem: answer.why };
        await pauseFor(delay);
        delay = Math.min(LONGEST_RETRY_MS, delay * 2);
        continue;
      }
      delay = firstRetryMs;
      if (answer.kind === 'refused') {
        log.warn({ url: to, why: answer.why }, 'remote write refused');
        state = { ...state, refused: state.refused + 1, problem: answer.why };
      } else state = { ...state, sent: state.sent + 1, sentAt: clock.now(), problem: null };
      acknowledged = item.seq;
      queue.acknowledge(item.seq);
    }
  }

  function start(): void {
    if (running || isStopped || url === null) return;
    running = drain()
      .then(
        () => true,
        (error: unknown) => {
          log.error({ error: toLogFormat(error) }, 'remote write failed');
          return false;
        },
      )
      .then((isWell) => {
        running = null;
        // What was offered while the last answer came in. After a failure the next offer tries again.
        if (isWell && queue.read(acknowledged, 1, 1).length > 0) start();
      });
  }

  return {
    follow: (next) => {
      if (next === url) return;
      url = next;
      abort.abort();
      abort = new AbortController();
      wake?.();
      start();
    },
    offer: (samples) => {
      if (url === null || isStopped) return;
      for (let begin = 0; begin < samples.length; begin += MOST_SAMPLES)
        queue.append(compress(encodeWriteRequest(samples.slice(begin, begin + MOST_SAMPLES), subjectOf)));
      start();
    },
    state: () => {
      const { depth, bytes, dropped, oldestAt } = queue.state();
      return { waiting: depth, waitingBytes: bytes, oldestAt, dropped, ...state };
    },
    stop: async () => {
      isStopped = true;
      abort.abort();
      wake?.();
      await running;
      await queue.close();
    },
  };
}
