import { isMainThread } from 'node:worker_threads';

/** Environment in which every process of Node, and every process it starts, computes without a pause for so many milliseconds on SIGUSR2. */
export const spinning = (forMs: number): Record<string, string> => ({
  NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --import=${import.meta.filename}`,
  TEST_SPIN_MS: String(forMs),
});

const forMs = Number(process.env.TEST_SPIN_MS ?? 0);
if (forMs > 0 && isMainThread)
  process.on('SIGUSR2', () => {
    const until = performance.now() + forMs;
    while (performance.now() < until);
  });
