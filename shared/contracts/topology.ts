import { z } from 'zod';
import { CLAIM_KINDS } from '../domain/topology/neighbour.ts';
import { IdParams, InstantMs, Uuid } from './common.ts';
import { defineRoute } from './route.ts';

/** A map of then; left out: of now. */
const at = z.coerce.number().int().min(0).optional().describe('as it was at this moment; left out: as it is');

/** One end of a link. A device that is not monitored has no id, but the name it gives itself. */
export const LinkEnd = z
  .object({
    node: z.string().describe('which device, the same in every discovery'),
    resourceId: Uuid.nullable(),
    name: z.string().describe('of the resource; of another device as it calls itself'),
    port: z.string().describe('empty where it is not known which'),
  })
  .meta({ id: 'LinkEnd' });
export type LinkEnd = z.output<typeof LinkEnd>;

const said = { resourceId: Uuid.describe('who says it'), name: z.string().describe('of who says it'), port: z.string(), at: InstantMs };
/** Why a link is believed in. */
export const LinkEvidence = z
  .discriminatedUnion('kind', [
    z.object({
      ...{ kind: z.literal('lldp'), ...said, sysName: z.string(), chassis: z.object({ kind: z.enum(CLAIM_KINDS), value: z.string() }) },
      ...{ remotePort: z.string(), addresses: z.array(z.string()) },
    }),
    z.object({ kind: z.literal('cdp'), ...said, deviceId: z.string(), remotePort: z.string(), addresses: z.array(z.string()) }),
    z.object({
      kind: z.literal('fdb'),
      ...said,
      vlan: z.int().nullable(),
      addresses: z.int().min(0).describe('how many were learned there'),
    }),
    z.object({ kind: z.literal('arp'), ...said, address: z.string(), mac: z.string() }),
  ])
  .meta({ id: 'LinkEvidence' });
export type LinkEvidence = z.output<typeof LinkEvidence>;

export const NetworkLink = z
  .object({
    id: z.string(),
    a: LinkEnd,
    b: LinkEnd,
    confidence: z.number().min(0).max(1),
    seenAt: InstantMs.describe('when any of the evidence was last seen'),
    evidence: z.array(LinkEvidence).min(1),
    conflicts: z.int().min(0).describe('other links that cannot be there together with it'),
  })
  .meta({ id: 'NetworkLink' });
export type NetworkLink = z.output<typeof NetworkLink>;

export const NetworkLinkList = z.object({ at: InstantMs, items: z.array(NetworkLink) }).meta({ id: 'NetworkLinkList' });
export type NetworkLinkList = z.output<typeof NetworkLinkList>;

export const listResourceLinks = defineRoute({
  id: 'listResourceLinks',
  method: 'GET',
  path: '/resources/:id/links',
  access: { permission: 'resource.read' },
  summary: 'The links of a resource with the evidence for each; what was not seen for seven days is none any more',
  params: IdParams,
  response: NetworkLinkList,
});

/** Most links that a look around a device goes. */
export const MOST_HOPS = 6;

export const NetworkNode = z
  .object({
    key: z.string(),
    resourceId: Uuid.nullable(),
    name: z.string(),
    hops: z.int().min(0),
  })
  .meta({ id: 'NetworkNode' });
export type NetworkNode = z.output<typeof NetworkNode>;

const Beyond = z.object({ nodes: z.int().min(0), links: z.int().min(0) }).describe('of the network and not among these');

export const NetworkAround = z
  .object({
    at: InstantMs,
    nodes: z.array(NetworkNode),
    links: z.array(NetworkLink),
    beyond: Beyond,
    cut: z.int().min(0).describe('of those beyond, how many nodes are within the hops'),
  })
  .meta({ id: 'NetworkAround' });
export type NetworkAround = z.output<typeof NetworkAround>;

export const getNetworkAround = defineRoute({
  id: 'getNetworkAround',
  method: 'GET',
  path: '/resources/:id/network',
  access: { permission: 'resource.read' },
  summary: 'Devices within some links of a resource and the links between them; how much of the network is not among them',
  params: IdParams,
  query: z.object({ hops: z.coerce.number().int().min(1).max(MOST_HOPS).default(2), at }),
  response: NetworkAround,
});

