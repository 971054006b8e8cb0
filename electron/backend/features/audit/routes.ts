import type { AuditVerification } from '../../../../shared/contracts/audit.ts';
import { getAuditStatus, listAudit, verifyAudit } from '../../../../shared/contracts/audit.ts';
import type { Mount } from '../../http/mount.ts';
import type { Clock } from '../../lib/clock.ts';
import type { ReadDb } from '../../storage/database.ts';
import { readHead, searchRecords } from './repository.ts';
import { verifyAuditChain } from './verification.ts';

export interface AuditState {
  last(): AuditVerification | null;
  remember(verification: AuditVerification): void;
}

/** The last verification of this run of the station. */
export function createAuditState(onVerified: (verification: AuditVerification) => void): AuditState {
  let last: AuditVerification | null = null;
  return {
    last: () => last,
    remember: (verification) => {
      last = verification;
      onVerified(verification);
    },
  };
}

/** List, state and verification of the chain. Verifying is itself a deed and leaves its row. */
export function auditRoutes(
  mount: Mount,
  db: ReadDb,
  state: AuditState,
  clock: Clock,
  expectedHead: () => { readonly seq: number; readonly hash: string } | null,
): void {
  mount.read(listAudit, async ({ query }) => {
    const cursor = query.cursor === undefined ? null : Number(query.cursor);
    const { rows, matching, total } = await searchRecords(db, query, Number.isSafeInteger(cursor) ? cursor : null, query.limit);
    const last = rows.at(-1);
    return { items: [...rows], total, matching, next: rows.length === query.limit && last ? String(last.seq) : null };
  });

  mount.read(getAuditStatus, async () => ({ records: (await readHead(db)).seq, verified: state.last() }));

  mount.command(verifyAudit, async (_args, { commit }) => {
    const verification = await verifyAuditChain(db, clock, expectedHead());
    state.remember(verification);
    const { ok, records, brokenAt, problem } = verification;
    return commit(async () => ({
      response: verification,
      deed: { objectType: 'audit', objectId: null, objectName: '', before: null, after: { ok, records, brokenAt, problem } },
    }));
  });
}
