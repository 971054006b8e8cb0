import { kindOf } from '../../../../shared/domain/check/index.ts';
import type { Instant } from '../../../../shared/domain/id.ts';
import { protocolsOf } from '../../../../shared/domain/metric/protocol.ts';
import { isDoubt, joinStretches, type QualityStretch } from '../../../../shared/domain/observation/quality.ts';
import type { SeriesKey, TelemetryStore } from '../../storage/telemetry/index.ts';
import type { ResourceRecord } from './repository.ts';

interface Span {
  readonly from: Instant;
  readonly to: Instant;
  /** Stretches of one quality that are no further apart are one. */
  readonly joinMs: number;
}

type Store = Pick<TelemetryStore, 'qualities' | 'latestOf'>;
type Asked = Pick<ResourceRecord, 'id' | 'checks'>;

/**
 * What is known against the samples of a series, and why there are none where the check that brings them did not come about: a device that
 * says nothing is asked for a thousand series and has one gap, that of the latency of its check. Ascending.
 */
export async function qualitiesOf(
  telemetry: Store,
  { id, checks }: Asked,
  key: Pick<SeriesKey, 'metric' | 'component'>,
  span: Span,
): Promise<readonly QualityStretch[]> {
  const own = { resourceId: id, metric: key.metric, component: key.component };
  const latencies = await latenciesOf(telemetry, { id, checks }, key);
  const [ofSeries = [], ...ofChecks] = await Promise.all([own, ...latencies].map((one) => telemetry.qualities({ ...one, ...span })));
  return joinStretches([...ofSeries, ...ofChecks.flat().filter(({ quality }) => !isDoubt(quality))], span.joinMs);
}

/** The latencies of the checks that bring a series: of its own component where there is one, else of each check of the kind. */
async function latenciesOf(
  telemetry: Store,
  { id, checks }: Asked,
  { metric, component }: Pick<SeriesKey, 'metric' | 'component'>,
): Promise<readonly SeriesKey[]> {
  const used = new Set(checks.map(({ protocol }) => protocol));
  const found = protocolsOf(metric)
    .filter((protocol) => used.has(protocol))
    .map(async (protocol): Promise<readonly SeriesKey[]> => {
      const { latency, identity } = kindOf(protocol);
      if (latency === null) return [];
      if (identity.length === 0) return [{ resourceId: id, metric: latency, component: '' }];
      const known = await telemetry.latestOf(latency, [id]);
      const same = known.filter((one) => one.component === component);
      return (same.length > 0 ? same : known).map((one) => ({ resourceId: id, metric: latency, component: one.component }));
    });
  return (await Promise.all(found)).flat().filter((one) => one.metric !== metric || one.component !== component);
}
