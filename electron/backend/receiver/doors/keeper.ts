import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';

/** Something that is opened once it can be. */
export interface Kept<T> {
  current(): T | null;
  /** Why it is not open, as the system calls it; null while it is. */
  problem(): string | null;
  close(): Promise<void>;
}

const AGAIN_MS = 15_000;

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown');

/** Opens a door, and tries again for as long as it cannot: a port that another program holds may be given back. */
export function keepOpen<T extends { close(): Promise<void> }>(name: string, open: () => Promise<T>, clock: Clock, log: Log): Kept<T> {
  let door: T | null = null;
  let problem: string | null = null;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let trying = attempt();

  async function attempt(): Promise<void> {
    const from = clock.monotonic();
    try {
      const opened = await open();
      if (isClosed) return await opened.close();
      door = opened;
      problem = null;
      log.info({ door: name, ms: Math.round(clock.monotonic() - from) }, 'door open');
    } catch (error) {
      if (problem !== codeOf(error)) log.error({ door: name, code: codeOf(error) }, 'door not open');
      problem = codeOf(error);
      if (isClosed) return;
      timer = setTimeout(() => {
        trying = attempt();
      }, AGAIN_MS);
    }
  }

  return {
    current: () => door,
    problem: () => problem,
    close: async () => {
      isClosed = true;
      clearTimeout(timer);
      await trying;
      await door?.close();
      door = null;
    },
  };
}
