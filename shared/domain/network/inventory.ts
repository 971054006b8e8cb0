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

/** A VLAN of a switch with its ports by their places among `ports`; a port is in one of the lists at most. */
export interface Vlan {
  readonly id: number;
  readonly name: string;
  readonly tagged: readonly number[];
  readonly untagged: readonly number[];
}

/** Memberships of ports in VLANs that are taken of one switch: every VLAN on every port of a large one would be millions. */
export const MOST_MEMBERSHIPS = 100_000;

/** The VLANs of a switch; names of ports stand once, for a trunk is in thousands of VLANs. */
export interface Vlans {
  readonly ports: readonly string[];
  readonly items: readonly Vlan[];
  readonly isCut: boolean;
}

/** How many memberships of ports these VLANs have together. */
export const membershipsOf = (vlans: readonly Pick<Vlan, 'tagged' | 'untagged'>[]): number =>
  vlans.reduce((sum, { tagged, untagged }) => sum + tagged.length + untagged.length, 0);

export const LEARNED_TABLES = ['arp', 'fdb'] as const;
export type LearnedTable = (typeof LEARNED_TABLES)[number];

/**
 * One thing that a device has of the network, as a whole: what is no longer in it is no longer there. `isCut` where there was more than is
 * taken. `learned` says only that a table of what was learned has been read, so that what is not in it is known to be gone.
 */
export type NetworkPart =
  | { readonly part: 'interfaces'; readonly items: readonly NetworkInterface[]; readonly isCut: boolean }
  | { readonly part: 'addresses'; readonly items: readonly OwnAddress[]; readonly isCut: boolean }
  | ({ readonly part: 'vlans' } & Vlans)
  | { readonly part: 'learned'; readonly table: LearnedTable; readonly rows: number; readonly isCut: boolean }
  /** Only what changed since it was told last. */
  | { readonly part: 'status'; readonly items: readonly InterfaceStatus[] };
