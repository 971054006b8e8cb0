import { RESOURCE_CLASSES } from '../inventory/resource.ts';
import { CERTIFICATE_DAYS } from '../metric/certificate.ts';
import { FAMILIES } from './family.ts';
import { defineCheck } from './kind.ts';

/** TLS on any port (R-8.4.2-c3-4): `auth` the certificate does not convince, `mismatch` the server still accepts a version that is broken (RFC 8996). */
export const tlsCheck = defineCheck({
  protocol: 'tls',
  fields: {
    port: { type: 'port', default: 443 },
    startTls: { type: 'choice', options: ['none', 'smtp', 'imap'], default: 'none' },
    serverName: { type: 'text', max: 253, default: '', pattern: '[^\\s]*' },
    family: { type: 'choice', options: FAMILIES, default: 'any' },
    verifyCertificate: { type: 'flag', default: true },
    refuseWeak: { type: 'flag', default: true },
  },
  identity: ['port', 'serverName'],
  ordered: [],
  addedBy: 'person',
  layers: [
    { cause: 'serviceUnavailable' },
    { cause: 'authenticationFailure', faults: ['auth'] },
    { cause: 'contentMismatch', faults: ['mismatch'] },
  ],
  metrics: [
    { code: 'tls.handshake', unit: 'ms', perComponent: true, decimals: 2, classes: RESOURCE_CLASSES },
    /** The version that was agreed on: 1.3, 1.2. */
    { code: 'tls.version', unit: '1', perComponent: true, decimals: 1, classes: RESOURCE_CLASSES },
    CERTIFICATE_DAYS,
  ],
  latency: 'tls.handshake',
  isOpenEnded: false,
});
