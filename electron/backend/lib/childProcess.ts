import { createLog, type Log, toLogFormat } from './log.ts';
import { sayAlive } from './supervision.ts';

/** What a child process of the station does, once it is open. */
export interface Running {
  /** Figures since the last call, told to the supervisor. */
  health(): object;
  /** Ends what runs, within two seconds. */
  stop(): Promise<void>;
}

interface Options {
  readonly name: string;
  /** For people: `采集进程`. */
  readonly title: string;
  readonly healthMs: number;
  open(dataFolder: string, log: Log): Promise<Running>;
}

const STOP_LIMIT_MS = 2800;

/** Runs a child of the supervisor until it is asked to stop, its supervisor is gone, or it fails. Without NOC_DATA it says so and exits with 1. */
export async function runChild({ name, title, healthMs, open }: Options): Promise<void> {
  const log = createLog(name, process.env.NOC_LOG_LEVEL ?? 'info');
  let running: Running | null = null;
  let isStopping = false;

  function say(message: object): void {
    if (process.connected) process.send?.(message);
  }

  async function stop(reason: string): Promise<void> {
    if (isStopping) return;
    isStopping = true;
    log.info({ reason }, 'stopping');
    setTimeout(() => {
      log.error('not stopped in time');
      process.exit(0);
    }, STOP_LIMIT_MS);
    await running?.stop();
    log.info('stopped');
    process.exit(0);
  }

  for (const event of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(event, (error: unknown) => {
      log.fatal({ event, error: toLogFormat(error) }, `${name} fails`);
      process.exit(1);
    });
  process.on('SIGTERM', () => void stop('SIGTERM'));
  // A terminal signals the whole group: under a supervisor that one decides.
  process.on('SIGINT', () => {
    if (!process.send) void stop('SIGINT');
  });
  process.on('disconnect', () => void stop('supervisor gone'));
  process.on('message', (message: unknown) => {
    if (typeof message === 'object' && message !== null && 'type' in message && message.type === 'stop') void stop('asked');
  });

  const dataFolder = process.env.NOC_DATA;
  if (dataFolder === undefined || dataFolder === '') {
    process.stderr.write(`${title}没有启动:未设置 NOC_DATA。\nThe ${name} did not start: NOC_DATA is not set.\n`);
    process.exit(1);
  }
  sayAlive();
  const opened = await open(dataFolder, log);
  running = opened;
  setInterval(() => say({ type: 'health', ...opened.health() }), healthMs);
  say({ type: 'ready' });
  log.info({ dataFolder }, 'running');
}
