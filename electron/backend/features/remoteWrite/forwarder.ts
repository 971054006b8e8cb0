import { isDeepStrictEqual } from 'node:util';
import type { ReceiverProblem, RemoteWriteState } from '../../../../shared/contracts/remoteWrite.ts';
import type { Clock } from '../../lib/clock.ts';
import { type Log, toLogFormat } from '../../lib/log.ts';
import type { StoredSample } from '../../storage/telemetry/index.ts';
import { type Channel, openChannel, type Receiver } from './channel.ts';
import { encodeWriteRequest, type Subject } from './message.ts';
import { compress } from './snappy.ts';

/** Samples in one request at most: some hundred kilobytes before they are compressed. */
const MOST_SAMPLES = 2_000;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;

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
  /** How many bytes it holds at most. */
  readonly mostBytes: number;
  readonly clock: Clock;
  readonly log: Log;
  subjectOf(resourceId: string): Subject | undefined;
  readonly firstRetryMs?: number;
}

/** Passes stored samples on to an outside store by Prometheus remote write, through a durable queue of bounded size. */
export interface Forwarder {
  /** Where to send to from now on; null: nowhere, and nothing more is queued. What waits stays for the next address. */
  follow(receiver: Receiver | null): void;
  /** Queues samples; never waits and never throws. */
  offer(samples: readonly StoredSample[]): void;
  state(): RemoteWriteState;
  stop(): Promise<void>;
}

/** A forwarder that sends nowhere until it is told where to. */
export function createForwarder(options: ForwarderOptions): Forwarder {
  const { queue, mostBytes, clock, log, subjectOf, firstRetryMs = FIRST_RETRY_MS } = options;
  const since = clock.now();
  // The queue counts over restarts.
  const droppedBefore = queue.state().dropped;
  let to: Receiver | null = null;
  let channel: Channel | null = null;
  let isStopped = false;
  let acknowledged = 0;
  let running: Promise<void> | null = null;
  let abort = new AbortController();
  let wake: (() => void) | null = null;
  let state: { sent: number; refused: number; sentAt: number | null; problem: ReceiverProblem | null } = {
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
    for (let delay = firstRetryMs; !isStopped && channel !== null; ) {
      const [item] = queue.read(acknowledged, 1, Number.MAX_SAFE_INTEGER);
      if (!item) return;
      const used = channel;
      const answer = await used.post(item.bytes, abort.signal);
      if (isStopped || used !== channel) continue;
      const problem = answer.kind === 'taken' ? null : { code: answer.code, detail: answer.detail, at: clock.now() };
      if (answer.kind === 'again') {
        if (state.problem === null) log.warn({ url: to?.url, problem }, 'remote write waits');
        state = { ...state, problem };
        await pauseFor(delay);
        delay = used === channel ? Math.min(LONGEST_RETRY_MS, delay * 2) : firstRetryMs;
        continue;
      }
      delay = firstRetryMs;
      if (answer.kind === 'refused') {
        log.warn({ url: to?.url, problem }, 'remote write refused');
        state = { ...state, refused: state.refused + 1, problem };
      } else state = { ...state, sent: state.sent + 1, sentAt: clock.now(), problem: null };
      acknowledged = item.seq;
      queue.acknowledge(item.seq);
    }
  }

  function start(): void {
    if (running || isStopped || channel === null) return;
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
      if (isDeepStrictEqual(next, to)) return;
      to = next;
      abort.abort();
      channel?.close();
      channel = next && openChannel(next);
      // What another receiver said says nothing of this one.
      state = { ...state, problem: null };
      abort = new AbortController();
      wake?.();
      start();
    },
    offer: (samples) => {
      if (channel === null || isStopped) return;
      for (let begin = 0; begin < samples.length; begin += MOST_SAMPLES)
        queue.append(compress(encodeWriteRequest(samples.slice(begin, begin + MOST_SAMPLES), subjectOf)));
      start();
    },
    state: () => {
      const { depth, bytes, dropped, oldestAt } = queue.state();
      return {
        at: clock.now(),
        since,
        waiting: depth,
        waitingBytes: bytes,
        mostBytes,
        oldestAt,
        dropped: dropped - droppedBefore,
        ...state,
      };
    },
    stop: async () => {
      isStopped = true;
      abort.abort();
      wake?.();
      channel?.close();
      await running;
      await queue.close();
    },
  };
}
