import { z } from 'zod';
import { SESSION_KINDS } from '../domain/tool/session.ts';
import { MOST, oidOf, RUN_STATES } from '../domain/tool/tool.ts';
import { TRACE_ENDS } from '../domain/tool/trace.ts';
import { IdParams, InstantMs, Uuid } from './common.ts';
import { defineRoute } from './route.ts';

const Port = z.int().min(1).max(65_535);
const Oid = z
  .string()
  .max(1400)
  .refine((text) => oidOf(text) !== null)
  .transform((text) => oidOf(text) ?? '');

const pingJob = { count: z.int().min(1).max(MOST.echoes) };
const traceJob = { maxHops: z.int().min(1).max(MOST.hops) };
const portJob = {
  ports: z
    .array(Port)
    .min(1)
    .max(MOST.ports)
    .refine((ports) => new Set(ports).size === ports.length),
};
const snmpJob = {
  how: z.enum(['get', 'walk']),
  oid: Oid.describe('dotted numbers; a walk is of everything below it'),
  after: Oid.nullable().describe('rows of the subtree after this one; null from its beginning'),
  most: z.int().min(1).max(MOST.rows),
};

/** What a run was asked to do. */
export const ToolJob = z
  .discriminatedUnion('tool', [
    z.object({ tool: z.literal('ping'), ...pingJob }),
    z.object({ tool: z.literal('trace'), ...traceJob }),
    z.object({ tool: z.literal('port'), ...portJob }),
    z.object({ tool: z.literal('snmp'), ...snmpJob }),
  ])
  .meta({ id: 'ToolJob' });
export type ToolJob = z.output<typeof ToolJob>;

const Ms = z.number().min(0);
const Text = z.string().max(500);
const AddressText = z.string().max(300);

export const SnmpRow = z
  .object({
    oid: z.string().max(1400),
    type: z.string().max(40).describe('as RFC 2578 and 3416 name it'),
    value: z.string().max(4100).describe('numbers as digits, octets as text where they are one, else empty'),
    hex: z.string().max(8200).nullable().describe('octets as they came'),
    isCut: z.boolean().describe('more octets came than are shown'),
  })
  .meta({ id: 'SnmpRow' });
export type SnmpRow = z.output<typeof SnmpRow>;

/** What came of a run so far. */
export const ToolResult = z
  .discriminatedUnion('tool', [
    z.object({
      tool: z.literal('ping'),
      address: AddressText.describe('that was asked'),
      rtts: z.array(Ms.nullable()).max(MOST.echoes).describe('ms, null where no reply came'),
      icmpError: Text.nullable().describe('what a router sent back instead'),
    }),
    z.object({
      tool: z.literal('trace'),
      address: AddressText,
      hops: z
        .array(
          z.object({
            ttl: z.int().min(1),
            sent: z.int().min(0),
            answered: z.int().min(0),
            nodes: z
              .array(
                z.object({
                  address: AddressText,
                  rttMs: Ms.nullable().describe('of a ping of that address; null where it does not answer'),
                }),
              )
              .max(10),
            isDestination: z.boolean(),
            error: Text.nullable(),
          }),
        )
        .max(MOST.hops),
      end: z.enum(TRACE_ENDS).nullable().describe('null while it goes on, or where it was stopped'),
    }),
    z.object({
      tool: z.literal('port'),
      address: AddressText,
      ports: z
        .array(
          z.object({
            port: Port,
            state: z.enum(['open', 'refused', 'silent', 'unreachable', 'failed']).nullable().describe('null: not tried yet'),
            ms: Ms.nullable(),
            detail: Text,
          }),
        )
        .max(MOST.ports),
    }),
    z.object({
      tool: z.literal('snmp'),
      address: AddressText,
      rows: z.array(SnmpRow).max(MOST.rows),
      next: z.string().max(1400).nullable().describe('the last row, where there are more after it'),
    }),
  ])
  .meta({ id: 'ToolResult' });
export type ToolResult = z.output<typeof ToolResult>;

