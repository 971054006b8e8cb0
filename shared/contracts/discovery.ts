import { z } from 'zod';
import { BATCH_STATES, DECISIONS, STEERINGS } from '../domain/discovery/batch.ts';
import { SNMP_GAPS } from '../domain/discovery/finding.ts';
import { KEYS } from '../domain/discovery/identity.ts';
import { PACES } from '../domain/discovery/plan.ts';
import { VERDICTS } from '../domain/discovery/review.ts';
import { IMPORTANCES, RESOURCE_CLASSES } from '../domain/inventory/resource.ts';
import { IdParams, InstantMs, Uuid } from './common.ts';
import { Address } from './resources.ts';
import { defineRoute } from './route.ts';

const Name = z.string().trim().min(1).max(100);
const Place = z.string().trim().max(100);
const RangeText = z.string().trim().max(20_000);

/** What a run asks, and how; nothing is asked that is not in `ranges`, and nothing that is in `exclusions`. */
export const NewDiscovery = z
  .object({
    name: Name,
    ranges: RangeText.min(1).describe('Addresses, ranges and prefixes, apart by white space or commas'),
    exclusions: RangeText.default(''),
    credentialIds: z.array(Uuid).max(8).default([]).describe('Sets that may be tried, in this order; version 3 before the others'),
    pace: z.literal([...PACES]).describe('Packets a second, echoes and questions together'),
    port: z.int().min(1).max(65_535).default(161),
    previousId: Uuid.nullable().default(null).describe('The run it repeats'),
  })
  .strict()
  .meta({ id: 'NewDiscovery' });

const Counts = z.object(Object.fromEntries(VERDICTS.map((verdict) => [verdict, z.int()])) as Record<(typeof VERDICTS)[number], z.ZodInt>);

export const SetTrial = z
  .object({ id: Uuid, name: z.string(), refused: z.int(), silent: z.int(), opened: z.int() })
  .meta({ id: 'SetTrial', description: 'A set of credentials within a run: how many devices it was tried on, and with what end' });

/** A run over address ranges, or an imported list, with what came of it. */
export const Discovery = z
  .object({
    id: Uuid,
    number: z.string(),
    kind: z.enum(['scan', 'import']),
    name: z.string(),
    state: z.enum(BATCH_STATES),
    ranges: z.string(),
    exclusions: z.string(),
    pace: z.int(),
    port: z.int(),
    sets: z.array(SetTrial),
    /** Addresses of the ranges without the exclusions, and of the exclusions that lie in the ranges. */
    total: z.int(),
    excluded: z.int(),
    /** Of `total`, asked so far. */
    asked: z.int(),
    answered: z.int(),
    /** Of `answered`, read by SNMP. */
    opened: z.int(),
    packets: z.int(),
    /** Most packets that one address got. */
    mostRequests: z.int(),
    /** Code of what stopped it (`tool.fping`), null otherwise. */
    problem: z.string().nullable(),
    /** Rows by verdict, and of those the ones nobody has decided. */
    rows: Counts,
    open: Counts,
    /** Resources it made and that are still its own. */
    made: z.int(),
    createdAt: InstantMs,
    createdBy: z.string(),
    endedAt: InstantMs.nullable(),
    acceptedAt: InstantMs.nullable(),
    undoableUntil: InstantMs.nullable(),
    undoneAt: InstantMs.nullable(),
    previousId: Uuid.nullable(),
    version: z.int(),
  })
  .meta({ id: 'Discovery' });
export type Discovery = z.output<typeof Discovery>;
export const DiscoveryList = z.object({ at: InstantMs, items: z.array(Discovery) }).meta({ id: 'DiscoveryList' });

export const IdentityView = z
  .object({
    sysName: z.string(),
    model: z.string(),
    serial: z.string(),
    engineId: z.string(),
    chassisMac: z.string(),
    macs: z.array(z.string()),
    addresses: z.array(z.string()),
  })
  .meta({ id: 'DiscoveredIdentity' });

export const FindingView = z
  .object({
    address: z.string(),
    source: z.enum(['scan', 'import']),
    at: InstantMs,
    rttMs: z.number().nullable(),
    credentialId: Uuid.nullable(),
    gap: z.enum(SNMP_GAPS).nullable(),
    identity: IdentityView,
    description: z.string(),
    objectId: z.string(),
    location: z.string(),
    uptimeS: z.number().nullable(),
    isWhole: z.boolean(),
    requests: z.int(),
  })
  .meta({ id: 'Finding' });

const Proposal = z
  .object({
    name: z.string(),
    resourceClass: z.enum(RESOURCE_CLASSES),
    importance: z.enum(IMPORTANCES),
    address: z.string(),
    domain: z.string(),
    location: z.string(),
  })
  .meta({ id: 'DiscoveryProposal' });

export const Evidence = z.object({ key: z.enum(KEYS), verdict: z.enum(['same', 'different']) }).meta({ id: 'DiscoveryEvidence' });

const row = {
  id: Uuid,
  verdict: z.enum(VERDICTS),
  decision: z.enum(DECISIONS),
  addresses: z.array(z.string()),
  name: z.string(),
  model: z.string(),
  serial: z.string(),
  gap: z.enum(SNMP_GAPS).nullable(),
  score: z.number(),
  evidence: z.array(Evidence),
  /** The resource it is, may be, or has become. */
  resource: z.object({ id: Uuid, name: z.string(), address: z.string() }).nullable(),
  /** Another device or resource has its name and is not it. */
  hasSharedName: z.boolean(),
  proposal: Proposal,
  at: InstantMs.nullable(),
  requests: z.int(),
};

