import { z } from 'zod';
import { LINK_CHANGES, RESOURCE_CHANGES } from '../domain/topology/past.ts';
import { AtParams, InstantMs, Uuid } from './common.ts';
import { Resource } from './resources.ts';
import { defineRoute } from './route.ts';
import { NetworkLink } from './topology.ts';

/** A resource as it stood at a moment, as far as a map shows it; its name and place are those of then. */
export const PastResource = Resource.pick({
  ...{ id: true, name: true, resourceClass: true, domain: true, location: true, isSimulated: true, retiredAt: true },
  ...{ effectiveIntervalS: true, checkedAt: true, reachable: true, worst: true, activeAlarms: true },
}).meta({ id: 'PastResource' });
export type PastResource = z.output<typeof PastResource>;

export const NetworkPast = z.object({ at: InstantMs, resources: z.array(PastResource) }).meta({ id: 'NetworkPast' });
export type NetworkPast = z.output<typeof NetworkPast>;

export const getNetworkPast = defineRoute({
  id: 'getNetworkPast',
  method: 'GET',
  path: '/network/past/:at',
  access: { permission: 'resource.read' },
  summary: 'How resources stood at a moment; refused where nobody wrote that down',
  params: AtParams,
  response: NetworkPast,
});

export const NetworkRecord = z
  .object({
    at: InstantMs,
    spans: z
      .array(z.object({ from: InstantMs, until: InstantMs }))
      .describe('stretches of time in which it was written down how the network stood, ascending'),
  })
  .meta({ id: 'NetworkRecord' });
export type NetworkRecord = z.output<typeof NetworkRecord>;

export const getNetworkRecord = defineRoute({
  id: 'getNetworkRecord',
  method: 'GET',
  path: '/network/record',
  access: { permission: 'resource.read' },
  summary: 'Of which times the network can be shown as it was',
  response: NetworkRecord,
});

export const NetworkChanges = z
  .object({
    from: InstantMs,
    to: InstantMs,
    links: z.array(z.object({ link: NetworkLink.pick({ id: true, a: true, b: true }), change: z.enum(LINK_CHANGES) })),
    resources: z.array(
      z.object({ id: Uuid, name: z.string(), place: z.string(), change: z.enum(RESOURCE_CHANGES), worst: Resource.shape.worst }),
    ),
  })
  .meta({ id: 'NetworkChanges' });
export type NetworkChanges = z.output<typeof NetworkChanges>;

export const getNetworkChanges = defineRoute({
  id: 'getNetworkChanges',
  method: 'GET',
  path: '/network/changes/:at',
  access: { permission: 'resource.read' },
  summary: 'What of the network was otherwise at a later moment than this one',
  params: AtParams,
  query: z.object({
    to: z.coerce.number().int().min(0).optional().describe('left out: as it is now'),
  }),
  response: NetworkChanges,
});
