import { expect, test } from 'vitest';
import type { Clock } from '../../lib/clock.ts';
import type { TelemetryStore } from '../../storage/telemetry/index.ts';
import { createFigureHistory } from './history.ts';

const HOUR = 3_600_000;
const NOW = 480_000 * HOUR + 1;

test('R-8.4.3-h-2 the worst of a stretch is its lowest where little is bad, and its highest elsewhere', async () => {
  const at = [0, 1, 2].map((minute) => NOW - HOUR + minute * 60_000);
  const telemetry = {
    series: async () => ['self.diskFree', 'self.requestP95', 'self.ofAnotherVersion'].map((metric) => ({ metric, component: '' })),
    query: async () => ({ at, min: [9, 1, 9], max: [9, 1, 9] }),
  };
  const history = createFigureHistory(telemetry as unknown as TelemetryStore, { now: () => NOW, monotonic: () => 0 } as Clock);
  const { series } = await history.read(24);
  expect(series.map(({ code, values }) => [code, values.filter((value) => value !== null)])).toEqual([
    ['diskFree', [1]],
    ['requestP95', [9]],
  ]);
});
