import { CHECK_KINDS, type Protocol } from '../check/index.ts';
import type { CheckKind } from '../check/kind.ts';

const KINDS: readonly (CheckKind & { readonly protocol: Protocol })[] = CHECK_KINDS;

/** The protocols whose collectors deliver a metric, in the order of the kinds of check; none for a code that is not in the catalogue. */
export function protocolsOf(metric: string): readonly Protocol[] {
  return KINDS.filter(({ metrics }) => metrics.some(({ code }) => code === metric)).map(({ protocol }) => protocol);
}
