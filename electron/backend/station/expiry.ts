import type { RetentionService } from '../features/retention/index.ts';
import type { Clock } from '../lib/clock.ts';
import { type Log, toLogFormat } from '../lib/log.ts';
import { TelemetryError, type TelemetryStore } from '../storage/telemetry/index.ts';

interface Parts {
  readonly telemetry: Pick<TelemetryStore, 'expire'>;
  readonly retention: Pick<RetentionService, 'ofStore'>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Begins an expiry of telemetry and does not wait for it: rolling up weeks may take longer than a station has to stop, and the store
 * ends it when it stops. One at a time.
 */
export function createTelemetryExpiry({ telemetry, retention, clock, log }: Parts): () => Promise<void> {
  let isRunning = false;

  async function expire(): Promise<void> {
    try {
      const removed = await telemetry.expire(clock.now(), await retention.ofStore());
      for (const { from, to, bytes } of removed) log.info({ from, to, bytes }, 'samples expired');
    } catch (error) {
      if (!(error instanceof TelemetryError && error.code === 'telemetry.stopped'))
        log.error({ error: toLogFormat(error) }, 'telemetry not expired');
    } finally {
      isRunning = false;
    }
  }

  return async () => {
    if (isRunning) return;
    isRunning = true;
    void expire();
  };
}
