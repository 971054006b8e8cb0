import { z } from 'zod';
import { CHANGE_KINDS } from '../domain/hardware/changes.ts';
import { PART_CLASSES } from '../domain/hardware/part.ts';
import { IdParams, InstantMs, Uuid } from './common.ts';
import { PanelRule, Part, PowerGroup, PowerPort } from './observation.ts';
import { defineRoute } from './route.ts';

/** What happened to a part of a device, as its device told of it. */
export const HardwareChange = z
  .object({
    id: z.int(),
    at: InstantMs.describe('when it was found'),
    kind: z.enum(CHANGE_KINDS).describe('replaced: another serial number in the same place; changed: another model or version'),
    component: z.string(),
    class: z.enum(PART_CLASSES),
    before: Part.nullable(),
    after: Part.nullable(),
  })
  .meta({ id: 'HardwareChange' });
export type HardwareChange = z.output<typeof HardwareChange>;

export const DeviceHardware = z
  .object({
    at: InstantMs.nullable().describe('when the device last told of its parts; null where it never did'),
    isCut: z.boolean().describe('it has more parts than were read'),
    parts: z.array(Part),
    panel: z.array(PanelRule).describe('how its ports stand on its front'),
    power: z
      .object({ at: InstantMs, ports: z.array(PowerPort), groups: z.array(PowerGroup) })
      .nullable()
      .describe('null where its ports give none'),
    changes: z.array(HardwareChange).describe('the newest first'),
    changesTotal: z.int().min(0),
  })
  .meta({ id: 'DeviceHardware' });
export type DeviceHardware = z.output<typeof DeviceHardware>;

export const getHardware = defineRoute({
  id: 'getHardware',
  method: 'GET',
  path: '/resources/:id/hardware',
  access: { permission: 'resource.read' },
  summary: 'The physical parts of a resource with their serial numbers, what changed of them, and the power of its ports',
  params: IdParams,
  response: DeviceHardware,
});

/** One part of one resource. */
export const InventoryPart = z
  .object({
    resourceId: Uuid,
    resourceName: z.string(),
    isSimulated: z.boolean(),
    ...{ address: z.string(), location: z.string(), domain: z.string() },
    at: InstantMs.describe('when its device last told of it'),
    firstAt: InstantMs.describe('when it told of it first'),
    part: Part,
  })
  .meta({ id: 'InventoryPart' });
export type InventoryPart = z.output<typeof InventoryPart>;

export const InventoryPage = z
  .object({
    at: InstantMs,
    total: z.int().nullable().describe('how many match in all; with the first page only'),
    resources: z.int().nullable().describe('how many resources they are of; with the first page only'),
    items: z.array(InventoryPart),
    next: z.string().nullable().describe('what the next page is asked with; null after the last'),
  })
  .meta({ id: 'InventoryPage' });
export type InventoryPage = z.output<typeof InventoryPage>;

export const listHardware = defineRoute({
  id: 'listHardware',
  method: 'GET',
  path: '/hardware',
  access: { permission: 'resource.read' },
  summary:
    'The physical parts of all monitored resources, by the name of the resource; ports and cages only where they have serial numbers',
  query: z.object({
    text: z
      .string()
      .trim()
      .max(100)
      .default('')
      .describe('in the name of the resource, its address, or the name, model, serial number or maker of the part'),
    class: z.enum(PART_CLASSES).optional(),
    serial: z.stringbool().default(false).describe('only parts with a serial number'),
    after: z.string().max(400).optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(200),
  }),
  response: InventoryPage,
});
