import { z } from 'zod';
import type { Device } from '../../../../shared/contracts/devices.ts';
import type { Instant } from '../../../../shared/domain/id.ts';

/** Filters and the open device in the URL. */
export const DeviceSearch = z.object({
  q: z.string().max(200).optional().catch(undefined),
  /** Also the revoked ones. */
  over: z.boolean().optional().catch(undefined),
  device: z.string().max(100).optional().catch(undefined),
});
export type DeviceSearch = z.output<typeof DeviceSearch>;

/** What a device is like. `at`: until when its code can be used, or when it was revoked. */
export type Condition = { readonly kind: 'revoked' | 'waiting'; readonly at: Instant } | { readonly kind: 'late' | 'connected' | 'away' };

export function conditionOf({ revokedAt, pending, codeExpiresAt, connected }: Device, now: Instant): Condition {
  if (revokedAt !== null) return { kind: 'revoked', at: revokedAt };
  if (!pending) return { kind: connected ? 'connected' : 'away' };
  return codeExpiresAt !== null && codeExpiresAt > now ? { kind: 'waiting', at: codeExpiresAt } : { kind: 'late' };
}

/** The devices that fit the filter, in the order in which they were announced. */
export function rowsOf(devices: readonly Device[], { q, over }: DeviceSearch): readonly Device[] {
  const words = (q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return devices.filter(({ name, revokedAt }) => (over || revokedAt === null) && words.every((word) => name.toLowerCase().includes(word)));
}
