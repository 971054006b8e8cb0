import type { AuditVerification } from '../../../../shared/contracts/audit.ts';
import { CHECK_BEGUN, type ChainCheck, type ChainHead, verifyEnd, verifyNext } from '../../../../shared/domain/audit/chain.ts';
import type { Clock } from '../../lib/clock.ts';
import { sha256 } from '../../lib/crypto.ts';
import type { ReadDb } from '../../storage/database.ts';
import { isVerbatim, readHead, readRowsAfter } from './repository.ts';

const PAGE = 1000;

/**
 * Recomputes the chain from the first record and names the first that does not follow. `expected` is a head known from
 * elsewhere: a chain that ends before it, or differs at it, was cut (a chain alone cannot show a missing tail).
 */
export async function verifyAuditChain(db: ReadDb, clock: Clock, expected: ChainHead | null): Promise<AuditVerification> {
  const began = clock.monotonic();
  const newest = await readHead(db);
  let check: ChainCheck = CHECK_BEGUN;

  while (check.broken === null && check.head.seq < newest.seq) {
    const rows = await readRowsAfter(db, check.head.seq, PAGE);
    if (rows.length === 0) break;
    for (const { row, record } of rows) {
      if (check.broken) break;
      check =
        record && isVerbatim(row, record)
          ? verifyNext(check, record, sha256, expected)
          : { head: check.head, broken: { seq: row.seq, problem: 'content' } };
    }
  }
  check = verifyEnd(check, expected);
  return {
    at: clock.now(),
    records: check.head.seq,
    ok: check.broken === null,
    brokenAt: check.broken?.seq ?? null,
    problem: check.broken?.problem ?? null,
    durationMs: clock.monotonic() - began,
    head: check.head.hash || null,
  };
}
