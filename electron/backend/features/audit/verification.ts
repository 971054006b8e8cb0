import type { AuditVerification } from '../../../../shared/contracts/audit.ts';
import { verifyLink } from '../../../../shared/domain/audit/chain.ts';
import type { Clock } from '../../lib/clock.ts';
import { sha256 } from '../../lib/crypto.ts';
import type { ReadDb } from '../../storage/database.ts';
import { isVerbatim, readHead, readRowsAfter } from './repository.ts';

const PAGE = 1000;

/**
 * Recomputes the chain from the first record and names the first that does not follow. `expected` is a head known from
 * elsewhere: a chain that ends before it, or differs at it, was cut (a chain alone cannot show a missing tail).
 */
export async function verifyAuditChain(
  db: ReadDb,
  clock: Clock,
  expected: { readonly seq: number; readonly hash: string } | null,
): Promise<AuditVerification> {
  const began = clock.monotonic();
  const head = await readHead(db);
  let previous: { readonly seq: number; readonly hash: string } = { seq: 0, hash: '' };
  const result = (brokenAt: number | null, problem: AuditVerification['problem']): AuditVerification => ({
    at: clock.now(),
    records: previous.seq,
    ok: problem === null,
    brokenAt,
    problem,
    durationMs: clock.monotonic() - began,
    head: previous.hash || null,
  });

  while (previous.seq < head.seq) {
    const rows = await readRowsAfter(db, previous.seq, PAGE);
    if (rows.length === 0) break;
    for (const { row, record } of rows) {
      if (!record || !isVerbatim(row, record)) return result(row.seq, 'content');
      const problem = verifyLink(previous, record, sha256);
      if (problem) return result(problem === 'gap' ? previous.seq + 1 : record.seq, problem);
      if (expected && record.seq === expected.seq && record.hash !== expected.hash) return result(record.seq, 'content');
      previous = { seq: record.seq, hash: record.hash };
    }
  }
  if (expected && previous.seq < expected.seq) return result(previous.seq + 1, 'truncated');
  return result(null, null);
}
