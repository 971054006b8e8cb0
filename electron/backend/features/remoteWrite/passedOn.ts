import type { TelemetryStore } from '../../storage/telemetry/index.ts';
import type { Forwarder } from './forwarder.ts';

/** The store, whose samples are passed on once they are durable in it. */
export function passedOn(store: TelemetryStore, forwarder: Pick<Forwarder, 'offer'>): TelemetryStore {
  return {
    ...store,
    append: async (samples) => {
      await store.append(samples);
      forwarder.offer(samples);
    },
  };
}
