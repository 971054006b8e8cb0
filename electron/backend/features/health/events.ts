import type { Health } from '../../../../shared/contracts/health.ts';
import type { Severity } from '../../../../shared/domain/alarm/severity.ts';
import type { Clock } from '../../lib/clock.ts';
import type { ReadDb } from '../../storage/database.ts';
import type { Work } from '../../storage/writer.ts';

type SelfEvent = Health['events'][number];

/** What the station did to itself, for the page 自检: starts, restarts, full disks, recoveries. */
export interface SelfEvents {
  add(work: Work, severity: Severity | null, key: string, values: SelfEvent['values']): Promise<void>;
  recent(): readonly SelfEvent[];
}

const SHOWN = 50;

export async function openSelfEvents(db: ReadDb, clock: Clock): Promise<SelfEvents> {
  const rows = await db.selectFrom('self_event').selectAll().orderBy('id', 'desc').limit(SHOWN).execute();
  let events: readonly SelfEvent[] = rows.map((row) => ({
    at: row.at,
    severity: row.severity as Severity | null,
    key: row.key,
    values: JSON.parse(row.values),
  }));
  return {
    recent: () => events,
    add: async (work, severity, key, values) => {
      const event = { at: clock.now(), severity, key, values };
      await work.db
        .insertInto('self_event')
        .values({ at: event.at, severity, key, values: JSON.stringify(values) })
        .execute();
      work.onCommit(() => {
        events = [event, ...events].slice(0, SHOWN);
      });
    },
  };
}
