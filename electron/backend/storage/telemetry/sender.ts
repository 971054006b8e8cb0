import { setTimeout } from 'node:timers';
import { fitsValue } from '../../../../shared/domain/observation/quality.ts';
import type { Clock } from '../../lib/clock.ts';
import { createNumberMap, type NumberMap } from '../../lib/numberMap.ts';
import { MAX_AT } from './layout.ts';
import type { AppendMessage } from './protocol.ts';
import { codeOf } from './quality.ts';
import { type SeriesKey, type StoredSample, TelemetryError } from './store.ts';

/** Appends that begin within this time go to the thread, and to the disk, together ... */
const GROUP_MS = 20;
/** ... unless there are already this many samples. */
const GROUP_SAMPLES = 20_000;
/** Groups the percentile looks back on. */
const REMEMBERED = 512;

interface Waiting {
  readonly samples: readonly StoredSample[];
  readonly since: number;
  resolve(): void;
  reject(error: unknown): void;
}

/** The owner's side of appending: groups calls, names series once, and measures how long durability takes. */
export interface Sender {
  append(samples: readonly StoredSample[]): Promise<void>;
  /** The writing thread knows no handles any more: series are defined anew with the next group. */
  forget(): void;
  /** Sends what waits now instead of at the end of its 20 ms; resolves when everything sent is answered. */
  flush(): Promise<void>;
  /** Rejects what waits and was not sent. */
  refuse(error: TelemetryError): void;
  stats(): { readonly appended: number; readonly writeP95Ms: number | null };
}

const isMeasured = (value: number | null): value is number => value !== null && Number.isFinite(value);

function assertValid({ resourceId, metric, at, value, intervalMs, quality }: StoredSample): void {
  const isValid =
    resourceId !== '' &&
    metric !== '' &&
    !resourceId.includes('\0') &&
    !metric.includes('\0') &&
    Number.isInteger(at) &&
    at >= 0 &&
    at < MAX_AT &&
    (value === null || typeof value === 'number') &&
    Number.isInteger(intervalMs) &&
    intervalMs > 0 &&
    intervalMs < 2 ** 32 &&
    (quality === undefined || fitsValue(quality, isMeasured(value) ? value : null));
  if (!isValid) throw new TelemetryError('telemetry.invalid', `sample ${metric} of ${resourceId} at ${at}, interval ${intervalMs}`);
}

/** Handles of series: a number each instead of three texts. The names of metrics and components are kept once for all resources. */
function createDictionary() {
  let handles = new Map<string, NumberMap>();
  let names = new Map<string, Map<string, number>>();
  let named = 0;
  let defined = 0;
  let isNew = true;

  function handlesOf(resourceId: string): NumberMap {
    const known = handles.get(resourceId);
    if (known) return known;
    const own = createNumberMap();
    handles.set(resourceId, own);
    return own;
  }

  /** A number for a metric of a component. No text is put together, as that would cost more than all the rest. */
  function nameOf(metric: string, component: string): number {
    let ofMetric = names.get(metric);
    if (!ofMetric) {
      ofMetric = new Map();
      names.set(metric, ofMetric);
    }
    let known = ofMetric.get(component);
    if (known === undefined) {
      known = named++;
      ofMetric.set(component, known);
    }
    return known;
  }

  return {
    forget: () => {
      handles = new Map();
      names = new Map();
      named = 0;
      defined = 0;
      isNew = true;
    },
    /** The samples of some appends as columns; what the thread does not know yet is defined on the way. */
    encode: (parts: readonly (readonly StoredSample[])[]): AppendMessage => {
      const definitions: SeriesKey[] = [];
      const length = parts.reduce((sum, part) => sum + part.length, 0);
      const at = new Float64Array(length);
      const value = new Float64Array(length);
      const intervalMs = new Uint32Array(length);
      const handle = new Uint32Array(length);
      let quality: Uint8Array | undefined;
      let place = 0;
      let own: NumberMap | undefined;
      let resourceId = '';
      for (const part of parts) {
        for (const sample of part) {
          // Samples of one resource come together.
          if (!own || sample.resourceId !== resourceId) {
            ({ resourceId } = sample);
            own = handlesOf(resourceId);
          }
          const name = nameOf(sample.metric, sample.component);
          let known = own.get(name);
          if (known === undefined) {
            known = defined++;
            own.set(name, known);
            definitions.push({ resourceId, metric: sample.metric, component: sample.component });
          }
          handle[place] = known;
          at[place] = sample.at;
          value[place] = sample.value ?? Number.NaN;
          intervalMs[place] = sample.intervalMs;
          if (sample.quality !== undefined) {
            quality ??= new Uint8Array(length);
            quality[place] = codeOf(sample.quality);
          }
          place++;
        }
      }
      const reset = isNew;
      isNew = false;
      return { reset, definitions, handle, at, value, intervalMs, ...(quality && { quality }) };
    },
  };
}

export function createSender(clock: Clock, send: (message: AppendMessage) => Promise<void>): Sender {
  const dictionary = createDictionary();
  let waiting: Waiting[] = [];
  let count = 0;
  let timer: NodeJS.Timeout | undefined;
  let appended = 0;
  const durations: number[] = [];
  const inFlight = new Set<Promise<void>>();

  async function sendGroup(group: readonly Waiting[]): Promise<void> {
    const parts = group.map(({ samples }) => samples);
    try {
      await send(dictionary.encode(parts));
      const [first] = group;
      if (first) durations.push(clock.monotonic() - first.since);
      if (durations.length > REMEMBERED) durations.shift();
      appended += parts.reduce((sum, part) => sum + part.length, 0);
      for (const one of group) one.resolve();
    } catch (error) {
      for (const one of group) one.reject(error);
    }
  }

  function take(): readonly Waiting[] {
    clearTimeout(timer);
    timer = undefined;
    const group = waiting;
    waiting = [];
    count = 0;
    return group;
  }

  function sendWaiting(): void {
    const group = take();
    if (group.length === 0) return;
    const sent = sendGroup(group).finally(() => inFlight.delete(sent));
    inFlight.add(sent);
  }

  return {
    append: (samples) =>
      new Promise((resolve, reject) => {
        samples.forEach(assertValid);
        waiting.push({ samples, since: clock.monotonic(), resolve, reject });
        count += samples.length;
        if (count >= GROUP_SAMPLES) sendWaiting();
        else timer ??= setTimeout(sendWaiting, GROUP_MS);
      }),
    forget: dictionary.forget,
    flush: async () => {
      sendWaiting();
      await Promise.all(inFlight);
    },
    refuse: (error) => {
      for (const one of take()) one.reject(error);
    },
    stats: () => {
      const sorted = [...durations].sort((a, b) => a - b);
      return { appended, writeP95Ms: sorted[Math.max(0, Math.ceil(sorted.length * 0.95) - 1)] ?? null };
    },
  };
}
