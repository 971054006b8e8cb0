import { RESOURCE_CLASSES } from '../inventory/resource.ts';
import { FAMILIES } from './family.ts';
import { defineCheck } from './kind.ts';

/** What can be asked of a name server, with the numbers of RFC 1035 and RFC 3596. */
export const RECORD_TYPES = { A: 1, AAAA: 28, CNAME: 5, MX: 15, NS: 2, TXT: 16, SOA: 6, PTR: 12 } as const;
export type RecordType = keyof typeof RECORD_TYPES;

/** This very server answers the question, and with what is expected (R-8.4.2-c3-4). `mismatch`: no such name, no such record, or another value. */
export const dnsCheck = defineCheck({
  protocol: 'dns',
  fields: {
    name: { type: 'text', max: 253, pattern: '[^\\s]+' },
    recordType: { type: 'choice', options: ['A', 'AAAA', 'CNAME', 'MX', 'NS', 'TXT', 'SOA', 'PTR'], default: 'A' },
    port: { type: 'port', default: 53 },
    family: { type: 'choice', options: FAMILIES, default: 'any' },
    expected: { type: 'lines', max: 2000, default: '' },
  },
  identity: ['recordType', 'name'],
  ordered: [],
  addedBy: 'person',
  layers: [{ cause: 'serviceUnavailable' }, { cause: 'contentMismatch', faults: ['mismatch'] }],
  metrics: [
    { code: 'dns.duration', unit: 'ms', perComponent: true, decimals: 2, classes: RESOURCE_CLASSES },
    /** The response code of RFC 1035 4.1.1: 0 no error, 2 server failure, 3 no such name, 5 refused. */
    { code: 'dns.rcode', unit: 'state', perComponent: true, decimals: 0, classes: RESOURCE_CLASSES },
    { code: 'dns.answers', unit: '1', perComponent: true, decimals: 0, classes: RESOURCE_CLASSES },
  ],
  latency: 'dns.duration',
  isOpenEnded: false,
});
