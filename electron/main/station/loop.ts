import type { Finder } from './finder.ts';

/** The finder at work. */
export interface FinderLoop {
  /** Settles when the first step has been taken. */
  readonly first: Promise<void>;
  /** Takes the next step now. */
  wake(): void;
  stop(): void;
}

/** Steps the finder for ever, one step at a time. A step that throws is reported and the next one follows a second later. */
export function runFinder(finder: Finder, onError: (error: unknown) => void): FinderLoop {
  let timer: NodeJS.Timeout | undefined;
  let isStepping = false;
  let isWanted = false;
  let isStopped = false;

  async function step(): Promise<void> {
    isStepping = true;
    isWanted = false;
    const delayMs = await finder.step().catch((error: unknown) => {
      onError(error);
      return 1000;
    });
    isStepping = false;
    if (!isStopped) timer = setTimeout(() => void step(), isWanted ? 0 : delayMs);
  }

  return {
    first: step(),
    wake() {
      isWanted = true;
      if (isStepping || isStopped) return;
      clearTimeout(timer);
      void step();
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
