import { CHECK_KINDS, type Protocol } from '../check/index.ts';

const BY_CODE: ReadonlyMap<string, Protocol> = new Map(
  CHECK_KINDS.flatMap(({ protocol, metrics }) => metrics.map(({ code }) => [code, protocol] as const)),
);

/** The protocol whose collector delivers a metric; the local host for a code that is not in the catalogue. */
export function protocolOf(metric: string): Protocol {
  return BY_CODE.get(metric) ?? 'host';
}
