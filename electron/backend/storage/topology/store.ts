import type { LinkEvidence } from '../../../../shared/contracts/topology.ts';
import type { Instant, ResourceId } from '../../../../shared/domain/id.ts';
import type { Bundle, MapNode, Whole } from '../../../../shared/domain/topology/around.ts';
import type { Link } from '../../../../shared/domain/topology/links.ts';
import type { Located } from '../../../../shared/domain/topology/locate.ts';
import type { Neighbour } from '../../../../shared/domain/topology/neighbour.ts';
import type { DeviceIdentity } from '../../../../shared/domain/topology/nodes.ts';
import type { ResourcePast } from '../../../../shared/domain/topology/past.ts';
import type { LinkedPaths } from '../../../../shared/domain/topology/path.ts';
import type { FoundRoot, Sight } from '../../../../shared/domain/topology/sight.ts';
import { isFullDisk } from '../../lib/fullDisk.ts';
import type { CodedError, Faults } from '../rpc.ts';

export type TopologyErrorCode =
  /** The file was written by a later version of this program. */
  | 'topology.fromTheFuture'
  /** There is no room. Nothing was kept. */
  | 'topology.full'
  /** Of that moment nobody wrote anything down. */
  | 'topology.notRecorded'
  /** The thread began anew and has worked nothing out yet. */
  | 'topology.notWorkedOut'
  /** The thread died or could not write; sending the same again does no harm. */
  | 'topology.failed'
  | 'topology.stopped';

export class TopologyError extends Error implements CodedError {
  readonly code: TopologyErrorCode;
  constructor(code: TopologyErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TopologyError';
    this.code = code;
  }
}