/** Most ways without anything in common that are looked for. */
export const MOST_WAYS = 8;

const Way = z.object({ nodes: z.array(z.string()), links: z.array(z.string()) }).describe('keys of nodes and ids of links, in their order');

export const NetworkPaths = z
  .object({
    at: InstantMs,
    from: z.string(),
    to: z.string(),
    shortest: Way.nullable().describe('null: no links that are known lead from one to the other'),
    apart: z
      .array(Way)
      .max(MOST_WAYS)
      .describe('ways that share neither a device between the ends nor a link, shortest first, as many as there can be'),
    unavoidable: Way.describe('what every way passes: where it fails there is none left'),
    nodes: z.array(NetworkNode).describe('of all these ways; hops from where they begin'),
    links: z.array(NetworkLink),
  })
  .meta({ id: 'NetworkPaths' });
export type NetworkPaths = z.output<typeof NetworkPaths>;

export const getNetworkPaths = defineRoute({
  id: 'getNetworkPaths',
  method: 'GET',
  path: '/resources/:id/network/paths/:to',
  access: { permission: 'resource.read' },
  summary: 'Ways from a resource to another over the links that are known, whether or not they carry anything now',
  params: IdParams.extend({ to: Uuid }),
  response: NetworkPaths,
});

const Flow = z
  .object({
    bits: z.number().min(0).describe('a second'),
    share: z.number().min(0).nullable().describe('of what the link can carry; null where nobody says how much that is'),
    at: InstantMs,
    intervalMs: z.int().min(0),
  })
  .nullable();

export const NetworkLinkLoad = z
  .object({
    id: z.string(),
    speed: z.number().nullable().describe('bit a second, of the slower end'),
    aToB: Flow,
    bToA: Flow,
    errors: z.number().min(0).nullable().describe('a second, both directions, as either end counts them'),
  })
  .meta({ id: 'NetworkLinkLoad' });
export type NetworkLinkLoad = z.output<typeof NetworkLinkLoad>;

export const NetworkLoad = z.object({ at: InstantMs, items: z.array(NetworkLinkLoad) }).meta({ id: 'NetworkLoad' });
export type NetworkLoad = z.output<typeof NetworkLoad>;

export const getNetworkLoad = defineRoute({
  id: 'getNetworkLoad',
  method: 'GET',
  path: '/resources/:id/network/load',
  access: { permission: 'metric.read' },
  summary:
    'What the links around a resource carry in both directions, by the newest figures of their ports; those of which none is known are left out',
  params: IdParams,
  query: z.object({ hops: z.coerce.number().int().min(1).max(MOST_HOPS).default(2) }),
  response: NetworkLoad,
});

const Learned = { resourceId: Uuid, name: z.string(), port: z.string(), at: InstantMs };

export const LocatedAddress = z
  .object({
    mac: z.string(),
    resolved: z.array(z.object({ ...Learned, address: z.string() })).describe('who resolved a network address to it, newest first'),
    ports: z
      .array(
        z.object({
          ...Learned,
          vlan: z.int().nullable(),
          macs: z.int().min(1).describe('how many were learned there with it'),
          leadsOn: z.boolean().describe('another device is beside the port: it is on the way'),
        }),
      )
      .describe('where it is most likely plugged in first'),
    owner: z.object({ resourceId: Uuid, name: z.string(), port: z.string() }).nullable().describe('the device that has it itself'),
  })
  .meta({ id: 'LocatedAddress' });
export type LocatedAddress = z.output<typeof LocatedAddress>;

export const locateAddress = defineRoute({
  id: 'locateAddress',
  method: 'GET',
  path: '/network/addresses/:address',
  access: { permission: 'resource.read' },
  summary: 'Where a hardware or network address is plugged in, by what devices have learned in the last seven days',
  params: z.object({ address: z.string().max(64) }),
  response: z.object({ at: InstantMs, isAddress: z.boolean(), items: z.array(LocatedAddress) }).meta({ id: 'LocatedAddresses' }),
});

const Coordinate = z.number().min(-100_000).max(100_000);

