export { linkAddress, linkTokenFile, readLinkToken, writeLinkToken } from './address.ts';
export { type Item, ItemTooLong } from './item.ts';
export { claimFolder } from './owner.ts';
export { createReceiver, type Receiver, type ReceiverOptions, type StreamState } from './receiver.ts';
export { createSender, type Sender, type SenderOptions, type SenderState } from './sender.ts';
export { createSpool, type Spool, type SpoolOptions } from './spool.ts';
export { openUplink, type Uplink, type UplinkOptions } from './uplink.ts';
export type { QueueState } from './wire.ts';
