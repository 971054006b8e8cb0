import { RESOURCE_CLASSES } from '../inventory/resource.ts';
import { CERTIFICATE_DAYS } from '../metric/certificate.ts';
import { defineCheck } from './kind.ts';

/** Status inside the accepted range, and the body contains the text where one is given (R-8.4.2-c3-4). `auth`: the certificate was not accepted, or is not the one that is pinned. */
export const httpCheck = defineCheck({
  protocol: 'http',
  fields: {
    url: { type: 'url', schemes: ['http', 'https'], max: 2000 },
    statusFrom: { type: 'integer', min: 100, max: 599, default: 200 },
    statusTo: { type: 'integer', min: 100, max: 599, default: 399 },
    contains: { type: 'text', max: 500, default: '' },
    verifyCertificate: { type: 'flag', default: true },
    pinnedCertificate: { type: 'fingerprint', default: '' },
  },
  identity: ['url'],
  ordered: [['statusFrom', 'statusTo']],
  addedBy: 'person',
  layers: [
    { cause: 'serviceUnavailable' },
    { cause: 'authenticationFailure', faults: ['auth'] },
    { cause: 'contentMismatch', faults: ['mismatch'] },
  ],
  metrics: [
    { code: 'http.duration', unit: 'ms', perComponent: true, decimals: 1, classes: RESOURCE_CLASSES },
    { code: 'http.status', unit: 'state', perComponent: true, decimals: 0, classes: RESOURCE_CLASSES },
    CERTIFICATE_DAYS,
  ],
  latency: 'http.duration',
  collects: ({ url }) =>
    url?.startsWith('https:') ? ['http.duration', 'http.status', 'tls.certificate.days'] : ['http.duration', 'http.status'],
  isOpenEnded: false,
});
