import { RESOURCE_CLASSES } from '../inventory/resource.ts';
import { PLATFORM } from '../metric/platform.ts';
import { SELECTOR_PATTERN } from '../prometheus/selector.ts';
import { FAMILIES } from './family.ts';
import { defineCheck } from './kind.ts';

/** What node_exporter tells of the machine it runs on, as host and SNMP tell it of theirs. */
const NODE = [
  PLATFORM['cpu.utilisation'],
  PLATFORM['cpu.core.utilisation'],
  PLATFORM['cpu.iowait'],
  PLATFORM['load.1m'],
  PLATFORM['load.5m'],
  PLATFORM['load.15m'],
  PLATFORM['memory.utilisation'],
  PLATFORM['memory.used'],
  PLATFORM['memory.total'],
  PLATFORM['swap.utilisation'],
  PLATFORM['filesystem.utilisation'],
  PLATFORM['filesystem.used'],
  PLATFORM['filesystem.total'],
  PLATFORM['filesystem.inode.utilisation'],
  PLATFORM['disk.read'],
  PLATFORM['disk.write'],
  PLATFORM['disk.utilisation'],
  PLATFORM['interface.in'],
  PLATFORM['interface.out'],
  PLATFORM['interface.in.errors'],
  PLATFORM['interface.out.errors'],
  PLATFORM['interface.up'],
  PLATFORM['system.uptime'],
] as const;

/** Metrics of an exporter (R-8.4.2-c3-1, R-8.4.2-c3-3): those of the machine by a profile, and chosen series. `mismatch`: what is asked for is not there. */
export const prometheusCheck = defineCheck({
  protocol: 'prometheus',
  fields: {
    url: { type: 'url', schemes: ['http', 'https'], max: 2000 },
    profile: { type: 'choice', options: ['node', 'none'], default: 'node' },
    family: { type: 'choice', options: FAMILIES, default: 'any' },
    series: { type: 'lines', max: 4000, default: '', pattern: SELECTOR_PATTERN },
    verifyCertificate: { type: 'flag', default: true },
  },
  identity: ['url'],
  ordered: [],
  addedBy: 'person',
  layers: [
    { cause: 'serviceUnavailable' },
    { cause: 'authenticationFailure', faults: ['auth'] },
    { cause: 'contentMismatch', faults: ['mismatch'] },
  ],
  metrics: [
    { code: 'prometheus.duration', unit: 'ms', perComponent: true, decimals: 1, classes: RESOURCE_CLASSES },
    { code: 'prometheus.series', unit: '1', perComponent: true, decimals: 0, classes: RESOURCE_CLASSES },
    /** Series that were chosen and are beyond what one check may have. */
    { code: 'prometheus.omitted', unit: '1', perComponent: true, decimals: 0, classes: RESOURCE_CLASSES },
    { code: 'prometheus.value', unit: '1', perComponent: true, decimals: 3, classes: RESOURCE_CLASSES },
    { code: 'prometheus.rate', unit: '1/s', perComponent: true, decimals: 3, classes: RESOURCE_CLASSES },
    ...NODE,
  ],
  latency: 'prometheus.duration',
  collects: ({ profile, series }) => [
    'prometheus.duration',
    'prometheus.series',
    ...(profile === 'node' ? NODE.map(({ code }) => code) : []),
    ...((series ?? '') === '' ? [] : (['prometheus.value', 'prometheus.rate', 'prometheus.omitted'] as const)),
  ],
  isOpenEnded: true,
});