export const MapChange = z
  .object({
    version: z.int().min(1),
    at: InstantMs,
    byName: z.string(),
    moved: z.int().min(0).describe('how many nodes'),
    undoes: z.int().nullable().describe('the version that it takes back'),
  })
  .meta({ id: 'MapChange' });
export type MapChange = z.output<typeof MapChange>;

export const MapPlaces = z
  .object({
    version: z.int().min(0).describe('0 while nobody has moved anything'),
    places: z.array(z.object({ node: z.string(), x: Coordinate, y: Coordinate })),
    changes: z.array(MapChange).describe('the newest first'),
  })
  .meta({ id: 'MapPlaces' });
export type MapPlaces = z.output<typeof MapPlaces>;

/** Most nodes that have a place of their own on a map, and that one change moves. */
export const MOST_PLACES = 2000;
export const MOST_MOVES = 300;

export const MapMoves = z
  .object({
    moves: z
      .array(z.object({ node: z.string().min(1).max(300), to: z.object({ x: Coordinate, y: Coordinate }).nullable() }))
      .min(1)
      .max(MOST_MOVES)
      .describe('null: the node finds its place by itself again'),
  })
  .meta({ id: 'MapMoves' });

export const getMapPlaces = defineRoute({
  id: 'getMapPlaces',
  method: 'GET',
  path: '/resources/:id/network/places',
  access: { permission: 'resource.read' },
  summary: 'Where people have put nodes on the map around a resource, and who changed that',
  params: IdParams,
  response: MapPlaces,
});

export const moveOnMap = defineRoute({
  id: 'moveOnMap',
  method: 'POST',
  path: '/resources/:id/network/places',
  access: { permission: 'topology.edit' },
  summary: 'Puts nodes somewhere on the map around a resource, for everybody',
  params: IdParams,
  body: MapMoves,
  response: MapPlaces,
});

export const undoOnMap = defineRoute({
  id: 'undoOnMap',
  method: 'POST',
  path: '/resources/:id/network/places/undo',
  access: { permission: 'topology.edit' },
  summary: 'Takes a change of the map back, as a change of its own; nodes that were moved since stay',
  params: IdParams,
  body: z.object({ version: z.int().min(1) }).meta({ id: 'MapUndo' }),
  response: MapPlaces,
});

export const NetworkPlaces = z
  .object({
    at: InstantMs,
    places: z.array(z.object({ name: z.string().describe('empty: no location and no domain'), resources: z.int().min(1) })),
    links: z.array(z.object({ a: z.string(), b: z.string(), links: z.int().min(1) })).describe('between different places'),
  })
  .meta({ id: 'NetworkPlaces' });
export type NetworkPlaces = z.output<typeof NetworkPlaces>;

export const getNetworkPlaces = defineRoute({
  id: 'getNetworkPlaces',
  method: 'GET',
  path: '/network/places',
  access: { permission: 'resource.read' },
  summary: 'The places where resources are, and how many links there are between them',
  query: z.object({ at }),
  response: NetworkPlaces,
});

export const getNetworkPlace = defineRoute({
  id: 'getNetworkPlace',
  method: 'GET',
  path: '/network/places/:name',
  access: { permission: 'resource.read' },
  summary: 'The resources of a place and the links between them; those with links to elsewhere have no hops',
  params: z.object({ name: z.string().max(200).describe('- for resources without location and domain') }),
  query: z.object({ at }),
  response: NetworkAround,
});

export const NetworkOverview = z
  .object({
    at: InstantMs,
    links: z.int().min(0),
    unmanaged: z.int().min(0).describe('devices that neighbours speak of and nobody watches'),
    devices: z.array(z.object({ resourceId: Uuid, links: z.int().min(1) })).describe('those with most links first'),
  })
  .meta({ id: 'NetworkOverview' });
export type NetworkOverview = z.output<typeof NetworkOverview>;

export const getNetwork = defineRoute({
  id: 'getNetwork',
  method: 'GET',
  path: '/network',
  access: { permission: 'resource.read' },
  summary: 'How many links the network has, and which devices have them',
  response: NetworkOverview,
});
