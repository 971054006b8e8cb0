import type { Instant } from '../id.ts';

/** What a device tells of itself. Texts are '' and lists empty where it told nothing. */
export interface Identity {
  readonly sysName: string;
  readonly model: string;
  readonly serial: string;
  /** snmpEngineID as hexadecimal digits. */
  readonly engineId: string;
  /** Base address of the bridge, or the chassis id where it is a MAC: `00:1a:2b:3c:4d:5e`. */
  readonly chassisMac: string;
  /** Addresses of its interfaces, sorted, each once. */
  readonly macs: readonly string[];
  /** Its own IP addresses, canonical, without loopback. */
  readonly addresses: readonly string[];
}

export const NO_IDENTITY: Identity = { sysName: '', model: '', serial: '', engineId: '', chassisMac: '', macs: [], addresses: [] };

/** Why nothing was read by SNMP: no set was given, none may be tried any more, silence, a refusal, rubbish, or the limit of requests. */
export const SNMP_GAPS = ['noSets', 'setsSpent', 'silent', 'refused', 'rubbish', 'limit'] as const;
export type SnmpGap = (typeof SNMP_GAPS)[number];

/** One address that answered, or one row of an imported list. */
export interface Finding {
  readonly address: string;
  readonly source: 'scan' | 'import';
  readonly at: Instant;
  /** Mean round-trip time in ms; null where ICMP got no answer. */
  readonly rttMs: number | null;
  /** The set of credentials that opened it; null where none did. */
  readonly credentialId: string | null;
  /** Null where SNMP answered. */
  readonly gap: SnmpGap | null;
  readonly identity: Identity;
  readonly description: string;
  readonly objectId: string;
  readonly location: string;
  readonly uptimeS: number | null;
  /** Whether everything that was asked was answered; false after the limit of requests. */
  readonly isWhole: boolean;
  /** Packets that were sent to it, echoes included. */
  readonly requests: number;
}

/** True where a thing that is only its own tells who it is: serial number, engine, chassis. */
export function isIdentified({ serial, engineId, chassisMac, macs }: Identity): boolean {
  return serial !== '' || engineId !== '' || chassisMac !== '' || macs.length > 0;
}

const FILLERS =
  /^(?:0+|x+|f+|-+|n\/?a|none|null|unknown|default|not (?:available|specified|applicable)|to be filled.*|system serial number|123456789\d*)$/i;

/** A serial number that could be only one device's; '' for what makers leave in the field. */
export function plainSerial(text: string): string {
  const trimmed = text.trim();
  return trimmed.length < 4 || FILLERS.test(trimmed) ? '' : trimmed.toUpperCase();
}

/** True for addresses that several devices share on purpose or that nobody gave out: groups, VRRP, HSRP, locally administered ones. */
export function isSharedMac(mac: string): boolean {
  const first = Number.parseInt(mac.slice(0, 2), 16);
  return (
    (first & 0b11) !== 0 || mac.startsWith('00:00:5e:00:01:') || mac.startsWith('00:00:5e:00:02:') || mac.startsWith('00:00:0c:07:ac:')
  );
}
