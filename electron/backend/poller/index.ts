import { systemClock } from '../lib/clock.ts';
import { createLog, toLogFormat } from '../lib/log.ts';
import type { PollerSays } from './messages.ts';
import { createPoller, HEALTH_MS, type Poller } from './poller.ts';

const STOP_LIMIT_MS = 2800;
const log = createLog('poller', process.env.NOC_LOG_LEVEL ?? 'info');
let poller: Poller | null = null;
let isStopping = false;

function say(message: PollerSays): void {
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
  await poller?.stop();
  log.info('stopped');
  process.exit(0);
}

for (const event of ['uncaughtException', 'unhandledRejection'] as const)
  process.on(event, (error: unknown) => {
    log.fatal({ event, error: toLogFormat(error) }, 'poller fails');
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
  process.stderr.write('采集进程没有启动:未设置 NOC_DATA。\nThe poller did not start: NOC_DATA is not set.\n');
  process.exit(1);
}
const running = await createPoller({ dataFolder, clock: systemClock, log });
poller = running;
setInterval(() => say({ type: 'health', ...running.health() }), HEALTH_MS);
say({ type: 'ready' });
log.info({ dataFolder }, 'polling');
