import { loadConfig } from '../config/load.ts';
import { runChild } from '../lib/childProcess.ts';
import { systemClock } from '../lib/clock.ts';
import { createReceiver, doorsOf, HEALTH_MS, SPOOL_BYTES } from './receiver.ts';

await runChild({
  name: 'receiver',
  title: '接收进程',
  healthMs: HEALTH_MS,
  open: (dataFolder, log) => createReceiver({ dataFolder, doors: doorsOf(loadConfig()), spoolBytes: SPOOL_BYTES, clock: systemClock, log }),
});