/** One row of the review. */
export const DiscoveryCandidate = z.object(row).meta({ id: 'DiscoveryCandidate' });
export type DiscoveryCandidate = z.output<typeof DiscoveryCandidate>;
export const DiscoveryCandidateList = z
  .object({ at: InstantMs, version: z.int(), items: z.array(DiscoveryCandidate) })
  .meta({ id: 'DiscoveryCandidateList' });
export const DiscoveryCandidateDetail = z
  .object({ ...row, findings: z.array(FindingView), known: IdentityView.nullable().describe('What was kept of the resource') })
  .meta({ id: 'DiscoveryCandidateDetail' });
export type DiscoveryCandidateDetail = z.output<typeof DiscoveryCandidateDetail>;

/** What people can make of rows. `accept` makes one resource of each, `merge` takes it for the resource it names, `separate` splits it. */
export const VERDICT_ACTIONS = ['accept', 'merge', 'separate', 'later', 'ignore', 'reopen'] as const;
export const CandidateDecision = z
  .object({
    ids: z.array(Uuid).min(1).max(8192),
    action: z.enum(VERDICT_ACTIONS),
    /** Instead of the resource a row names; with `merge` only. */
    resourceId: Uuid.optional(),
    /** What is set for every row instead of its proposal; a name for a single row only. */
    change: z
      .object({
        name: Name.optional(),
        resourceClass: z.enum(RESOURCE_CLASSES).optional(),
        importance: z.enum(IMPORTANCES).optional(),
        domain: Place.optional(),
        location: Place.optional(),
      })
      .strict()
      .default({}),
  })
  .strict()
  .meta({ id: 'CandidateDecision' });

export const DiscoveryUndo = z
  .object({
    discovery: Discovery,
    removed: z.int(),
    stays: z.array(z.object({ id: Uuid, name: z.string(), why: z.enum(['changed', 'retired']) })),
  })
  .meta({ id: 'DiscoveryUndo' });

/** One host of a list that was made elsewhere. */
export const ImportedHost = z
  .object({
    name: Name,
    address: Address,
    resourceClass: z.enum(RESOURCE_CLASSES).nullable().default(null),
    importance: z.enum(IMPORTANCES).default('general'),
    domain: Place.default(''),
    location: Place.default(''),
    serial: z.string().trim().max(100).default(''),
    model: z.string().trim().max(100).default(''),
  })
  .strict()
  .meta({ id: 'ImportedHost' });
export const MAX_IMPORTED = 2000;
export const HostImport = z
  .object({ name: Name, credentialId: Uuid.nullable().default(null), hosts: z.array(ImportedHost).min(1).max(MAX_IMPORTED) })
  .strict()
  .meta({ id: 'HostImport' });

const Versioned = z.object({ version: z.int() });

export const listDiscoveries = defineRoute({
  id: 'listDiscoveries',
  method: 'GET',
  path: '/discoveries',
  access: { permission: 'discovery.read' },
  summary: 'Runs and imported lists, newest first',
  response: DiscoveryList,
});
export const getDiscovery = defineRoute({
  id: 'getDiscovery',
  method: 'GET',
  path: '/discoveries/:id',
  access: { permission: 'discovery.read' },
  summary: 'One run as it goes',
  params: IdParams,
  response: Discovery,
});
export const listCandidates = defineRoute({
  id: 'listCandidates',
  method: 'GET',
  path: '/discoveries/:id/candidates',
  access: { permission: 'discovery.read' },
  summary: 'The rows of its review',
  params: IdParams,
  response: DiscoveryCandidateList,
});
export const getCandidate = defineRoute({
  id: 'getCandidate',
  method: 'GET',
  path: '/discoveries/:id/candidates/:candidateId',
  access: { permission: 'discovery.read' },
  summary: 'One row with everything that was found',
  params: z.object({ id: Uuid, candidateId: Uuid }),
  response: DiscoveryCandidateDetail,
});
export const startDiscovery = defineRoute({
  id: 'startDiscovery',
  method: 'POST',
  path: '/discoveries',
  access: { permission: 'discovery.edit' },
  summary: 'Begin to ask addresses; nothing is monitored before it is accepted',
  body: NewDiscovery,
  response: Discovery,
});
export const importHosts = defineRoute({
  id: 'importHosts',
  method: 'POST',
  path: '/discoveries/import',
  access: { permission: 'discovery.edit' },
  summary: 'Take a list of hosts as rows of a review',
  body: HostImport,
  response: Discovery,
});
export const steerDiscovery = defineRoute({
  id: 'steerDiscovery',
  method: 'POST',
  path: '/discoveries/:id/steer',
  access: { permission: 'discovery.edit' },
  summary: 'Pause, resume or cancel a run',
  params: IdParams,
  body: Versioned.extend({ how: z.enum(STEERINGS) })
    .strict()
    .meta({ id: 'DiscoverySteering' }),
  response: Discovery,
});
export const decideCandidates = defineRoute({
  id: 'decideCandidates',
  method: 'POST',
  path: '/discoveries/:id/decide',
  access: { permission: 'discovery.edit' },
  summary: 'Accept, merge, separate, put off or leave out rows of a review',
  params: IdParams,
  body: CandidateDecision,
  response: Discovery,
});
export const undoDiscovery = defineRoute({
  id: 'undoDiscovery',
  method: 'POST',
  path: '/discoveries/:id/undo',
  access: { permission: 'discovery.edit' },
  summary: 'Take back everything a batch made, for seven days; what was changed since stays and is named',
  params: IdParams,
  body: Versioned.strict().meta({ id: 'DiscoveryUndoing' }),
  response: DiscoveryUndo,
});
