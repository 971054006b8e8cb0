import { z } from 'zod';
import { CLAIM_KINDS } from '../domain/topology/neighbour.ts';
import { IdParams, InstantMs, Uuid } from './common.ts';
import { defineRoute } from './route.ts';

/** One end of a link. A device that is not monitored has no id, but the name it gives itself. */
export const LinkEnd = z
  .object({
    resourceId: Uuid.nullable(),
    name: z.string().describe('of the resource; of another device as it calls itself'),
    port: z.string().describe('empty where it is not known which'),
  })
  .meta({ id: 'LinkEnd' });
export type LinkEnd = z.output<typeof LinkEnd>;

const said = { resourceId: Uuid.describe('who says it'), port: z.string(), at: InstantMs };
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
    z.object({ kind: z.literal('manual'), ...said, by: z.string() }),
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
    conflicts: z.array(z.string()).describe('links that cannot be there together with it'),
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
