import type { HealthHistory } from '../../../../shared/contracts/health.ts';
import type { FigureCode, FigureValue } from '../../../../shared/domain/health/figures.ts';
import { FIGURE_CODES, figureDefinition } from '../../../../shared/domain/health/figures.ts';
import type { Instant, ResourceId } from '../../../../shared/domain/id.ts';
import type { Clock } from '../../lib/clock.ts';
import type { TelemetryStore } from '../../storage/telemetry/index.ts';

/** Under which the station's own figures are kept; it is no resource, so that no list of resources shows it. */
export const SELF_ID: ResourceId = '00000000-0000-7000-8000-5e1f5e1f5e1f';
const PREFIX = 'self.';
export const SAMPLE_MS = 60_000;
const HOUR_MS = 3_600_000;
const POINTS = 96;

export interface FigureHistory {
  /** Keeps the figures as they are at `at`. Rejects with TelemetryError. */
  keep(values: readonly FigureValue[], at: Instant): Promise<void>;
  /** The worst of each stretch of the last hours; read once a minute at the most. */
  read(hours: number): Promise<HealthHistory>;
}

/** The station's own figures in the telemetry store, kept as long as all others. */
export function createFigureHistory(telemetry: TelemetryStore, clock: Clock): FigureHistory {
  const kept = new Map<number, { readonly atMono: number; readonly history: Promise<HealthHistory> }>();

  async function gather(hours: number): Promise<HealthHistory> {
    const stepMs = (hours * HOUR_MS) / POINTS;
    const to = Math.ceil((clock.now() + 1) / stepMs) * stepMs;
    const from = to - POINTS * stepMs;
    // A figure that another version kept is not shown by this one.
    const known = (await telemetry.series(SELF_ID)).filter(({ metric }) =>
      FIGURE_CODES.includes(metric.slice(PREFIX.length) as FigureCode),
    );
    const series = await Promise.all(
      known.map(async ({ metric, component }) => {
        const code = metric.slice(PREFIX.length) as FigureCode;
        const { at, min, max } = await telemetry.query({ resourceId: SELF_ID, metric, component, from, to, points: POINTS * 4 });
        const values: (number | null)[] = Array.from({ length: POINTS }, () => null);
        const [column, worse] = figureDefinition(code).isWorstLow ? [min, Math.min] : [max, Math.max];
        at.forEach((instant, index) => {
          const place = Math.floor((instant - from) / stepMs);
          const value = column[index] ?? null;
          const before = values[place];
          if (before !== undefined && value !== null) values[place] = before === null ? value : worse(before, value);
        });
        return { code, part: component, values };
      }),
    );
    return { from, to, stepMs, series };
  }

  return {
    keep: async (values, at) => {
      await telemetry.append(
        values.map(({ code, part, value }) => ({
          ...{ resourceId: SELF_ID, metric: `${PREFIX}${code}`, component: part, at, value, intervalMs: SAMPLE_MS },
        })),
      );
      kept.clear();
    },
    read: async (hours) => {
      const before = kept.get(hours);
      if (before && clock.monotonic() - before.atMono < SAMPLE_MS / 2) return before.history;
      const history = gather(hours);
      kept.set(hours, { atMono: clock.monotonic(), history });
      history.catch(() => kept.delete(hours));
      return history;
    },
  };
}
