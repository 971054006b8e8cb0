import type { Family } from '../../../../shared/domain/check/family.ts';
import { detailOf } from '../../../../shared/domain/observation/detail.ts';
import type { Resolved, Resolver } from './resolve.ts';

/** The addresses of a name in one version of IP, or in any; a name that has none there is unreachable in it. */
export async function resolveIn(family: Family, resolver: Resolver, name: string, limitMs: number): Promise<Resolved> {
  const resolved = await resolver.resolve(name, limitMs);
  if ('fault' in resolved || family === 'any') return resolved;
  const addresses = resolved.addresses.filter((one) => String(one.family) === family);
  if (addresses.length > 0) return { addresses };
  return { fault: { kind: 'unreachable', retryable: true, detail: detailOf('net.family', { name, family: `IPv${family}` }) } };
}
