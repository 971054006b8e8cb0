import type {
  AddressHistory,
  AddressQuery,
  AddressRow,
  ArpQuery,
  ArpRow,
  FdbQuery,
  FdbRow,
  InterfaceQuery,
  InterfaceRow,
  NetworkCoverage,
  SubnetQuery,
  SubnetRow,
  VlanDetail,
  VlanQuery,
  VlanRow,
} from '../../../../shared/contracts/network.ts';
import type { Instant, ResourceId } from '../../../../shared/domain/id.ts';
import type { NetworkPart } from '../../../../shared/domain/network/inventory.ts';
import type { LearnedAddresses, ResolvedAddress } from '../../../../shared/domain/topology/neighbour.ts';
import { isFullDisk } from '../../lib/fullDisk.ts';
import type { CodedError, Faults } from '../rpc.ts';

export type NetworkErrorCode =
  /** The file was written by a later version of this program. */
  | 'network.fromTheFuture'
  /** There is no room. Nothing was kept. */
  | 'network.full'
  /** The thread began anew and does not know which resources are watched. */
  | 'network.notScoped'
  /** The thread died or could not write; sending the same again does no harm. */
  | 'network.failed'
  | 'network.stopped';

export class NetworkError extends Error implements CodedError {
  readonly code: NetworkErrorCode;
  constructor(code: NetworkErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'NetworkError';
    this.code = code;
  }
}

/** The troubles of the store, for its thread. */
export const NETWORK_FAULTS: Faults = {
  of: (error) => {
    if (error instanceof NetworkError) return error;
    const message = error instanceof Error ? error.message : String(error);
    return new NetworkError(isFullDisk(error) ? 'network.full' : 'network.failed', message, { cause: error });
  },
  make: (code, message) => new NetworkError(code as NetworkErrorCode, message),
  failed: 'network.failed',
  stopped: 'network.stopped',
};

/** What one device told of the network: a part of its inventory, or a row of what it learned. */
export type Told = { readonly resourceId: ResourceId; readonly at: Instant } & (
  | { readonly network: NetworkPart }
  | { readonly learned: LearnedAddresses | ResolvedAddress }
);

/** A resource that lists are made of, and its name, by which they are searched and sorted. */
export interface Scoped {
  readonly resourceId: ResourceId;
  readonly name: string;
}

type Plain<Row> = Omit<Row, 'isSimulated'>;
type Listed<Row> = { readonly total: number; readonly items: readonly Row[]; readonly coverage: Omit<NetworkCoverage, 'monitored'> };
/** As the store knows it: whether a device is simulated and when it was heard stands where resources are known. */
export type StoredInterface = Omit<InterfaceRow, 'isSimulated' | 'heardAt' | 'intervalMs'>;
type Held<Row extends { readonly holders: readonly object[] }> = Omit<Row, 'holders'> & {
  readonly holders: readonly Omit<Row['holders'][number], 'isSimulated'>[];
};
export type StoredSubnet = Held<SubnetRow>;
export type StoredAddress = Held<AddressRow>;
export type StoredArp = Plain<ArpRow>;
export type StoredFdb = Plain<FdbRow>;
export type StoredHistory = Omit<AddressHistory, 'at' | 'items'> & { readonly items: readonly Plain<AddressHistory['items'][number]>[] };
export type StoredVlan = Omit<VlanDetail, 'at' | 'devices'> & { readonly devices: readonly Plain<VlanDetail['devices'][number]>[] };

export interface NetworkCounted {
  readonly interfaces: number;
  readonly vlans: number;
  readonly subnets: number;
  readonly addresses: number;
  readonly arp: number;
  readonly fdb: number;
}

export interface NetworkStats {
  readonly interfaces: number;
  readonly stays: number;
  readonly bytes: number;
}

/** Questions of lists; `now` is the wall clock. */
interface Questions {
  interfaces(query: InterfaceQuery): Listed<StoredInterface>;
  vlans(query: VlanQuery): Listed<VlanRow>;
  vlan(id: number): StoredVlan;
  subnets(query: SubnetQuery & { readonly now: Instant }): Listed<StoredSubnet>;
  addresses(query: AddressQuery & { readonly now: Instant }): Listed<StoredAddress>;
  arp(query: ArpQuery): Listed<StoredArp>;
  fdb(query: FdbQuery): Listed<StoredFdb>;
  /** Where an address has been, the latest first. */
  history(text: string): StoredHistory;
  counts(query: { readonly q: string; readonly days: number; readonly now: Instant }): NetworkCounted;
}

/** What the thread answers. */
export interface NetworkCalls extends Questions {
  put(told: readonly Told[]): void;
  scope(resources: readonly Scoped[]): void;
  stats(nothing: null): NetworkStats;
  stop(nothing: null): void;
}

type Asked<K extends keyof Questions> = (query: Parameters<Questions[K]>[0]) => Promise<ReturnType<Questions[K]>>;

/** What devices have of the network, and what they have learned of it for ninety days. */
export type NetworkStore = { readonly [K in keyof Questions]: Asked<K> } & {
  /** Keeps what was told; resolves when it is durable. The same again changes nothing. Rejects with NetworkError. */
  put(told: readonly Told[]): Promise<void>;
  /** Of which resources everything that follows is answered; cheap where they are the same as before. */
  scope(resources: readonly Scoped[]): Promise<void>;
  stats(): Promise<NetworkStats>;
  stop(): Promise<void>;
};

export interface NetworkThreadData {
  readonly folder: string;
}
