import type { TFunction } from 'i18next';
import { toCsv } from '../../lib/csv.ts';
import { formatDateTime } from '../../lib/format.ts';
import type { AuditRecord } from './model.ts';
import { actionName, actorName, objectName, resultText, roleNames } from './names.ts';

type T = TFunction<['audit', 'common', 'terms']>;

/** The records as a table for people; hashes included, so that a row can be found again. */
export function auditCsv(t: T, records: readonly AuditRecord[]): string {
  const columns = [
    'seq',
    'at',
    'actor',
    'roles',
    'action',
    'object',
    'result',
    'address',
    'device',
    'before',
    'after',
    'requestId',
    'hash',
  ] as const;
  return toCsv(
    columns.map((column) => t(`audit:csv.${column}`)),
    records.map((record) => [
      record.seq,
      formatDateTime(record.at),
      actorName(t, record),
      roleNames(t, record.actorRoles),
      actionName(record.action),
      objectName(record),
      resultText(t, record),
      record.origin.address,
      record.origin.device,
      JSON.stringify(record.before),
      JSON.stringify(record.after),
      record.requestId,
      record.hash,
    ]),
  );
}

/** The records as they are chained, for a program that verifies them: SHA-256 over the RFC 8785 form without `hash`. */
export function auditJson(records: readonly AuditRecord[], exportedAt: number): string {
  return `${JSON.stringify({ kind: 'shouwang-audit', exportedAt: new Date(exportedAt).toISOString(), order: 'newest first', records }, null, 1)}\n`;
}
