import type { StationState } from '../../../shared/contracts/desktop.ts';
import { type StationRecord, stationOrigin } from '../station/record.ts';

/** What a window shows. */
export type Shown =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'local' }
  | { readonly kind: 'station'; readonly origin: string; readonly stationId: string; readonly version: string };

/** The station's page as a window remembers it. */
export function shownStation(record: StationRecord): Shown {
  return { kind: 'station', origin: stationOrigin(record), stationId: record.stationId, version: record.version };
}

function isSamePage(shown: Shown, record: StationRecord): boolean {
  return (
    shown.kind === 'station' &&
    shown.origin === stationOrigin(record) &&
    shown.stationId === record.stationId &&
    shown.version === record.version
  );
}

/**
 * What a window should do when the station's state changes. A page that is open stays while the station is away, because it keeps the
 * last picture with its age; it goes at once when somebody else answers in the station's place.
 */
export function decideContent(shown: Shown, state: StationState['state'], record: StationRecord | undefined): 'keep' | 'local' | 'station' {
  if (state === 'attached' && record) return isSamePage(shown, record) ? 'keep' : 'station';
  if (shown.kind === 'local') return 'keep';
  return shown.kind === 'station' && state !== 'foreign' ? 'keep' : 'local';
}
