import { setImmediate } from 'node:timers/promises';
import type { Instant } from '../../../../shared/domain/id.ts';
import type { Clock } from '../../lib/clock.ts';
import { faultOf } from './faults.ts';
import { createHead, type Head } from './head.ts';
import type { HeadLog } from './headLog.ts';
import type { Limits } from './protocol.ts';
import type { Registry } from './registry.ts';
import type { SeriesTable } from './seriesTable.ts';
import { TelemetryError } from './store.ts';
import { type TransferContext, transfer } from './transfer.ts';

/** Series whose newest value one transaction of the registry takes. */
const SAVE_ROWS = 2_000;

interface CheckpointerContext {
  readonly log: HeadLog;
  readonly registry: Registry;
  readonly table: SeriesTable;
  readonly limits: Limits;
  readonly clock: Clock;
  readonly transfer: Omit<TransferContext, 'isStopped' | 'monotonic'>;
  /** Runs work while nothing is being appended. */
  between<T>(work: () => Promise<T>): Promise<T>;
  onDone(samples: number, ms: number): void;
  onFailure(error: TelemetryError): void;
}

/** A head that takes no more, and the log segments that hold it. */
interface Leaving {
  readonly head: Head;
  readonly segments: readonly number[];
}

/** The head in its two parts, the one that grows and the one on its way into chunks, and when the change happens. */
export interface Checkpointer {
  /** The head that takes new samples. */
  growing(): Head;
  /** Every head with samples that may be in no chunk, oldest first. */
  heads(): readonly Head[];
  /** Waits for the transfer in progress when the heads may not take that many more samples, and throws `telemetry.full` when that did not help. */
  admit(samples: number): Promise<void>;
  /** Called between two append groups: begins a transfer when the head is large enough. */
  consider(): Promise<void>;
  /** Stops transferring, at the latest after the slice in progress. */
  suspend(): Promise<void>;
  resume(): void;
  state(): { readonly at: Instant | null; readonly ms: number | null; readonly failures: number };
}

/** A checkpointer that begins with the head read back from the logs. */
export function createCheckpointer(context: CheckpointerContext, replayed: Head): Checkpointer {
  const { log, registry, table, limits, clock } = context;
  let growing = replayed;
  let growingSince: number | null = replayed.size() > 0 ? clock.monotonic() : null;
  let leaving: Leaving | undefined;
  let running: Promise<void> | undefined;
  let suspended = false;
  let timer: NodeJS.Timeout | undefined;
  let state: { at: Instant | null; ms: number | null; failures: number } = { at: null, ms: null, failures: 0 };

  const isDue = () =>
    growing.size() >= limits.headSamples || (growingSince !== null && clock.monotonic() - growingSince >= limits.headAgeMs);

  async function saveLatest(head: Head): Promise<boolean> {
    const sids = head.sids();
    for (let begin = 0; begin < sids.length; begin += SAVE_ROWS) {
      await setImmediate();
      if (suspended) return false;
      // As objects only those of a step: a million would be two hundred megabytes.
      registry.save(Array.from(sids.subarray(begin, begin + SAVE_ROWS)).flatMap((sid) => table.bySid(sid) ?? []));
    }
    return true;
  }

  async function run({ head, segments }: Leaving): Promise<void> {
    const begin = clock.monotonic();
    try {
      const isWhole = await transfer(head, { ...context.transfer, isStopped: () => suspended, monotonic: () => clock.monotonic() });
      if (!isWhole || !(await saveLatest(head))) return;
      await log.drop(segments);
      leaving = undefined;
      const ms = Math.round(clock.monotonic() - begin);
      state = { at: clock.now(), ms, failures: 0 };
      context.onDone(head.size(), ms);
    } catch (error) {
      state = { ...state, failures: state.failures + 1 };
      context.onFailure(faultOf(error));
    }
  }

  function start(): void {
    if (running || suspended || !leaving) return;
    disarm();
    running = run(leaving).finally(() => {
      running = undefined;
      if (leaving) arm();
      else void context.between(consider);
    });
  }

  function disarm(): void {
    clearTimeout(timer);
    timer = undefined;
  }

  /** One timer: the next attempt of a failed transfer, else the age of the growing head. */
  function arm(): void {
    if (timer || suspended || running || (!leaving && growingSince === null)) return;
    const wait = leaving ? limits.retryMs : Math.max(0, (growingSince ?? 0) + limits.headAgeMs - clock.monotonic());
    timer = setTimeout(() => {
      timer = undefined;
      if (leaving) start();
      else void context.between(consider);
    }, wait);
  }

  async function consider(): Promise<void> {
    if (growing.size() > 0) growingSince ??= clock.monotonic();
    if (leaving || suspended || !isDue()) {
      arm();
      return;
    }
    leaving = { head: growing, segments: await log.rotate() };
    growing = createHead();
    growingSince = null;
    start();
  }
  void context.between(consider);

  return {
    growing: () => growing,
    heads: () => (leaving ? [leaving.head, growing] : [growing]),
    admit: async (samples) => {
      const isFull = () => leaving !== undefined && growing.size() + samples > 2 * limits.headSamples;
      if (isFull()) await running;
      if (isFull()) throw new TelemetryError('telemetry.full', `${growing.size()} samples wait to be written into chunks`);
    },
    consider,
    suspend: async () => {
      suspended = true;
      disarm();
      await running;
    },
    resume: () => {
      suspended = false;
      start();
      arm();
    },
    state: () => state,
  };
}
