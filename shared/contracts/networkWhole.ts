import { z } from 'zod';
import { InstantMs, Uuid } from './common.ts';
import { defineRoute } from './route.ts';

export const NetworkWhole = z
  .object({
    at: InstantMs,
    nodes: z
      .array(
        z.object({
          key: z.string(),
          resourceId: Uuid.nullable(),
          name: z.string().describe('of a device that nobody watches, as it calls itself; else empty'),
        }),
      )
      .describe('every monitored resource and every device that neighbours speak of'),
    joints: z
      .array(z.tuple([z.int(), z.int(), z.int()]))
      .describe('two nodes by their places in the list, and how many links are between them'),
    links: z.int().min(0),
  })
  .meta({ id: 'NetworkWhole' });
export type NetworkWhole = z.output<typeof NetworkWhole>;

export const getNetworkWhole = defineRoute({
  id: 'getNetworkWhole',
  method: 'GET',
  path: '/network/whole',
  access: { permission: 'resource.read' },
  summary: 'The whole network: every device, and which are joined',
  query: z.object({ at: z.coerce.number().int().min(0).optional().describe('as it was at this moment; left out: as it is') }),
  response: NetworkWhole,
});
