import { expect, test } from 'vitest';
import type { StoredSample, TelemetryStore } from '../../storage/telemetry/index.ts';
import { passedOn } from './passedOn.ts';

test('samples are passed on when they are durable, and not when they are refused', async () => {
  const steps: string[] = [];
  let refuses = false;
  const store = {
    append: async () => {
      if (refuses) throw new Error('full');
      steps.push('stored');
    },
  } as unknown as TelemetryStore;
  const both = passedOn(store, { offer: (samples) => steps.push(`offered ${samples.length}`) });
  const sample: StoredSample = { resourceId: 'r', metric: 'cpu.utilisation', component: '', at: 1, value: 1, intervalMs: 1 };
  await both.append([sample, sample]);
  expect(steps).toEqual(['stored', 'offered 2']);
  refuses = true;
  await expect(both.append([sample])).rejects.toThrow('full');
  expect(steps).toHaveLength(2);
});
