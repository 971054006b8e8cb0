import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import type { CollectorHealth, Health, QueueHealth } from '../../../shared/contracts/health.ts';
import type { Instant } from '../../../shared/domain/id.ts';
import type { AuditState } from '../features/audit/index.ts';
import { readHead } from '../features/audit/index.ts';
import { createWindow, type Window } from '../features/health/index.ts';
import type { RemoteWriteService } from '../features/remoteWrite/index.ts';
import type { Clock } from '../lib/clock.ts';
import { createLoopDelay } from '../lib/loopDelay.ts';
import type { ProcessState } from '../lib/supervision.ts';
import type { Receiver } from '../link/index.ts';
import type { Ingest } from '../pipeline/ingest.ts';
import { RECEIVER_STREAM } from '../receiver/messages.ts';
import type { Stores } from './books.ts';

type Queue = z.output<typeof QueueHealth>;
type Collector = z.output<typeof CollectorHealth>;

export interface HealthParts {
  readonly stores: Stores;
  readonly ingest: Ingest;
  readonly audit: AuditState;
  readonly clock: Clock;
  readonly version: string;
  readonly data: string;
  readonly startedAt: number;
  readonly endToEnd: Window;
  receiver(): Receiver | null;
  processes(): readonly ProcessState[];
  /** What the poller last told about its collectors. */
  collectors(): readonly Collector[];
  requestP95Ms(): number | null;
  sockets(): number;
  /** How far the wall clock was set in the last hour, in ms. */
  clockStepMs(): number;
  /** End of the web server's certificate; null without TLS. */
  readonly certificateEnd: Instant | null;
  /** What was lost before it was kept; null until the receiver has told. */
  reception(): Health['reception'];
  /** How passing samples on goes; null while that is off. */
  readonly passing: RemoteWriteService['passing'];
}

/** The worst of the last minute is told. */
const LATE_SPAN_MS = 60_000;
/** What was not passed on is told as long. */
const LOST_SPAN_MS = 10 * 60_000;
const DAY_MS = 86_400_000;

function fileBytes(file: string): number {
  return ['', '-wal'].reduce((sum, suffix) => sum + (statSync(`${file}${suffix}`, { throwIfNoEntry: false })?.size ?? 0), 0);
}

type Passing = ReturnType<RemoteWriteService['passing']>;

const lostOf = (passing: Passing): number => (passing === null ? 0 : passing.dropped + passing.refused);

function queuesOf({ stores, ingest, receiver }: HealthParts, passing: Passing): Queue[] {
  const streams = receiver()?.streams() ?? [];
  const lost = ingest.stats();
  return [
    ...streams.map((stream) => ({
      from: stream.streamId,
      to: stream.streamId === RECEIVER_STREAM ? ('logs' as const) : ('pipeline' as const),
      depth: stream.depth + stream.waiting,
      perSecond: 0,
      dropped: stream.dropped,
      oldestAt: stream.oldestAt,
    })),
    { from: null, to: 'pipeline', depth: 0, perSecond: 0, dropped: lost.rejected, oldestAt: null },
    { from: null, to: 'core', depth: stores.core.stats().depth, perSecond: 0, dropped: 0, oldestAt: null },
    { from: null, to: 'telemetry', depth: 0, perSecond: 0, dropped: lost.samplesLost, oldestAt: null },
    ...(passing === null
      ? []
      : [
          {
            from: null,
            to: 'remoteWrite' as const,
            depth: passing.waiting,
            perSecond: 0,
            dropped: lostOf(passing),
            oldestAt: passing.oldestAt,
          },
        ]),
  ];
}

export interface HealthBoard {
  read(): Promise<Health>;
  /** The last reading, for the live topic; null before the first. */
  last(): Health | null;
  stop(): void;
}

/** Everything the page 自检 shows, read from the parts when asked. */
export function createHealthBoard(parts: HealthParts): HealthBoard {
  const { stores, audit, clock, version, data, startedAt, endToEnd, processes, collectors, requestP95Ms, sockets } = parts;
  const loop = createLoopDelay();
  const late = createWindow(LATE_SPAN_MS);
  const lost = createWindow(LOST_SPAN_MS);
  let lostBefore = 0;
  let last: Health | null = null;
  let previous: { readonly atMono: number; readonly observations: number; readonly appended: number; readonly sent: number } | null = null;

  async function read(): Promise<Health> {
    const disk = stores.disk.reading();
    const core = stores.core.stats();
    const [telemetry, logs] = await Promise.all([stores.telemetry.stats(), stores.logs.stats()]);
    const verified = audit.last();
    const mono = clock.monotonic();
    if (previous === null || mono - previous.atMono > 1000) late.add(loop.readP99Ms(), mono);
    const passing = parts.passing();
    if (lostOf(passing) > lostBefore) {
      lost.add(lostOf(passing) - lostBefore, mono);
      lostBefore = lostOf(passing);
    }
    const counted = {
      ...{ atMono: mono, observations: parts.ingest.stats().observations, appended: telemetry.appended, sent: passing?.sent ?? 0 },
    };
    const seconds = previous ? Math.max(0.001, (mono - previous.atMono) / 1000) : null;
    const rate = (now: number, before: number | undefined) =>
      seconds === null || before === undefined ? 0 : Math.round(((now - before) / seconds) * 10) / 10;
    const queues = queuesOf(parts, passing).map((queue) => {
      if (queue.from !== null) return queue;
      if (queue.to === 'pipeline') return { ...queue, perSecond: rate(counted.observations, previous?.observations) };
      if (queue.to === 'remoteWrite') return { ...queue, perSecond: rate(counted.sent, previous?.sent) };
      return queue.to === 'telemetry' ? { ...queue, perSecond: rate(counted.appended, previous?.appended) } : queue;
    });
    if (!previous || mono - previous.atMono > 1000) previous = counted;
    last = {
      at: clock.now(),
      version,
      startedAt,
      dataFolder: data,
      disk: {
        total: disk.total,
        free: disk.free,
        state: disk.state,
        since: disk.since,
        telemetryStopped: telemetry.paused !== null,
        ballast: disk.ballast,
      },
      processes: [...processes()],
      queues,
      collectors: [...collectors()],
      stores: [
        { name: 'core', bytes: fileBytes(join(data, 'core.db')), writeP95Ms: core.commitP95Ms, note: null, synchronous: core.synchronous },
        {
          name: 'telemetry',
          bytes: telemetry.bytes,
          writeP95Ms: telemetry.writeP95Ms,
          note: telemetry.paused,
          synchronous: telemetry.synchronous,
        },
        { name: 'logs', bytes: logs.bytes, writeP95Ms: logs.writeP95Ms, note: logs.paused, synchronous: logs.synchronous },
      ],
      audit: { records: (await readHead(stores.core.read)).seq, verifiedAt: verified?.at ?? null, ok: verified?.ok ?? null },
      endToEndP95Ms: endToEnd.quantile(0.95, mono),
      requestP95Ms: requestP95Ms(),
      loopDelayP99Ms: late.quantile(1, mono),
      slowQueries: core.slow,
      slow: [...stores.slow.list()],
      clock: { stepMs: parts.clockStepMs() },
      certificate:
        parts.certificateEnd === null ? null : { notAfter: parts.certificateEnd, days: (parts.certificateEnd - clock.now()) / DAY_MS },
      reception: parts.reception(),
      passingOn: passing && { lost: lost.sum(mono) },
      sockets: sockets(),
      sessions: stores.sessions.count(),
      events: [...stores.selfEvents.recent()],
    };
    return last;
  }
  return { read, last: () => last, stop: loop.stop };
}
