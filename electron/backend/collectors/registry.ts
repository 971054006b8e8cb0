import type { Protocol } from '../../../shared/domain/observation/observation.ts';
import type { Collector } from './collector.ts';
import { hostCollector } from './host/collector.ts';
import { httpCollector } from './http/collector.ts';
import { icmpCollector } from './icmp/collector.ts';
import { tcpCollector } from './tcp/collector.ts';

/** Every collector by protocol. A new one is a folder, a line here, and its check's schema in shared/contracts/resources.ts. */
export const COLLECTORS: Readonly<Record<Protocol, Collector<unknown>>> = {
  host: hostCollector,
  icmp: icmpCollector,
  tcp: tcpCollector,
  http: httpCollector,
};
