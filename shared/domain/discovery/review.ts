import { canonicalAddress, compareAddresses, parseAddress } from './address.ts';
import { type Finding, type Identity, isIdentified, NO_IDENTITY } from './finding.ts';
import { distinctEvidence, type Group, groupFindings } from './group.ts';
import { CERTAIN_SCORE, type Evidence, evidenceOf, isContradictory, meetingKeys, PROPOSAL_SCORE, scoreOf } from './identity.ts';
import { leadingOf, type Proposal, proposalOf } from './proposal.ts';
import { isWithin, type Span } from './ranges.ts';

/**
 * What a row of the review is: `new`; `known`, a monitored resource; `same`, several addresses or a resource that are most likely one
 * device; `conflict`, evidence against itself; `unknown`, it answers and does not say who it is; `missing`, a resource that did not answer.
 */
export const VERDICTS = ['same', 'conflict', 'unknown', 'new', 'known', 'missing'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** A monitored resource as discovery compares with it. */
export interface KnownResource {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  /** What was kept of it when it was accepted; null for one made by hand. */
  readonly identity: Identity | null;
}

/** One row of the review. */
export interface Candidate {
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  readonly score: number;
  readonly evidence: readonly Evidence[];
  /** The resource it is, or may be. */
  readonly resourceId: string | null;
  /** Another device or resource has its name and is not it. */
  readonly hasSharedName: boolean;
  readonly proposal: Proposal;
}

interface Match {
  readonly resource: KnownResource;
  readonly score: number;
  readonly evidence: readonly Evidence[];
  readonly hasAddress: boolean;
}

type Comparable = Parameters<typeof evidenceOf>[0];

const comparable = ({ address, identity }: KnownResource): Comparable => ({
  address: canonicalAddress(address),
  identity: identity ?? NO_IDENTITY,
  uptimeS: null,
  at: 0,
});

/** The resources that share a key with a group, with the strongest tie of each; best first. */
function matchesOf(group: Group, byKey: ReadonlyMap<string, readonly KnownResource[]>): readonly Match[] {
  const met = new Map(
    group.findings.flatMap((one) => meetingKeys(one).flatMap((key) => (byKey.get(key) ?? []).map((known) => [known.id, known]))),
  );
  return [...met.values()]
    .map((resource): Match => {
      const other = comparable(resource);
      const each = group.findings.map((finding) => evidenceOf(finding, other));
      return {
        resource,
        score: Math.max(...each.map(scoreOf)),
        evidence: distinctEvidence(each.flat()),
        hasAddress: group.findings.some(({ address }) => address === other.address || other.identity.addresses.includes(address)),
      };
    })
    .filter(({ score, hasAddress }) => hasAddress || score >= PROPOSAL_SCORE)
    .sort((a, b) => b.score - a.score || (a.resource.id < b.resource.id ? -1 : 1));
}

function indexOf(known: readonly KnownResource[]): ReadonlyMap<string, readonly KnownResource[]> {
  const byKey = new Map<string, KnownResource[]>();
  for (const resource of known)
    for (const key of new Set(meetingKeys(comparable(resource)))) byKey.set(key, [...(byKey.get(key) ?? []), resource]);
  return byKey;
}

function verdictOf(group: Group, [best, second]: readonly Match[]): Verdict {
  if (group.isContradictory) return 'conflict';
  if (best) {
    if (second && second.score >= PROPOSAL_SCORE && best.score >= PROPOSAL_SCORE) return 'conflict';
    if (isContradictory(best.evidence) || best.score < PROPOSAL_SCORE) return 'conflict';
    return best.hasAddress && best.score >= CERTAIN_SCORE ? 'known' : 'same';
  }
  if (group.findings.length > 1) return 'same';
  return group.findings.some(({ identity, source }) => source === 'import' || isIdentified(identity)) ? 'new' : 'unknown';
}

const nameOf = ({ findings }: Pick<Group, 'findings'>): string => leadingOf(findings).identity.sysName.trim().toLowerCase();

/** Findings as rows of a review, beside what is monitored already. The order of either list makes no difference. */
export function reviewOf(findings: readonly Finding[], known: readonly KnownResource[]): readonly Candidate[] {
  const groups = groupFindings(findings);
  const byKey = indexOf(known);
  const names = new Map<string, number>();
  for (const group of groups) names.set(nameOf(group), (names.get(nameOf(group)) ?? 0) + 1);
  const owners = new Map(known.map(({ id, name }) => [name.trim().toLowerCase(), id]));
  return groups.map((group): Candidate => {
    const matches = matchesOf(group, byKey);
    const [best] = matches;
    const name = nameOf(group);
    const owner = owners.get(name);
    const hasSharedName = name !== '' && ((names.get(name) ?? 0) > 1 || (owner !== undefined && owner !== best?.resource.id));
    return {
      verdict: verdictOf(group, matches),
      findings: group.findings,
      score: best ? best.score : group.score,
      evidence: distinctEvidence([...group.evidence, ...(best?.evidence ?? [])]),
      resourceId: best?.resource.id ?? null,
      hasSharedName,
      proposal: proposalOf(group.findings, hasSharedName),
    };
  });
}

/** The members of a row as rows of their own, after a person said that they are several devices. */
export function separate({ findings }: Pick<Candidate, 'findings'>, hasSharedName: boolean): readonly Candidate[] {
  return [...findings]
    .sort((a, b) => compareAddresses(a.address, b.address))
    .map((finding) => ({
      verdict: finding.source === 'import' || isIdentified(finding.identity) ? 'new' : 'unknown',
      findings: [finding],
      score: 1,
      evidence: [],
      resourceId: null,
      hasSharedName,
      proposal: proposalOf([finding], hasSharedName),
    }));
}

/** One identity from all that a device told under its addresses, to be kept with the resource. */
export function mergedIdentity(findings: readonly Finding[]): Identity {
  const lead = leadingOf(findings);
  const first = (read: (identity: Identity) => string): string =>
    [lead, ...findings].map(({ identity }) => read(identity)).find((value) => value !== '') ?? '';
  const all = (read: (identity: Identity) => readonly string[]): readonly string[] =>
    [...new Set(findings.flatMap(({ identity }) => read(identity)))].sort();
  return {
    sysName: first(({ sysName }) => sysName),
    model: first(({ model }) => model),
    serial: first(({ serial }) => serial),
    engineId: first(({ engineId }) => engineId),
    chassisMac: first(({ chassisMac }) => chassisMac),
    macs: all(({ macs }) => macs),
    addresses: [...new Set([...findings.map(({ address }) => address), ...all(({ addresses }) => addresses)])].sort(compareAddresses),
  };
}

/** Monitored resources that a run asked by their address and that did not answer; names of hosts are not resolved here and not judged. */
export function missingOf(known: readonly KnownResource[], spans: readonly Span[], answered: readonly Finding[]): readonly KnownResource[] {
  const heard = new Set(answered.flatMap(({ address, identity }) => [address, ...identity.addresses]));
  return known.filter(({ address }) => {
    const parsed = parseAddress(address);
    return parsed !== null && isWithin(spans, parsed) && !heard.has(canonicalAddress(address));
  });
}
