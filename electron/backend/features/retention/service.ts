import { Retention, type RetentionChange, type RetentionCount } from '../../../../shared/contracts/retention.ts';
import type { ResourceId } from '../../../../shared/domain/id.ts';
import type { ResourceClass } from '../../../../shared/domain/inventory/resource.ts';
import {
  GRACE_MS,
  heldAfter,
  inForce,
  type Keeping,
  LEAST_ROLLUP_DAYS,
  LEAST_SAMPLE_DAYS,
} from '../../../../shared/domain/retention/keeping.ts';
import type { Outcome } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import type { Clock } from '../../lib/clock.ts';
import type { ReadDb } from '../../storage/database.ts';
import type { Retention as StoreRetention, TelemetryStore } from '../../storage/telemetry/index.ts';
import { versionedSetting } from '../../storage/versionedSetting.ts';
import type { Work } from '../../storage/writer.ts';

const DAY_MS = 86_400_000;
/** What holds until somebody says otherwise: as short as the standard allows. */
const SHORTEST: Retention = {
  ...{ samplesDays: LEAST_SAMPLE_DAYS, rollupsDays: LEAST_ROLLUP_DAYS, longer: [] },
  ...{ version: 0, changedAt: null, changedBy: null, held: null },
};

interface Parts {
  readonly read: ReadDb;
  readonly clock: Clock;
  readonly telemetry: Pick<TelemetryStore, 'census'>;
  /** Every resource, those no longer monitored too. */
  resources(): readonly { readonly id: ResourceId; readonly resourceClass: ResourceClass }[];
}

/** How long measured values are kept, one setting for the station. */
export interface RetentionService {
  read(): Promise<Retention>;
  /** `by`: who changes it. What becomes shorter is kept for a day more. */
  change(work: Work, change: RetentionChange, by: string): Promise<Outcome<Retention>>;
  /** How many series a setting would keep longer. */
  count(setting: Pick<Keeping, 'samplesDays' | 'longer'>): Promise<RetentionCount>;
  /** The same of what holds now. */
  countNow(): Promise<RetentionCount>;
  /** The setting as the store of telemetry takes it, with the resources of the classes as they are now. */
  ofStore(): Promise<StoreRetention>;
}

const visible = ({ samplesDays, rollupsDays, longer }: Keeping) => ({
  samplesDays,
  rollupsDays,
  longer: longer.map((one) => ({ ...one })),
});

/** The service over the settings of core.db. */
export function createRetentionService({ read, clock, telemetry, resources }: Parts): RetentionService {
  const setting = versionedSetting({
    ...{ key: 'retention', schema: Retention, initial: SHORTEST, now: clock.now },
    refused: (version) => new Refusal('retention.changed', { values: { version } }),
  });
  /** As people see it: a grace that is over is none. */
  const shown = (stored: Retention): Retention => ({
    ...stored,
    held: stored.held !== null && clock.now() < stored.held.endsAt ? stored.held : null,
  });

  function ofStoreNow({ samplesDays, rollupsDays, longer }: Keeping): StoreRetention {
    const all = longer.some(({ resourceClass }) => resourceClass !== null) ? resources() : [];
    return {
      samplesMs: samplesDays * DAY_MS,
      rollupsMs: rollupsDays * DAY_MS,
      longer: longer.map(({ resourceClass, metric, days }) => ({
        metrics: metric === null ? null : [metric],
        resourceIds: resourceClass === null ? null : all.filter((one) => one.resourceClass === resourceClass).map(({ id }) => id),
        days,
      })),
    };
  }

  async function count({ samplesDays, longer }: Pick<Keeping, 'samplesDays' | 'longer'>): Promise<RetentionCount> {
    const found = await telemetry.census(ofStoreNow({ samplesDays, rollupsDays: LEAST_ROLLUP_DAYS, longer }));
    return { series: found.series, classes: [...found.matching], longer: [...found.longer] };
  }

  return {
    read: async () => shown(await setting.read(read)),
    change: async (work, { version, ...kept }, by) => {
      const now = clock.now();
      const known = await setting.read(work.db);
      const held = heldAfter(known, kept, now, GRACE_MS);
      const next = { ...kept, changedAt: now, changedBy: by, held: held && { ...held, longer: [...held.longer] } };
      const { before, after } = await setting.change(work, next, version);
      const deed = { objectType: 'retention', objectId: null, objectName: '', before: visible(before), after: visible(after) };
      return { response: after, deed };
    },
    count,
    countNow: async () => count(inForce(await setting.read(read), clock.now())),
    ofStore: async () => ofStoreNow(inForce(await setting.read(read), clock.now())),
  };
}
