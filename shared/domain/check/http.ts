import { RESOURCE_CLASSES } from '../inventory/resource.ts';
import { CERTIFICATE_DAYS } from '../metric/certificate.ts';
import { JSON_PATH_PATTERN } from './content.ts';
import { FAMILIES } from './family.ts';
import { defineCheck } from './kind.ts';
import { STATUS_SET_PATTERN } from './statusSet.ts';

/**
 * Status inside the accepted range or set, the body as it should be, redirects to where they should lead (R-8.4.2-c3-4). `auth`: the
 * certificate was not accepted, or is not the one that is pinned.
 */
export const httpCheck = defineCheck({
  protocol: 'http',
  fields: {
    url: { type: 'url', schemes: ['http', 'https'], max: 2000 },
    statusFrom: { type: 'integer', min: 100, max: 599, default: 200 },
    statusTo: { type: 'integer', min: 100, max: 599, default: 399 },
    statusAlso: { type: 'text', max: 100, default: '', pattern: STATUS_SET_PATTERN },
    family: { type: 'choice', options: FAMILIES, default: 'any' },
    contains: { type: 'text', max: 500, default: '' },
    notContains: { type: 'text', max: 500, default: '' },
    jsonPath: { type: 'text', max: 200, default: '', pattern: JSON_PATH_PATTERN },
    jsonValue: { type: 'text', max: 500, default: '' },
    mostRedirects: { type: 'integer', min: 0, max: 10, default: 5 },
    leadsTo: { type: 'text', max: 2000, default: '' },
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
