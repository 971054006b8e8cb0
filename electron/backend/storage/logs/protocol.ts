import type { Instant } from '../../../../shared/domain/id.ts';
import type { CountSearch, LogCount } from './count.ts';
import type { LogPage, LogSearch } from './reader.ts';
import type { LogArrival, LogStats } from './store.ts';

/** What a thread is started with; `paused` so that a writer started anew knows. */
export type LogThreadData =
  | { readonly role: 'writer'; readonly folder: string; readonly paused: string | null; readonly cacheBytes?: number }
  | { readonly role: 'reader'; readonly folder: string; readonly filterBytes?: number };

export type LogWriterState = Omit<LogStats, 'appended' | 'writeP95Ms' | 'paused'>;

/** What the writing thread can be asked; one argument, one result. */
export interface LogWriterCalls {
  append(message: { readonly stream: string; readonly arrivals: readonly LogArrival[] }): number;
  sequences(nothing: null): ReadonlyMap<string, number>;
  pause(reason: string): void;
  resume(nothing: null): void;
  /** Days that `remove` would take now; the reading thread lets go of them first. */
  expiring(before: Instant): readonly Instant[];
  remove(days: readonly Instant[]): Promise<void>;
  stats(nothing: null): Promise<LogWriterState>;
  stop(nothing: null): Promise<void>;
}

/** What the reading thread can be asked. */
export interface LogReaderCalls {
  search(search: LogSearch): LogPage;
  count(message: { readonly key: string; readonly search: CountSearch }): Promise<LogCount>;
  hide(days: readonly Instant[]): void;
  show(days: readonly Instant[]): void;
  damaged(nothing: null): number;
  stop(nothing: null): void;
}
