import type { Instant } from '../id.ts';

/** How often a device is asked for its interfaces, addresses and VLANs, in ms. */
export const INVENTORY_MS = 1_800_000;

/** An interface as IF-MIB tells it (RFC 2863). Texts are '' and numbers null where the device does not say it. */
export interface NetworkInterface {
  /** Its name on the device, as in all of its measured values. */
  readonly port: string;
  readonly index: number;
  readonly alias: string;
  /** IANAifType. */
  readonly type: number | null;
  /** Bit a second. */
  readonly speed: number | null;
  /** Octets. */
  readonly mtu: number | null;
  readonly mac: string;
  /** VLAN of frames without a tag (dot1qPvid of RFC 4363). */
  readonly pvid: number | null;
  /** When it came into the state it is in; null for one that is in it since before the agent began. */
  readonly changedAt: Instant | null;
}

/** Whether an interface is meant to be up, and ifOperStatus as it was said; null where it was not. */
export interface InterfaceStatus {
  readonly port: string;
  readonly isAdminUp: boolean;
  readonly oper: number | null;
}

/** An address of the device itself (ipAddressTable and ipAdEntTable of RFC 4293); `prefix` null where its mask is not said or is none. */
export interface OwnAddress {
  readonly port: string;
  readonly address: string;
  readonly prefix: number | null;
}

/** A VLAN of a switch with its ports; a port is in one of the lists at most. */
export interface Vlan {
  readonly id: number;
  readonly name: string;
  readonly tagged: readonly string[];
  readonly untagged: readonly string[];
}

export const LEARNED_TABLES = ['arp', 'fdb'] as const;
export type LearnedTable = (typeof LEARNED_TABLES)[number];

/**
 * One thing that a device has of the network, as a whole: what is no longer in it is no longer there. `isCut` where there was more than is
 * taken. `learned` says only that a table of what was learned has been read, so that what is not in it is known to be gone.
 */
export type NetworkPart =
  | { readonly part: 'interfaces'; readonly items: readonly NetworkInterface[]; readonly isCut: boolean }
  | { readonly part: 'addresses'; readonly items: readonly OwnAddress[]; readonly isCut: boolean }
  | { readonly part: 'vlans'; readonly items: readonly Vlan[]; readonly isCut: boolean }
  | { readonly part: 'learned'; readonly table: LearnedTable; readonly rows: number; readonly isCut: boolean }
  /** Only what changed since it was told last. */
  | { readonly part: 'status'; readonly items: readonly InterfaceStatus[] };
