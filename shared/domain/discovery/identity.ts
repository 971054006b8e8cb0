import type { Finding, Identity } from './finding.ts';

/** What two findings can be compared by. */
export const KEYS = ['serial', 'engineId', 'chassisMac', 'macs', 'ownAddress', 'nameAndModel', 'name', 'uptime', 'address'] as const;
export type Key = (typeof KEYS)[number];

/** One comparison: `same` speaks for one device, `different` against. */
export interface Evidence {
  readonly key: Key;
  readonly verdict: 'same' | 'different';
}

/** How much an agreement proves, as the share of doubt it removes. A name proves little: clones and templates share it. */
const WEIGHTS: Readonly<Record<Key, number>> = {
  serial: 0.95,
  engineId: 0.85,
  chassisMac: 0.85,
  macs: 0.8,
  ownAddress: 0.8,
  nameAndModel: 0.35,
  name: 0.2,
  uptime: 0.15,
  address: 0.9,
};
/** Differences that one device cannot have with itself. Engines and names can be set anew; a serial number cannot. */
const DENIALS: Readonly<Partial<Record<Key, number>>> = { serial: 0.9, chassisMac: 0.6, macs: 0.5, engineId: 0.5 };
const UPTIME_TOLERANCE_S = 5;
/** Shared share of the smaller set from which two sets of interface addresses are one device's. */
const MAC_SHARE = 0.5;

/** Below it two findings are two devices. */
export const PROPOSAL_SCORE = 0.5;
/** From it on no other evidence is needed. */
export const CERTAIN_SCORE = 0.9;

type Compared = Pick<Finding, 'address' | 'identity' | 'uptimeS' | 'at'>;

const compareTexts = (key: Key, a: string, b: string): readonly Evidence[] =>
  a === '' || b === '' ? [] : [{ key, verdict: a === b ? 'same' : 'different' }];

function compareMacs(a: readonly string[], b: readonly string[]): readonly Evidence[] {
  if (a.length === 0 || b.length === 0) return [];
  const other = new Set(b);
  const shared = a.filter((mac) => other.has(mac)).length;
  const share = shared / Math.min(a.length, b.length);
  if (share >= MAC_SHARE) return [{ key: 'macs', verdict: 'same' }];
  return shared === 0 ? [{ key: 'macs', verdict: 'different' }] : [];
}

function compareNames(a: Identity, b: Identity): readonly Evidence[] {
  if (a.sysName === '' || b.sysName === '') return [];
  const isSame = a.sysName.toLowerCase() === b.sysName.toLowerCase();
  if (!isSame) return [{ key: 'name', verdict: 'different' }];
  return [{ key: a.model !== '' && a.model === b.model ? 'nameAndModel' : 'name', verdict: 'same' }];
}

/** Began at the same moment, seen at two times: only a hint, since a power cut starts a whole row of cabinets together. */
function compareUptimes(a: Compared, b: Compared): readonly Evidence[] {
  if (a.uptimeS === null || b.uptimeS === null) return [];
  const began = (one: Compared) => one.at / 1000 - (one.uptimeS ?? 0);
  return Math.abs(began(a) - began(b)) <= UPTIME_TOLERANCE_S ? [{ key: 'uptime', verdict: 'same' }] : [];
}

const owns = (a: Compared, b: Compared): boolean => a.identity.addresses.includes(b.address);

/** Everything that can be compared of two findings, in the order of `KEYS`; the same whichever comes first. */
export function evidenceOf(a: Compared, b: Compared): readonly Evidence[] {
  return [
    ...compareTexts('serial', a.identity.serial, b.identity.serial),
    ...compareTexts('engineId', a.identity.engineId, b.identity.engineId),
    ...compareTexts('chassisMac', a.identity.chassisMac, b.identity.chassisMac),
    ...compareMacs(a.identity.macs, b.identity.macs),
    ...(a.address !== b.address && (owns(a, b) || owns(b, a)) ? [{ key: 'ownAddress', verdict: 'same' } as const] : []),
    ...compareNames(a.identity, b.identity),
    ...compareUptimes(a, b),
    ...(a.address === b.address ? [{ key: 'address', verdict: 'same' } as const] : []),
  ];
}

/** From 0 to 1 with two decimals: doubt that agreements leave, taken back by what one device cannot have. */
export function scoreOf(evidence: readonly Evidence[]): number {
  const doubt = evidence.reduce((left, { key, verdict }) => (verdict === 'same' ? left * (1 - WEIGHTS[key]) : left), 1);
  const denial = evidence.reduce((left, { key, verdict }) => (verdict === 'different' ? left * (1 - (DENIALS[key] ?? 0)) : left), 1);
  return Math.round((1 - doubt) * denial * 100) / 100;
}

/** True where something only one device has agrees and something one device cannot have differs: a person must look. */
export function isContradictory(evidence: readonly Evidence[]): boolean {
  const unique = (key: Key) => key === 'serial' || key === 'engineId' || key === 'chassisMac' || key === 'macs' || key === 'address';
  return (
    evidence.some(({ key, verdict }) => verdict === 'same' && unique(key)) &&
    evidence.some(({ key, verdict }) => verdict === 'different' && (DENIALS[key] ?? 0) >= 0.6)
  );
}

/** Keys under which a finding can meet others: only those are compared, so that thousands need no comparison of each with each. */
export function meetingKeys({ address, identity }: Compared): readonly string[] {
  return [
    ...(identity.serial === '' ? [] : [`serial ${identity.serial}`]),
    ...(identity.engineId === '' ? [] : [`engine ${identity.engineId}`]),
    ...(identity.chassisMac === '' ? [] : [`mac ${identity.chassisMac}`]),
    ...identity.macs.map((mac) => `mac ${mac}`),
    ...(identity.sysName === '' ? [] : [`name ${identity.sysName.toLowerCase()}`]),
    ...[address, ...identity.addresses].map((own) => `address ${own}`),
  ];
}
