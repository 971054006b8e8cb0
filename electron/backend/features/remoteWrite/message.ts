import type { StoredSample } from '../../storage/telemetry/index.ts';

/** What a receiver learns of the resource of a sample. */
export interface Subject {
  readonly name: string;
  readonly resourceClass: string;
  /** It stands for nothing real, and says so wherever it is told. */
  readonly isSimulated: boolean;
}

/** The value by which Prometheus knows that a series has no value now (promql, value.StaleNaN). */
const STALE = Buffer.from([0x02, 0x00, 0x00, 0x00, 0x00, 0x00, 0xf0, 0x7f]);
const LENGTH_DELIMITED = 2;
const FIXED64 = 1;
const VARINT = 0;

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return Buffer.from(bytes);
}

const tag = (field: number, type: number): Buffer => Buffer.of((field << 3) | type);

function delimited(field: number, parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([tag(field, LENGTH_DELIMITED), varint(body.length), body]);
}

const label = (name: string, value: string): Buffer =>
  delimited(1, [delimited(1, [Buffer.from(name)]), delimited(2, [Buffer.from(value)])]);

function bytesOfValue(value: number | null): Buffer {
  if (value === null || !Number.isFinite(value)) return STALE;
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes;
}

/** `cpu.core.utilisation` as a name of Prometheus: `shouwang_cpu_core_utilisation`. */
export function metricName(metric: string): string {
  return `shouwang_${metric.replaceAll(/[^a-zA-Z0-9_]/g, '_')}`;
}

function series({ resourceId, metric, component, at, value }: StoredSample, subject: Subject | undefined): Buffer {
  // Names in the order of their bytes, as the protocol asks; an empty label is none.
  const labels = [label('__name__', metricName(metric))];
  if (component !== '') labels.push(label('component', component));
  if (subject) labels.push(label('resource', subject.name), label('resource_class', subject.resourceClass));
  labels.push(label('resource_id', resourceId));
  if (subject?.isSimulated) labels.push(label('simulated', 'true'));
  const sample = delimited(2, [tag(1, FIXED64), bytesOfValue(value), tag(2, VARINT), varint(at)]);
  return delimited(1, [...labels, sample]);
}

/** Samples as `prometheus.WriteRequest` (remote write 1.0), the oldest first. A gap is a stale marker. */
export function encodeWriteRequest(samples: readonly StoredSample[], subjectOf: (resourceId: string) => Subject | undefined): Buffer {
  const ordered = [...samples].sort((a, b) => a.at - b.at);
  return Buffer.concat(ordered.map((one) => series(one, subjectOf(one.resourceId))));
}
