import type { Importance, ResourceClass } from '../inventory/resource.ts';
import type { Finding } from './finding.ts';

/** What a resource would be made with; a person may change all of it before. */
export interface Proposal {
  readonly name: string;
  readonly resourceClass: ResourceClass;
  readonly importance: Importance;
  readonly address: string;
  readonly domain: string;
  readonly location: string;
}

const LONGEST_NAME = 100;
const LONGEST_LOCATION = 100;

/** By what makers write in sysDescr and where their numbers lie (IANA enterprise numbers). The first that fits. */
const CLASSES: readonly (readonly [ResourceClass, RegExp, readonly number[]])[] = [
  ['RC6', /\bups\b|不间断电源|pdu\b|空调|温湿度/i, [318, 534, 476, 705, 13742]],
  ['RC10', /firewall|防火墙|usg\d|asa\b|fortigate|secpath|topsec|天融信|启明|深信服|hillstone/i, [12356, 3224, 28557, 25461, 14331]],
  ['RC4', /ontap|oceanstor|isilon|storage|存储|brocade|data ?domain|synology/i, [789, 1588, 1139, 674, 6574]],
  [
    'RC2',
    /switch|router|交换|路由|comware|vrp|ios\b|nx-os|junos|ruijie|routeros|procurve|s\d{4}/i,
    [9, 2011, 25506, 4881, 2636, 11, 14988],
  ],
  ['RC3', /linux|windows|kylin|麒麟|uos\b|esxi|aix|solaris|hp-ux|freebsd/i, [8072, 311, 6876, 2, 42, 2021]],
];

/** The enterprise number in a sysObjectID, null where it has none. */
export function enterpriseOf(objectId: string): number | null {
  const found = /^1\.3\.6\.1\.4\.1\.(\d+)/.exec(objectId)?.[1];
  return found === undefined ? null : Number(found);
}

/** The class a device most likely has: by its description, else by its maker; a host where neither tells. */
export function classOf({ description, objectId }: Pick<Finding, 'description' | 'objectId'>): ResourceClass {
  const enterprise = enterpriseOf(objectId);
  const byWords = CLASSES.find(([, words]) => words.test(description));
  const byMaker = CLASSES.find(([, , makers]) => enterprise !== null && makers.includes(enterprise));
  return (byWords ?? byMaker)?.[0] ?? 'RC3';
}

/** The finding a resource is made from: the one that told most, the lowest address of equals. */
export function leadingOf(findings: readonly Finding[]): Finding {
  const told = ({ identity, gap }: Finding): number =>
    (gap === null ? 100 : 0) + Object.values(identity).filter((value) => value.length > 0).length;
  return findings.reduce((best, one) => (told(one) > told(best) ? one : best));
}

/** What is proposed for a device. `isNameTaken` where another device or resource has the name: then the address tells them apart. */
export function proposalOf(findings: readonly Finding[], isNameTaken: boolean): Proposal {
  const lead = leadingOf(findings);
  const own = lead.identity.sysName.trim();
  const suffix = ` (${lead.address})`;
  const name =
    own === '' ? lead.address : isNameTaken ? `${own.slice(0, LONGEST_NAME - suffix.length)}${suffix}` : own.slice(0, LONGEST_NAME);
  return {
    name,
    resourceClass: classOf(lead),
    importance: 'general',
    address: lead.address,
    domain: '',
    location: lead.location.trim().slice(0, LONGEST_LOCATION),
  };
}
