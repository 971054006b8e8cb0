import type { Protocol } from '../check/index.ts';
import type { Hardware, PoweredPorts } from '../hardware/part.ts';
import type { Instant, ResourceId } from '../id.ts';
import type { MetricCode } from '../metric/catalogue.ts';
import type { NetworkPart } from '../network/inventory.ts';
import type { Neighbour } from '../topology/neighbour.ts';
import type { DeviceIdentity } from '../topology/nodes.ts';
import type { Fault } from './fault.ts';
import type { Quality } from './quality.ts';

export { PROTOCOLS, type Protocol } from '../check/index.ts';
export { FAULT_KINDS, type Fault, type FaultKind } from './fault.ts';

interface Observed {
  readonly resourceId: ResourceId;
  /** When it was true at the source. */
  readonly at: Instant;
  /** Which kind of check saw it. */
  readonly protocol: Protocol;
}

/** One value of one metric. `component` is '' for the resource as a whole. `value` null: asked and not obtained (a gap, never zero). `quality`: what is less than good about it, or why it is missing. */
export interface Sample extends Observed {
  readonly kind: 'sample';
  readonly metric: MetricCode;
  readonly component: string;
  readonly value: number | null;
  readonly quality?: Quality;
}

/** Whether the resource (or one service of it: `component`) answered this check. */
export interface Reachability extends Observed {
  readonly kind: 'reachability';
  readonly component: string;
  readonly reachable: boolean;
  readonly fault: Fault | null;
}

/** Something that is so until told otherwise: host name, operating system, boot time. */
export interface Fact extends Observed {
  readonly kind: 'fact';
  readonly name: string;
  readonly component: string;
  readonly value: string | number | boolean | null;
}

/** End of one polling cycle of one check. A cycle that began or ended late is itself an observation (R-8.4.3-b4-1). */
export interface Cycle extends Observed {
  readonly kind: 'cycle';
  readonly intervalMs: number;
  readonly dueAt: Instant;
  readonly durationMs: number;
}

/** What a device says of itself that its neighbours know it by. */
export interface Introduced extends Observed {
  readonly kind: 'identity';
  readonly identity: DeviceIdentity;
}

/** One thing that a device has beside it, or learned to be behind one of its ports. */
export interface Neighboured extends Observed {
  readonly kind: 'neighbour';
  readonly neighbour: Neighbour;
}

/** All physical parts of a device, in the place of those it told before. */
export interface Inventoried extends Observed {
  readonly kind: 'hardware';
  readonly hardware: Hardware;
}

/** What all ports of a device give to what is plugged into them. */
export interface Powered extends Observed {
  readonly kind: 'power';
  readonly power: PoweredPorts;
}

/** One thing that a device has of the network. */
export interface Networked extends Observed {
  readonly kind: 'network';
  readonly network: NetworkPart;
}

/** What collectors emit, and nothing else: they decide nothing and know no alarm. */
export type Observation = Sample | Reachability | Fact | Cycle | Introduced | Neighboured | Inventoried | Powered | Networked;

/** One thing to do periodically for one resource, as the backend hands it to the poller. `config` is validated by the collector's own schema. */
export interface Assignment {
  readonly id: string;
  readonly resourceId: ResourceId;
  readonly protocol: Protocol;
  readonly address: string;
  readonly intervalMs: number;
  readonly config: unknown;
}
