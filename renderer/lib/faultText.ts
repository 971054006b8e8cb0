import { wireText } from '../i18n/index.ts';

/** What a collector reported, in Chinese where it gave a code; any other text as it is. */
export function faultText(detail: string): string {
  const status = /^snmp\.status\.(\d+)$/.exec(detail)?.[1];
  if (status !== undefined) return wireText('faults', 'snmp.status', { status }) ?? detail;
  const fingerprint = /^tls\.pin\.([0-9A-F:]+)$/.exec(detail)?.[1];
  if (fingerprint !== undefined) return wireText('faults', 'tls.pin', { fingerprint }) ?? detail;
  return wireText('faults', detail) ?? detail;
}

function partText(part: string): string {
  const [name = '', ...rest] = part.split('.');
  const known = wireText('faults', `part.${name}`);
  if (known === null || rest.length === 0) return known ?? part;
  const code = rest.join('.');
  const what = code === 'cut' ? wireText('faults', 'part.cut') : faultText(code);
  return wireText('faults', 'part.with', { part: known, what: what ?? code }) ?? part;
}

/** The parts a device did not give: `interfaces.snmp.notIncreasing, entities.cut`. */
export function missingText(value: string): string {
  return value
    .split(', ')
    .map(partText)
    .join(wireText('faults', 'part.separator') ?? ' ');
}
