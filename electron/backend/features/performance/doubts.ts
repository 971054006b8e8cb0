import type { Instant } from '../../../../shared/domain/id.ts';
import { type Doubt, isDoubt } from '../../../../shared/domain/observation/quality.ts';
import type { SeriesKey, TelemetryStore } from '../../storage/telemetry/index.ts';

/** What is to be doubted about the samples of a stretch, each doubt once: what is made of them is as doubtful. */
export async function doubtsOf(
  telemetry: Pick<TelemetryStore, 'qualities'>,
  stretch: SeriesKey & { readonly from: Instant; readonly to: Instant },
): Promise<Doubt[]> {
  const known = await telemetry.qualities({ ...stretch, joinMs: stretch.to - stretch.from });
  return known.flatMap(({ quality }) => (isDoubt(quality) ? [quality] : []));
}
