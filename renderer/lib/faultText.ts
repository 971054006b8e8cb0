import { readDetail } from '../../shared/domain/observation/detail.ts';
import { wireText } from '../i18n/index.ts';

/** What failed in the network, with the text it came from for the technician; null for anything else. */
function networkText(detail: string): string | null {
  const [, limitMs] = / within (\d+) ms$/.exec(detail) ?? [];
  if (limitMs !== undefined) return wireText('faults', 'net.timeout', { limitMs });
  const code = /\bE[A-Z_]{3,}\b/.exec(detail)?.[0];
  return code === undefined ? null : wireText('faults', `net.${code}`, { detail });
}

/** What a collector reported, in Chinese where it gave a code or the network failed; any other text as it is. */
export function faultText(detail: string): string {
  const read = readDetail(detail);
  const told = read && wireText('faults', read.code, read.values);
  if (told) return told;
  const status = /^snmp\.status\.(\d+)$/.exec(detail)?.[1];
  if (status !== undefined) return wireText('faults', 'snmp.status', { status }) ?? detail;
  const fingerprint = /^tls\.pin\.([0-9A-F:]+)$/.exec(detail)?.[1];
  if (fingerprint !== undefined) return wireText('faults', 'tls.pin', { fingerprint }) ?? detail;
  const reason = /^certificate: (\w+)/.exec(detail)?.[1];
  if (reason !== undefined) return wireText('faults', `tls.${reason}`, { reason }) ?? wireText('faults', 'tls.other', { reason }) ?? detail;
  return networkText(detail) ?? detail;
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
