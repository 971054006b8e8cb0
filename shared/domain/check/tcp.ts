import { RESOURCE_CLASSES } from '../inventory/resource.ts';
import { defineCheck } from './kind.ts';

/** A connection to the port is accepted. */
export const tcpCheck = defineCheck({
  protocol: 'tcp',
  fields: { port: { type: 'port' } },
  identity: ['port'],
  ordered: [],
  addedBy: 'person',
  layers: [{ cause: 'serviceUnavailable' }],
  metrics: [{ code: 'tcp.connect', unit: 'ms', perComponent: true, decimals: 2, classes: RESOURCE_CLASSES }],
  latency: 'tcp.connect',
  isOpenEnded: false,
});
