import { z } from 'zod';
import type { AuditRecord, AuditVerification } from '../../../shared/contracts/audit.ts';
import { ROUTES } from '../../../shared/contracts/index.ts';
import { linkPayload } from '../../../shared/domain/audit/chain.ts';
import type { Instant } from '../../../shared/domain/id.ts';
import { formatDate } from '../../lib/format.ts';

export type { AuditRecord };

const DAY = 86_400_000;
export const PERIODS = { day: DAY, week: 7 * DAY, month: 30 * DAY } as const;
export type Period = keyof typeof PERIODS;

/** Filters of the list in the URL; a value this version does not know is left out. */
export const AuditSearch = z.object({
  q: z.string().max(200).optional().catch(undefined),
  action: z.string().max(100).optional().catch(undefined),
  result: z.enum(['done', 'refused']).optional().catch(undefined),
  period: z.enum(['day', 'week', 'month']).optional().catch(undefined),
  seq: z.number().int().positive().optional().catch(undefined),
});
export type AuditSearch = z.output<typeof AuditSearch>;

/** True when anything narrows the list. */
export function isFiltered({ q, action, result, period }: AuditSearch): boolean {
  return Boolean(q || action || result || period);
}

/** Actions that can stand in the chain: every route that changes state, and what the station does by itself. */
export const ACTIONS: readonly string[] = [
  ...ROUTES.filter((route) => route.method !== 'GET' && !route.changesNothing).map(({ id }) => id),
  'resource.createLocal',
  'session.offerLink',
];

/** What the station is asked for; the period is anchored when the question is made. */
export function queryOf(search: AuditSearch, now: Instant) {
  return {
    ...(search.q ? { text: search.q } : {}),
    ...(search.action ? { action: search.action } : {}),
    ...(search.result ? { result: search.result } : {}),
    ...(search.period ? { from: Math.max(0, Math.floor(now - PERIODS[search.period])) } : {}),
  };
}

/** Rows with a band where a new day (Asia/Shanghai) begins. `label` names the day. */
export function withDays(records: readonly AuditRecord[], label: (day: string) => string) {
  let day = '';
  return records.flatMap((row) => {
    const own = formatDate(row.at);
    const item = { kind: 'row' as const, id: String(row.seq), row };
    if (own === day) return [item];
    day = own;
    return [{ kind: 'band' as const, id: `day ${own}`, label: label(own) }, item];
  });
}

/** State of the chain as the panel says it. `behind`: records after the last verification. */
export type ChainState =
  | { readonly kind: 'unverified'; readonly records: number }
  | { readonly kind: 'whole'; readonly verification: AuditVerification; readonly behind: number }
  | { readonly kind: 'broken'; readonly verification: AuditVerification };

export function chainState(records: number, verified: AuditVerification | null): ChainState {
  if (verified === null) return { kind: 'unverified', records };
  if (!verified.ok) return { kind: 'broken', verification: verified };
  return { kind: 'whole', verification: verified, behind: Math.max(0, records - verified.records) };
}

/** What one record proves: its own content, and that its neighbours quote it and are quoted. Null: could not be worked out here. */
export interface LinkCheck {
  readonly content: boolean | null;
  readonly previous: boolean | null;
  readonly next: boolean | null;
}

/**
 * Recomputes one record with the browser's SHA-256 and compares it with its neighbours. `digest` is null where the page
 * has no crypto (plain HTTP beyond this machine). A neighbour is `null` when it does not exist, undefined when not loaded.
 */
export async function checkLink(
  record: AuditRecord,
  previous: AuditRecord | null | undefined,
  next: AuditRecord | null | undefined,
  digest: ((text: string) => Promise<string>) | null,
): Promise<LinkCheck> {
  return {
    content: digest === null ? null : (await digest(linkPayload(record))) === record.hash,
    previous:
      previous === undefined ? null : previous === null ? record.seq === 1 && record.prevHash === '' : previous.hash === record.prevHash,
    next: next === undefined || next === null ? null : next.prevHash === record.hash,
  };
}

/** `51c9e07a … 2fa19e07`: enough to compare by eye, the whole stands in the title. */
export function shortHash(hash: string): string {
  return hash.length > 20 ? `${hash.slice(0, 8)} … ${hash.slice(-8)}` : hash;
}
