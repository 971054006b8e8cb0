import { RESOURCE_CLASSES } from '../inventory/resource.ts';
import { FAMILIES } from './family.ts';
import { defineCheck } from './kind.ts';

/** A service that says who it is greets as its protocol demands (R-8.2.2-a5-1, R-8.4.2-c3-4). `mismatch`: it says something else than expected. */
export const bannerCheck = defineCheck({
  protocol: 'banner',
  fields: {
    service: { type: 'choice', options: ['smtp', 'imap', 'ssh', 'ldap'], default: 'smtp' },
    port: { type: 'port' },
    family: { type: 'choice', options: FAMILIES, default: 'any' },
    expected: { type: 'text', max: 200, default: '' },
    isTls: { type: 'flag', default: false },
  },
  identity: ['service', 'port'],
  ordered: [],
  addedBy: 'person',
  layers: [{ cause: 'serviceUnavailable' }, { cause: 'contentMismatch', faults: ['mismatch'] }],
  metrics: [{ code: 'banner.duration', unit: 'ms', perComponent: true, decimals: 2, classes: RESOURCE_CLASSES }],
  latency: 'banner.duration',
  isOpenEnded: false,
});
