import { RESOURCE_CLASSES } from '../inventory/resource.ts';
import { defineCheck } from './kind.ts';

/** Three echo requests a cycle. */
export const icmpCheck = defineCheck({
  protocol: 'icmp',
  fields: {},
  identity: [],
  ordered: [],
  addedBy: 'person',
  layers: [{ cause: 'unreachable' }],
  metrics: [
    { code: 'icmp.rtt', unit: 'ms', perComponent: false, decimals: 2, classes: RESOURCE_CLASSES },
    { code: 'icmp.loss', unit: '%', perComponent: false, decimals: 1, classes: RESOURCE_CLASSES, range: [0, 100] },
  ],
  latency: 'icmp.rtt',
  isOpenEnded: false,
});
