import type { DeviceId } from '../../../../shared/domain/id.ts';
import type { ReadDb } from '../../storage/database.ts';
import { createStagedMap } from '../../storage/staged.ts';
import type { DeviceTable } from '../../storage/tables.ts';
import type { Work } from '../../storage/writer.ts';

export interface DeviceRecord {
  readonly id: DeviceId;
  readonly name: string;
  readonly kind: 'wall' | 'workstation';
  /** SHA-256 of the one-time code, until it is used. */
  readonly codeHash: string | null;
  readonly codeExpiresAt: number | null;
  /** SPKI of the P-256 key in base64, once enrolled. */
  readonly publicKey: string | null;
  readonly createdAt: number;
  readonly enrolledAt: number | null;
  readonly lastSeenAt: number | null;
  readonly revokedAt: number | null;
}

function hydrate(row: DeviceTable): DeviceRecord {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    codeHash: row.code_hash,
    codeExpiresAt: row.code_expires_at,
    publicKey: row.public_key,
    createdAt: row.created_at,
    enrolledAt: row.enrolled_at,
    lastSeenAt: row.last_seen_at,
    revokedAt: row.revoked_at,
  };
}

function dehydrate(device: DeviceRecord): DeviceTable {
  return {
    id: device.id,
    name: device.name,
    kind: device.kind,
    code_hash: device.codeHash,
    code_expires_at: device.codeExpiresAt,
    public_key: device.publicKey,
    created_at: device.createdAt,
    enrolled_at: device.enrolledAt,
    last_seen_at: device.lastSeenAt,
    revoked_at: device.revokedAt,
  };
}

/** The devices that may be seen: those stored. */
export interface DeviceShelf {
  all(): readonly DeviceRecord[];
  byId(id: string): DeviceRecord | undefined;
}

/** The devices in memory; the database is written first, in the caller's transaction. */
export interface DeviceBook extends DeviceShelf {
  /** As the transaction has them. */
  within(work: Work): DeviceShelf;
  save(work: Work, device: DeviceRecord): Promise<void>;
}

export async function openDeviceBook(db: ReadDb): Promise<DeviceBook> {
  const rows = await db.selectFrom('device').selectAll().execute();
  const devices = createStagedMap(rows.map((row) => [row.id, hydrate(row)] as const));
  const shelf = (seen: ReadonlyMap<string, DeviceRecord>): DeviceShelf => ({
    all: () => [...seen.values()].sort((a, b) => a.createdAt - b.createdAt),
    byId: (id) => seen.get(id),
  });
  return {
    ...shelf(devices.durable),
    within: (work) => shelf(devices.within(work)),
    save: async (work, device) => {
      const { id: _id, ...rest } = dehydrate(device);
      await work.db
        .insertInto('device')
        .values({ id: device.id, ...rest })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(rest))
        .execute();
      devices.set(work, device.id, device);
    },
  };
}
