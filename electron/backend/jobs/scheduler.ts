import type { Clock } from '../lib/clock.ts';
import { type Log, toLogFormat } from '../lib/log.ts';

/** Something done again and again. It is not started while its last run goes on. */
export interface Job {
  /** noun.verb */
  readonly id: string;
  readonly everyMs: number;
  run(): Promise<void>;
}

export interface JobRun {
  readonly id: string;
  readonly at: number;
  readonly ms: number;
  readonly ok: boolean;
}

export interface Jobs {
  runs(): readonly JobRun[];
  /** Starts nothing more and waits for what runs. */
  stop(): Promise<void>;
}

/** Starts the jobs; each first runs one interval from now. A failing run is logged and the next one comes as planned. */
export function startJobs(jobs: readonly Job[], clock: Clock, log: Log): Jobs {
  const last = new Map<string, JobRun>();
  const running = new Map<string, Promise<void>>();

  async function run(job: Job): Promise<void> {
    const began = clock.monotonic();
    const at = clock.now();
    let ok = true;
    try {
      await job.run();
    } catch (error) {
      ok = false;
      log.error({ job: job.id, error: toLogFormat(error) }, 'job failed');
    }
    last.set(job.id, { id: job.id, at, ms: clock.monotonic() - began, ok });
  }

  const timers = jobs.map((job) => {
    const timer = setInterval(() => {
      if (running.has(job.id)) return;
      running.set(
        job.id,
        run(job).finally(() => running.delete(job.id)),
      );
    }, job.everyMs);
    timer.unref();
    return timer;
  });

  return {
    runs: () => [...last.values()],
    stop: async () => {
      for (const timer of timers) clearInterval(timer);
      await Promise.all(running.values());
    },
  };
}
