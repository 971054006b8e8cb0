import { runChild } from '../lib/childProcess.ts';
import { systemClock } from '../lib/clock.ts';
import { createPoller, HEALTH_MS } from './poller.ts';

await runChild({
  name: 'poller',
  title: '采集进程',
  healthMs: HEALTH_MS,
  open: (dataFolder, log) => createPoller({ dataFolder, clock: systemClock, log }),
});