export const ToolRun = z
  .object({
    id: Uuid,
    resourceId: Uuid,
    resourceName: z.string(),
    address: AddressText.describe('of the resource, at the time'),
    job: ToolJob,
    state: z.enum(RUN_STATES),
    byName: z.string(),
    isOwn: z.boolean(),
    startedAt: InstantMs,
    endedAt: InstantMs.nullable(),
    result: ToolResult.nullable().describe('null before the first, and for rows of SNMP that are kept no longer'),
    rows: z.int().min(0).describe('of SNMP, also where they are kept no longer'),
    problem: Text.nullable().describe('why it failed'),
  })
  .meta({ id: 'ToolRun' });
export type ToolRun = z.output<typeof ToolRun>;

const run = { resourceId: Uuid };

export const startPing = defineRoute({
  id: 'startPing',
  method: 'POST',
  path: '/tools/ping',
  access: { permission: 'tool.ping' },
  summary: 'Sends echo requests to a resource, two a second',
  body: z.object({ ...run, ...pingJob }).meta({ id: 'NewPing' }),
  response: ToolRun,
});

export const startTrace = defineRoute({
  id: 'startTrace',
  method: 'POST',
  path: '/tools/trace',
  access: { permission: 'tool.trace' },
  summary: 'Follows the way to a resource by echo requests whose limit of hops grows',
  body: z.object({ ...run, ...traceJob }).meta({ id: 'NewTrace' }),
  response: ToolRun,
});

export const startPortTest = defineRoute({
  id: 'startPortTest',
  method: 'POST',
  path: '/tools/port',
  access: { permission: 'tool.port' },
  summary: 'Tries to connect to TCP ports of a resource; nothing is sent over a connection that is accepted',
  body: z.object({ ...run, ...portJob }).meta({ id: 'NewPortTest' }),
  response: ToolRun,
});

export const startSnmpBrowse = defineRoute({
  id: 'startSnmpBrowse',
  method: 'POST',
  path: '/tools/snmp',
  access: { permission: 'tool.snmp' },
  summary: 'Reads variables of a resource with the credentials of its SNMP check; they never leave the poller',
  body: z.object({ ...run, ...snmpJob }).meta({ id: 'NewSnmpBrowse' }),
  response: ToolRun,
});

export const ToolSession = z
  .object({
    kind: z.enum(SESSION_KINDS),
    address: AddressText,
    port: Port,
    url: z.string().max(400).describe('for the program of the system that opens such'),
  })
  .meta({ id: 'ToolSession' });
export type ToolSession = z.output<typeof ToolSession>;

export const openToolSession = defineRoute({
  id: 'openToolSession',
  method: 'POST',
  path: '/tools/session',
  access: { permission: 'tool.session' },
  summary:
    'Records that the caller signs in to a resource from afar, and tells the address of that; the station itself connects to nothing',
  body: z.object({ ...run, kind: z.enum(SESSION_KINDS), port: Port }).meta({ id: 'NewToolSession' }),
  response: ToolSession,
});

export const stopToolRun = defineRoute({
  id: 'stopToolRun',
  method: 'POST',
  path: '/tools/runs/:id/stop',
  access: { permission: 'tool.read' },
  summary: 'Stops an own run; what came of it so far stays',
  params: IdParams,
  response: ToolRun,
});

export const getToolRun = defineRoute({
  id: 'getToolRun',
  method: 'GET',
  path: '/tools/runs/:id',
  access: { permission: 'tool.read' },
  summary: 'One run with what came of it',
  params: IdParams,
  response: ToolRun,
});

export const MOST_LISTED = 50;

export const ToolRunList = z
  .object({
    at: InstantMs,
    items: z.array(ToolRun.omit({ result: true })).describe(`the newest first, at most ${MOST_LISTED}`),
    total: z.int().min(0).describe('how many are kept'),
  })
  .meta({ id: 'ToolRunList' });
export type ToolRunList = z.output<typeof ToolRunList>;

export const listToolRuns = defineRoute({
  id: 'listToolRuns',
  method: 'GET',
  path: '/resources/:id/tools',
  access: { permission: 'tool.read' },
  summary: 'What was run against a resource lately, by whom',
  params: IdParams,
  response: ToolRunList,
});
