import type { Observation } from '../../../shared/domain/observation/observation.ts';
import { ItemTooLong } from '../link/index.ts';
import { MAX_OBSERVATIONS } from './messages.ts';

export interface Outbox {
  add(observations: readonly Observation[]): void;
  /** Sends at once what has gathered. */
  flush(): void;
}

export interface OutboxOptions {
  /** Throws ItemTooLong where these are longer than `mostBytes`, or than anything may be. */
  send(observations: readonly Observation[], mostBytes?: number): void;
  /** One that is longer than anything may be was left out. */
  onTooLong(observation: Observation, bytes: number): void;
}

const GATHER_MS = 50;
/** Whoever takes them reads an item in one go: of several together no more than this. */
const TOGETHER_BYTES = 1024 * 1024;

/** Gathers observations for a moment, so that a thousand small checks become tens of items and not thousands. */
export function createOutbox({ send, onTooLong }: OutboxOptions): Outbox {
  let gathered: Observation[] = [];
  let timer: NodeJS.Timeout | undefined;

  /** What is too long together goes in halves. */
  function post(observations: readonly Observation[]): void {
    const [first] = observations;
    if (!first) return;
    try {
      if (observations.length === 1) send(observations);
      else send(observations, TOGETHER_BYTES);
    } catch (error) {
      if (!(error instanceof ItemTooLong)) throw error;
      const middle = observations.length >> 1;
      if (middle === 0) onTooLong(first, error.bytes);
      else for (const half of [observations.slice(0, middle), observations.slice(middle)]) post(half);
    }
  }

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    const all = gathered;
    gathered = [];
    for (let at = 0; at < all.length; at += MAX_OBSERVATIONS) post(all.slice(at, at + MAX_OBSERVATIONS));
  }

  return {
    add: (observations) => {
      gathered.push(...observations);
      if (gathered.length >= MAX_OBSERVATIONS) flush();
      else if (gathered.length > 0) timer ??= setTimeout(flush, GATHER_MS);
    },
    flush,
  };
}
