import type { Protocol } from '../../../shared/domain/observation/observation.ts';
import { bannerCollector } from './banner/collector.ts';
import type { Collector } from './collector.ts';
import { dnsCollector } from './dns/collector.ts';
import { hostCollector } from './host/collector.ts';
import { httpCollector } from './http/collector.ts';
import { icmpCollector } from './icmp/collector.ts';
import { prometheusCollector } from './prometheus/collector.ts';
import { snmpCollector } from './snmp/collector.ts';
import { tcpCollector } from './tcp/collector.ts';
import { tlsCollector } from './tls/collector.ts';

/** Every collector by protocol. A new one is its declaration in shared/domain/check, a folder here, and a line in this list. */
export const COLLECTORS: Readonly<Record<Protocol, Collector<unknown>>> = {
  host: hostCollector,
  icmp: icmpCollector,
  snmp: snmpCollector,
  tcp: tcpCollector,
  http: httpCollector,
  tls: tlsCollector,
  banner: bannerCollector,
  dns: dnsCollector,
  prometheus: prometheusCollector,
};
