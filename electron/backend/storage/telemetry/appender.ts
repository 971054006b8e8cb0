import type { Clock } from '../../lib/clock.ts';
import { type Batch, type Head, makeBatch } from './head.ts';
import type { HeadLog } from './headLog.ts';
import type { AppendMessage } from './protocol.ts';
import type { Registry } from './registry.ts';
import { keptValue, type SeriesTable } from './seriesTable.ts';
import { TelemetryError } from './store.ts';

interface Waiting {
  readonly message: AppendMessage;
  /** Places in the table of what the handles of the message stand for. */
  readonly places: readonly number[];
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
  let handles: number[] = [];
  let waiting: Waiting[] = [];
  let turn: Promise<unknown> = Promise.resolve();

  function between<T>(work: () => Promise<T>): Promise<T> {
    const result = turn.then(work);
    turn = result.catch(() => undefined);
    return result;
  }

  /** Places of what handles stand for. Done at arrival, before anything can refuse the message: later ones build on its definitions. */
  function define(message: AppendMessage): readonly number[] {
    if (message.reset) handles = [];
    for (const key of message.definitions) handles.push(table.define(key));
    const unknown = message.handle.find((handle) => handle >= handles.length);
    if (unknown !== undefined) throw new TelemetryError('telemetry.invalid', `series handle ${unknown} was never defined`);
    return handles;
  }

  /** Numbers for series that have none, in one transaction; a series removed since its definition gets a new one. */
  function numberSeries(group: readonly Waiting[]): void {
    const missing = new Map<number, number>();
    for (const { message, places } of group) {
      for (let i = 0; i < message.handle.length; i++) {
        const place = places[message.handle[i] ?? 0] ?? 0;
        if (table.sidAt(place) === 0) missing.set(table.define(table.keyAt(place)), message.intervalMs[i] ?? 0);
      }
    }
    if (missing.size === 0) return;
    const keys = [...missing].map(([place, intervalMs]) => ({ ...table.keyAt(place), intervalMs }));
    const sids = registry.add(keys);
    [...missing.keys()].forEach((place, i) => {
      table.number(place, sids[i] ?? 0);
    });
  }

  function batchOf(group: readonly Waiting[]): Batch {
    const length = group.reduce((sum, { message }) => sum + message.at.length, 0);
    const batch = makeBatch(
      length,
      group.some(({ message }) => message.quality !== undefined),
    );
    let at = 0;
    for (const { message, places } of group) {
      batch.at.set(message.at, at);
      batch.intervalMs.set(message.intervalMs, at);
      if (message.quality) batch.quality?.set(message.quality, at);
      for (let i = 0; i < message.handle.length; i++, at++) {
        const place = places[message.handle[i] ?? 0] ?? 0;
        const sid = table.sidAt(place);
        batch.sid[at] = sid === 0 ? table.sidAt(table.define(table.keyAt(place))) : sid;
        batch.value[at] = keptValue(table.metricAt(place), message.value[i] ?? Number.NaN);
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
        waiting.push({ message, places: define(message), resolve, reject });
        if (waiting.length === 1) void between(commitWaiting);
      }),
  };
}
