import type { Clock } from '../../lib/clock.ts';
import { type Batch, type Head, makeBatch } from './head.ts';
import type { HeadLog } from './headLog.ts';
import type { AppendMessage } from './protocol.ts';
import type { Registry } from './registry.ts';
import { keptValue, type Series, type SeriesTable } from './seriesTable.ts';
import { TelemetryError } from './store.ts';

interface Waiting {
  readonly message: AppendMessage;
  /** What the handles of the message stand for. */
  readonly series: readonly Series[];
  resolve(): void;
  reject(error: unknown): void;
}

interface AppenderContext {
  readonly clock: Clock;
  readonly registry: Registry;
  readonly table: SeriesTable;
  readonly log: HeadLog;
  /** The head that takes what is appended now. */
  head(): Head;
  /** Rejects with why that many samples may not be appended at the moment. */
  admit(samples: number): Promise<void>;
  /** Called after each group, with nothing in flight. */
  afterGroup(): Promise<void>;
}

/** The order in which samples become durable: what arrives while the disk is busy goes to it together next. */
export interface Appender {
  append(message: AppendMessage): Promise<void>;
  /** Runs work between two groups. */
  between<T>(work: () => Promise<T>): Promise<T>;
}

/** An appender over open files; `afterGroup` is where a full head leaves. */
export function createAppender({ clock, registry, table, log, head, admit, afterGroup }: AppenderContext): Appender {
  let handles: Series[] = [];
  let waiting: Waiting[] = [];
  let turn: Promise<unknown> = Promise.resolve();

  function between<T>(work: () => Promise<T>): Promise<T> {
    const result = turn.then(work);
    turn = result.catch(() => undefined);
    return result;
  }

  /** What handles stand for. Done at arrival, before anything can refuse the message: later ones build on its definitions. */
  function define(message: AppendMessage): readonly Series[] {
    if (message.reset) handles = [];
    for (const key of message.definitions) handles.push(table.define(key));
    const unknown = message.handle.find((handle) => handle >= handles.length);
    if (unknown !== undefined) throw new TelemetryError('telemetry.invalid', `series handle ${unknown} was never defined`);
    return handles;
  }

  /** Numbers for series that have none, in one transaction; a series removed since its definition gets a new one. */
  function numberSeries(group: readonly Waiting[]): void {
    const missing = new Map<Series, number>();
    for (const { message, series } of group) {
      for (let i = 0; i < message.handle.length; i++) {
        const one = series[message.handle[i] ?? 0];
        if (one?.sid === 0) missing.set(table.define(one), message.intervalMs[i] ?? 0);
      }
    }
    if (missing.size === 0) return;
    const keys = [...missing].map(([{ resourceId, metric, component }, intervalMs]) => ({ resourceId, metric, component, intervalMs }));
    const sids = registry.add(keys);
    [...missing.keys()].forEach((one, i) => {
      table.number(one, sids[i] ?? 0);
    });
  }

  function batchOf(group: readonly Waiting[]): Batch {
    const batch = makeBatch(group.reduce((sum, { message }) => sum + message.at.length, 0));
    let place = 0;
    for (const { message, series } of group) {
      batch.at.set(message.at, place);
      batch.intervalMs.set(message.intervalMs, place);
      for (let i = 0; i < message.handle.length; i++, place++) {
        const one = series[message.handle[i] ?? 0];
        if (!one) continue;
        batch.sid[place] = one.sid === 0 ? table.define(one).sid : one.sid;
        batch.value[place] = keptValue(one.metric, message.value[i] ?? Number.NaN);
      }
    }
    return batch;
  }

  async function commit(group: readonly Waiting[]): Promise<void> {
    numberSeries(group);
    const batch = batchOf(group);
    await log.append(batch);
    head().append(batch);
    table.noteLatest(batch, clock.now());
  }

  async function commitWaiting(): Promise<void> {
    const group = waiting;
    waiting = [];
    if (group.length === 0) return;
    try {
      await admit(group.reduce((sum, { message }) => sum + message.at.length, 0));
      await commit(group);
      for (const one of group) one.resolve();
    } catch (error) {
      for (const one of group) one.reject(error);
    }
    await afterGroup();
  }

  return {
    between,
    append: (message) =>
      new Promise((resolve, reject) => {
        waiting.push({ message, series: define(message), resolve, reject });
        if (waiting.length === 1) void between(commitWaiting);
      }),
  };
}
