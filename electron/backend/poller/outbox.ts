import type { Observation } from '../../../shared/domain/observation/observation.ts';
import { MAX_OBSERVATIONS } from './messages.ts';

export interface Outbox {
  add(observations: readonly Observation[]): void;
  /** Sends at once what has gathered. */
  flush(): void;
}

const GATHER_MS = 50;

/** Gathers observations for a moment, so that a thousand small checks become tens of items and not thousands. */
export function createOutbox(send: (observations: readonly Observation[]) => void): Outbox {
  let gathered: Observation[] = [];
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    const all = gathered;
    gathered = [];
    for (let at = 0; at < all.length; at += MAX_OBSERVATIONS) send(all.slice(at, at + MAX_OBSERVATIONS));
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
