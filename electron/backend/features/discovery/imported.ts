import type { z } from 'zod';
import type { ImportedHost } from '../../../../shared/contracts/discovery.ts';
import { canonicalAddress } from '../../../../shared/domain/discovery/address.ts';
import { type Finding, NO_IDENTITY, plainSerial } from '../../../../shared/domain/discovery/finding.ts';
import type { Candidate } from '../../../../shared/domain/discovery/review.ts';
import type { Instant } from '../../../../shared/domain/id.ts';

type Host = z.output<typeof ImportedHost>;

/** Rows of a list as findings: what a list says is compared like what a device says. */
export function findingsOf(hosts: readonly Host[], credentialId: string | null, at: Instant): readonly Finding[] {
  return hosts.map(({ name, address, location, model, serial }) => ({
    address: canonicalAddress(address),
    source: 'import',
    at,
    rttMs: null,
    credentialId,
    gap: null,
    identity: { ...NO_IDENTITY, sysName: name, model, serial: plainSerial(serial) },
    description: model,
    objectId: '',
    location,
    uptimeS: null,
    isWhole: true,
    requests: 0,
  }));
}

/** Puts what the list says in the place of what would be proposed. */
export function proposalFrom(hosts: readonly Host[]): (candidate: Candidate) => Candidate {
  const byAddress = new Map(hosts.map((host) => [canonicalAddress(host.address), host]));
  return (candidate) => {
    const host = byAddress.get(candidate.proposal.address);
    if (!host) return candidate;
    const { importance, domain, location, resourceClass } = host;
    const proposal = { ...candidate.proposal, importance, domain, location, ...(resourceClass && { resourceClass }) };
    return { ...candidate, proposal };
  };
}
