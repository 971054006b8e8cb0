import { addressOrder } from './address.ts';
import type { Finding } from './finding.ts';
import { type Evidence, evidenceOf, isContradictory, KEYS, meetingKeys, PROPOSAL_SCORE, scoreOf } from './identity.ts';

/** Findings that are one device, or may be. */
export interface Group {
  /** By address. */
  readonly findings: readonly Finding[];
  /** The weakest of its members' strongest ties; 1 for a finding alone. */
  readonly score: number;
  /** What speaks for and against, each once. */
  readonly evidence: readonly Evidence[];
  readonly isContradictory: boolean;
}

/** More findings than this under one key prove nothing: a community-wide engine or a factory name. */
const MOST_UNDER_A_KEY = 64;

function inOrder(findings: readonly Finding[]): readonly Finding[] {
  const placed = findings.map((finding) => ({ finding, order: addressOrder(finding.address) }));
  return placed.sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0)).map(({ finding }) => finding);
}

const isLater = (a: Finding, b: Finding): boolean => a.at > b.at || (a.at === b.at && JSON.stringify(a) > JSON.stringify(b));

/** Pairs that share a key, as positions, each once, smaller first. */
function pairsOf(findings: readonly Finding[]): readonly (readonly [number, number])[] {
  // Most keys are one finding's: only those that meet get a list.
  const first = new Map<string, number>();
  const met = new Map<string, number[]>();
  for (const [index, finding] of findings.entries())
    for (const key of meetingKeys(finding)) {
      const earlier = first.get(key);
      if (earlier === undefined) first.set(key, index);
      else if (earlier !== index) {
        const members = met.get(key) ?? [earlier];
        if (members.at(-1) !== index) members.push(index);
        met.set(key, members);
      }
    }
  const pairs = new Map<string, readonly [number, number]>();
  for (const members of met.values()) {
    if (members.length > MOST_UNDER_A_KEY) continue;
    for (const [at, a] of members.entries()) for (const b of members.slice(at + 1)) pairs.set(`${a} ${b}`, [a, b]);
  }
  return [...pairs.values()];
}

interface Tie {
  readonly a: number;
  readonly b: number;
  readonly score: number;
  readonly evidence: readonly Evidence[];
}

/** Members of each connected part, by position of the first. */
function partsOf(count: number, ties: readonly Tie[]): readonly (readonly number[])[] {
  const parent = Array.from({ length: count }, (_, index) => index);
  const rootOf = (index: number): number => {
    let root = index;
    while (parent[root] !== root) root = parent[root] ?? root;
    parent[index] = root;
    return root;
  };
  for (const { a, b } of ties) {
    const [low, high] = [rootOf(a), rootOf(b)].sort((x, y) => x - y) as [number, number];
    parent[high] = low;
  }
  const parts = new Map<number, number[]>();
  for (let index = 0; index < count; index += 1) {
    const members = parts.get(rootOf(index));
    if (members) members.push(index);
    else parts.set(rootOf(index), [index]);
  }
  return [...parts.values()];
}

/** Each kind of evidence once, in the order of `KEYS`, agreement first. */
export function distinctEvidence(all: readonly Evidence[]): readonly Evidence[] {
  return KEYS.flatMap((key) =>
    (['same', 'different'] as const).flatMap((verdict): readonly Evidence[] =>
      all.some((one) => one.key === key && one.verdict === verdict) ? [{ key, verdict }] : [],
    ),
  );
}

/** Sorts findings into devices. The order in which they arrived makes no difference; of two findings of one address the later counts. */
export function groupFindings(all: readonly Finding[]): readonly Group[] {
  const newest = new Map<string, Finding>();
  for (const finding of all) {
    const known = newest.get(finding.address);
    if (!known || isLater(finding, known)) newest.set(finding.address, finding);
  }
  const findings = inOrder([...newest.values()]);
  const at = (index: number): Finding => findings[index] as Finding;
  const compared = pairsOf(findings).map(([a, b]): Tie => {
    const evidence = evidenceOf(at(a), at(b));
    return { a, b, evidence, score: scoreOf(evidence) };
  });
  const ties = compared.filter(({ score, evidence }) => score >= PROPOSAL_SCORE || isContradictory(evidence));
  const tiesOf = new Map<number, Tie[]>();
  for (const tie of ties) {
    const own = tiesOf.get(tie.a);
    if (own) own.push(tie);
    else tiesOf.set(tie.a, [tie]);
  }
  return partsOf(findings.length, ties).map((members) => {
    const own = members.flatMap((index) => tiesOf.get(index) ?? []);
    const strongest = members.map((index) =>
      Math.max(0, ...own.filter(({ a, b }) => a === index || b === index).map(({ score }) => score)),
    );
    return {
      findings: members.map(at),
      score: members.length === 1 ? 1 : Math.min(...strongest),
      evidence: distinctEvidence(own.flatMap(({ evidence }) => evidence)),
      isContradictory: own.some(({ evidence }) => isContradictory(evidence)),
    };
  });
}
