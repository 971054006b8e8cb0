import { LEAST_ROLLUP_DAYS, LEAST_SAMPLE_DAYS, Retention, type RetentionChange } from '../../../../shared/contracts/retention.ts';
import type { ResourceId } from '../../../../shared/domain/id.ts';
import type { ResourceClass } from '../../../../shared/domain/inventory/resource.ts';
import type { Outcome } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import type { Clock } from '../../lib/clock.ts';
import type { ReadDb } from '../../storage/database.ts';
import type { Retention as StoreRetention } from '../../storage/telemetry/index.ts';
import { versionedSetting } from '../../storage/versionedSetting.ts';
import type { Work } from '../../storage/writer.ts';

const DAY_MS = 86_400_000;
/** What holds until somebody says otherwise: as short as the standard allows. */
const SHORTEST: Retention = { samplesDays: LEAST_SAMPLE_DAYS, rollupsDays: LEAST_ROLLUP_DAYS, longer: [], version: 0 };

interface Parts {
  readonly read: ReadDb;
  readonly clock: Clock;
  /** Every resource, those no longer monitored too. */
  resources(): readonly { readonly id: ResourceId; readonly resourceClass: ResourceClass }[];
}

/** How long measured values are kept, one setting for the station. */
export interface RetentionService {
  read(): Promise<Retention>;
  change(work: Work, change: RetentionChange): Promise<Outcome<Retention>>;
  /** The setting as the store of telemetry takes it, with the resources of the classes as they are now. */
  ofStore(): Promise<StoreRetention>;
}

const visible = ({ samplesDays, rollupsDays, longer }: Retention) => ({
  samplesDays,
  rollupsDays,
  longer: longer.map((one) => ({ ...one })),
});

/** The service over the settings of core.db. */
export function createRetentionService({ read, clock, resources }: Parts): RetentionService {
  const setting = versionedSetting({
    ...{ key: 'retention', schema: Retention, initial: SHORTEST, now: clock.now },
    refused: (version) => new Refusal('retention.changed', { values: { version } }),
  });
  return {
    read: () => setting.read(read),
    change: async (work, { version, ...kept }) => {
      const { before, after } = await setting.change(work, kept, version);
      const deed = { objectType: 'retention', objectId: null, objectName: '', before: visible(before), after: visible(after) };
      return { response: after, deed };
    },
    ofStore: async () => {
      const { samplesDays, rollupsDays, longer } = await setting.read(read);
      const all = resources();
      return {
        samplesMs: samplesDays * DAY_MS,
        rollupsMs: rollupsDays * DAY_MS,
        longer: longer.map(({ resourceClass, metric, days }) => ({
          metrics: metric === null ? null : [metric],
          resourceIds: resourceClass === null ? null : all.filter((one) => one.resourceClass === resourceClass).map(({ id }) => id),
          days,
        })),
      };
    },
  };
}
