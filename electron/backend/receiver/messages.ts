import { z } from 'zod';
import type { Door, SourceAccount } from '../../../shared/contracts/collection.ts';
import { SnmpSettings } from '../../../shared/contracts/credentials.ts';
import { EventRuleList } from '../../../shared/contracts/eventLink.ts';
import type { SenderState } from '../link/index.ts';

/** Name of the receiver's stream on the link. */
export const RECEIVER_STREAM = 'receiver';

/** Up, as an item of bytes: a packed batch of records. */
export const RECORDS = 'records';

/** Down, as a message: who is expected to send, and the keys of those who sign; said again whenever the receiver connects and whenever it changed. */
export const RECEPTION = 'reception';

export const Reception = z.object({
  version: z.string().max(100),
  /** Addresses of resources; one may have several. */
  sources: z.array(z.object({ address: z.string().min(1).max(300), resourceId: z.string().min(1).max(100) })),
  credentials: z.array(z.object({ id: z.string().max(100), settings: SnmpSettings, sealed: z.string().max(10_000) })),
  /** Left out: those told before stay. */
  rules: EventRuleList.optional(),
});
export type Reception = z.output<typeof Reception>;

export interface ReceiverHealth {
  readonly at: number;
  /** Per cent of one core since the last report. */
  readonly cpu: number;
  readonly memory: number;
  readonly loopDelayP99Ms: number;
  readonly reception: { readonly version: string | null; readonly sources: number };
  readonly doors: readonly Door[];
  /** Records taken and, as the last resort, dropped for want of room since the start. */
  readonly taken: number;
  readonly shed: number;
  /** The rules over events, and what they found since the start. */
  readonly events: { readonly version: string | null; readonly rules: number; readonly hits: number; readonly strangers: number };
  /** Those that sent most recently. */
  readonly sources: readonly SourceAccount[];
  /** Every resource's address of which something was kept in the last ten seconds, with when it last was. */
  readonly heard: readonly (readonly [address: string, at: number])[];
  /** Addresses that found no place in the account. */
  readonly unlisted: number;
  readonly link: SenderState;
}

/** What the receiver says to its supervisor; the same health goes to the backend with the link's heartbeat. */
export type ReceiverSays = { readonly type: 'ready' } | ({ readonly type: 'health' } & ReceiverHealth);
