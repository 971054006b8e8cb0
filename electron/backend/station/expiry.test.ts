import { expect, test } from 'vitest';
import { systemClock } from '../lib/clock.ts';
import { createLog } from '../lib/log.ts';
import type { PartitionInfo, Retention } from '../storage/telemetry/index.ts';
import { createTelemetryExpiry } from './expiry.ts';

test('R-8.4.3-f1-2 an expiry keeps nobody waiting, runs once at a time, with the setting as it is when it begins', async () => {
  const asked: Retention[] = [];
  const finish: ((removed: readonly PartitionInfo[]) => void)[] = [];
  let samplesMs = 1;
  const expire = createTelemetryExpiry({
    telemetry: {
      expire: (_now, retention) => {
        asked.push(retention as Retention);
        return new Promise((resolve) => finish.push(resolve));
      },
    },
    retention: { ofStore: async () => ({ samplesMs }) },
    clock: systemClock,
    log: createLog('test', 'silent'),
  });
  await expire();
  await expire();
  await expect.poll(() => asked).toEqual([{ samplesMs: 1 }]);
  samplesMs = 2;
  finish[0]?.([]);
  await expect
    .poll(async () => {
      await expire();
      return asked;
    })
    .toEqual([{ samplesMs: 1 }, { samplesMs: 2 }]);
});
