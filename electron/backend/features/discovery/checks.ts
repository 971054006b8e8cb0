import { Check } from '../../../../shared/contracts/checks.ts';
import { PROTOCOLS } from '../../../../shared/domain/check/index.ts';
import type { Finding } from '../../../../shared/domain/discovery/finding.ts';

/** The checks a found device begins with: ICMP, and SNMP with the set that opened it where this version has such a check. */
export function checksOf(findings: readonly Finding[], port: number): readonly Check[] {
  const opened = findings.find(({ credentialId }) => credentialId !== null);
  const hasSnmp = (PROTOCOLS as readonly string[]).includes('snmp');
  const wanted = [{ protocol: 'icmp' }, ...(opened && hasSnmp ? [{ protocol: 'snmp', credential: opened.credentialId, port }] : [])];
  return wanted.map((check) => Check.parse(check));
}
