import { RESOURCE_CLASSES } from '../inventory/resource.ts';

/** Days until a certificate is no longer valid, negative when it is over: of every check that sees one. */
export const CERTIFICATE_DAYS = {
  code: 'tls.certificate.days',
  unit: 'd',
  perComponent: true,
  decimals: 1,
  classes: RESOURCE_CLASSES,
} as const;