function faultOf(error: unknown): TopologyError {
  if (error instanceof TopologyError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new TopologyError(isFullDisk(error) ? 'topology.full' : 'topology.failed', message, { cause: error });
}

/** The troubles of the store, for its thread. */
export const TOPOLOGY_FAULTS: Faults = {
  of: faultOf,
  make: (code, message) => new TopologyError(code as TopologyErrorCode, message),
  failed: 'topology.failed',
  stopped: 'topology.stopped',
};

/** What was seen of one device: itself, or one thing beside it. */
export type Sighting = { readonly resourceId: ResourceId; readonly at: Instant } & (
  | { readonly identity: DeviceIdentity }
  | { readonly neighbour: Neighbour }
);

/** What the store knows of the network. */
export interface TopologyStats {
  /** Devices that said who they are. */
  readonly devices: number;
  readonly evidence: number;
  readonly bytes: number;
}

/** A link as the store tells it: of addresses that were learned how many, not which. */
type Unnamed<T> = T extends unknown ? Omit<T, 'name'> : never;
/** Evidence as it is told; who says it has its name where resources are known. */
export type ToldEvidence = Unnamed<LinkEvidence>;
export type ToldLink = Omit<Link, 'evidence'> & { readonly evidence: readonly ToldEvidence[] };

/** The network as it was at a moment. */
export interface Overview {
  readonly at: Instant;
  readonly links: number;
  /** Devices that neighbours speak of and nobody watches. */
  readonly unmanaged: number;
  /** Resources with links, those with most first. */
  readonly devices: readonly { readonly resourceId: ResourceId; readonly links: number }[];
}

/** Ways between two nodes as the store tells them. */
export interface ToldPaths extends Omit<LinkedPaths, 'links'> {
  readonly links: readonly ToldLink[];
}

export interface ToldAround {
  readonly nodes: readonly MapNode[];
  readonly links: readonly ToldLink[];
  readonly beyond: { readonly nodes: number; readonly links: number };
  readonly cut: number;
}

/** A stretch of time in which somebody wrote down how the network stood. */
export interface Span {
  readonly from: Instant;
  readonly until: Instant;
}

/** A resource as it stood at a moment. */
export type ToldResource = ResourcePast & { readonly id: ResourceId };
/** Of a link at a moment what two moments are compared by. */
export type ToldPastLink = Pick<ToldLink, 'id' | 'a' | 'b'> & { readonly isLost: boolean };

/** Why links are believed in, kept for seven days after it was last seen, and the links it speaks for. */
export interface TopologyStore {
  /** Keeps what was seen; resolves when it is durable. The same again changes only its time. Rejects with TopologyError. */
  put(sightings: readonly Sighting[]): Promise<void>;
  /** Works out the links among these resources and with what is not watched, as of `now`. Evidence of other resources speaks for nothing. What follows answers from this. */
  workOut(resourceIds: readonly ResourceId[], now: Instant): Promise<Overview>;
  /** The links of a resource, ascending by id. */
  linksOf(resourceId: ResourceId): Promise<readonly ToldLink[]>;
  /** `at`: as of a moment that was, else of what was last worked out; rejects with `topology.notRecorded`. */
  around(resourceId: ResourceId, hops: number, at?: Instant): Promise<ToldAround>;
  /** Ways between two resources over what was last worked out: see `linkedPaths`. */
  paths(from: ResourceId, to: ResourceId, most: number): Promise<ToldPaths>;
  /** Some resources with the links between them; links between groups of resources, by the numbers of the groups. */
  among(resourceIds: readonly ResourceId[], at?: Instant): Promise<ToldAround>;
  bundles(groups: readonly (readonly [ResourceId, number])[], at?: Instant): Promise<readonly Bundle[]>;
  /** All of these resources and whatever nobody watches. */
  whole(resourceIds: readonly ResourceId[], at?: Instant): Promise<Whole>;
  /** Writes down how resources stand, so that `past` can tell it; see `Past`. False where it was not written. Links are written down as they are worked out. */
  record(told: readonly (readonly [ResourceId, ResourcePast | null])[], at: Instant, isWhole: boolean): Promise<boolean>;
  /** How resources stood at a moment; links apart, for there are thousands of either. */
  past(at: Instant): Promise<readonly ToldResource[]>;
  pastLinks(at: Instant): Promise<readonly ToldPastLink[]>;
  /** When anybody wrote anything down, ascending. */
  spans(): Promise<readonly Span[]>;
  /** Of what was last worked out: see `Sighted`. */
  beside(resources: readonly ResourceId[]): Promise<readonly ResourceId[]>;
  roots(sight: Sight): Promise<readonly FoundRoot[]>;
  /** Where an address is by what these resources have learned; null where the text is no address. */
  locate(text: string, resourceIds: readonly ResourceId[], now: Instant): Promise<readonly Located[] | null>;
  stats(): Promise<TopologyStats>;
  stop(): Promise<void>;
}

/** What the thread answers. */
export interface TopologyCalls {
  put(sightings: readonly Sighting[]): void;
  workOut(question: { readonly resourceIds: readonly ResourceId[]; readonly now: Instant }): Overview;
  linksOf(resourceId: ResourceId): readonly ToldLink[];
  /** `at` null: of what was last worked out. */
  around(question: { readonly resourceId: ResourceId; readonly hops: number; readonly at: Instant | null }): ToldAround;
  paths(question: { readonly from: ResourceId; readonly to: ResourceId; readonly most: number }): ToldPaths;
  among(question: { readonly resourceIds: readonly ResourceId[]; readonly at: Instant | null }): ToldAround;
  bundles(question: { readonly groups: readonly (readonly [ResourceId, number])[]; readonly at: Instant | null }): readonly Bundle[];
  whole(question: { readonly resourceIds: readonly ResourceId[]; readonly at: Instant | null }): Whole;
  record(order: {
    readonly told: readonly (readonly [ResourceId, ResourcePast | null])[];
    readonly at: Instant;
    readonly isWhole: boolean;
  }): boolean;
  past(at: Instant): readonly ToldResource[];
  pastLinks(at: Instant): readonly ToldPastLink[];
  spans(nothing: null): readonly Span[];
  beside(resources: readonly ResourceId[]): readonly ResourceId[];
  roots(sight: Sight): readonly FoundRoot[];
  locate(question: {
    readonly text: string;
    readonly resourceIds: readonly ResourceId[];
    readonly now: Instant;
  }): readonly Located[] | null;
  stats(nothing: null): TopologyStats;
  stop(nothing: null): void;
}

export interface TopologyThreadData {
  readonly folder: string;
}
