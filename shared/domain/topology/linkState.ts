import type { Instant } from '../id.ts';
import { ASKED_MS, type EvidenceKind } from './evidence.ts';

/** How often a link is looked for, in ms: as the quickest of its evidence. */
export const askedMs = ({ evidence }: { readonly evidence: readonly { readonly kind: EvidenceKind }[] }): number =>
  Math.min(...evidence.map(({ kind }) => ASKED_MS[kind]));

/** Where a link that is not seen any more is only remembered: after three times the pace at which it is looked for. */
const LOST_AFTER = 3;

/** `unheard`: nobody who would say how it stands answers. */
export type LinkState = 'seen' | 'lost' | 'doubtful' | 'down' | 'unheard';

/** True for a link that was not seen for three times the pace at which it is looked for. */
export const isLost = (seenAt: Instant, everyMs: number, now: Instant): boolean => now - seenAt > LOST_AFTER * everyMs;

/** How a link stands: seen, not seen for a while, or one of several that cannot all be there. */
export function linkState(
  link: { readonly conflicts: number; readonly seenAt: Instant },
  everyMs: number,
  now: Instant,
): Extract<LinkState, 'seen' | 'lost' | 'doubtful'> {
  if (link.conflicts > 0) return 'doubtful';
  return isLost(link.seenAt, everyMs, now) ? 'lost' : 'seen';
}
