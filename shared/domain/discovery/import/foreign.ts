import type { Table } from './csv.ts';
import type { SheetChoice } from './sheet.ts';
import { childrenOf, parseXml, textAt, type XmlElement } from './xml.ts';

/** A list as a table, and what made it. */
export type ReadList =
  | { readonly kind: 'csv' | 'zabbix' | 'librenms'; readonly table: Table }
  | { readonly kind: 'xlsx'; readonly table: Table; readonly choice: SheetChoice };

const HEADER = ['name', 'address', 'class', 'domain', 'location', 'model', 'serial'] as const;

type Fields = Readonly<Partial<Record<(typeof HEADER)[number], unknown>>>;

const textOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '');
const listOf = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : [];
const objectOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

function tableOf(hosts: readonly Fields[]): Table {
  return {
    header: HEADER,
    rows: hosts.map((host, index) => ({ line: index + 1, cells: HEADER.map((name) => textOf(host[name])), isOpen: false })),
  };
}

interface Interface {
  readonly type: string;
  readonly usesIp: boolean;
  readonly ip: string;
  readonly dns: string;
}

/** The address Zabbix asks: of the SNMP interface where there is one, else of the first. */
function addressOf(interfaces: readonly Interface[]): string {
  const chosen = interfaces.find(({ type }) => type === 'SNMP' || type === '2') ?? interfaces[0];
  if (!chosen) return '';
  return (chosen.usesIp ? chosen.ip : chosen.dns) || chosen.ip || chosen.dns;
}

const usesIp = (value: unknown): boolean => textOf(value) === '' || textOf(value) === '1' || textOf(value).toUpperCase() === 'YES';

function fromZabbixJson(hosts: readonly Readonly<Record<string, unknown>>[]): Table {
  return tableOf(
    hosts.map((host) => {
      const inventory = objectOf(host.inventory);
      const interfaces = listOf(host.interfaces).map(({ type, useip, ip, dns }) => ({
        type: textOf(type),
        usesIp: usesIp(useip),
        ip: textOf(ip),
        dns: textOf(dns),
      }));
      return {
        name: textOf(host.name) || textOf(host.host),
        address: addressOf(interfaces),
        domain: textOf(objectOf(listOf(host.groups)[0]).name),
        location: inventory.location,
        model: inventory.model,
        serial: inventory.serialno_a,
      };
    }),
  );
}

function fromZabbixXml(hosts: readonly XmlElement[]): Table {
  return tableOf(
    hosts.map((host) => ({
      name: textAt(host, 'name') || textAt(host, 'host'),
      address: addressOf(
        childrenOf(host, 'interfaces').map((one) => ({
          type: textAt(one, 'type'),
          usesIp: usesIp(textAt(one, 'useip')),
          ip: textAt(one, 'ip'),
          dns: textAt(one, 'dns'),
        })),
      ),
      domain: textAt(childrenOf(host, 'groups')[0], 'name'),
      location: textAt(host, 'inventory', 'location'),
      model: textAt(host, 'inventory', 'model'),
      serial: textAt(host, 'inventory', 'serialno_a'),
    })),
  );
}

function fromLibrenms(devices: readonly Readonly<Record<string, unknown>>[]): Table {
  return tableOf(
    devices.map((device) => ({
      name: textOf(device.display) || textOf(device.sysName) || textOf(device.hostname),
      address: textOf(device.ip) || textOf(device.hostname),
      class: device.type,
      location: objectOf(device.location).location ?? device.location,
      model: device.hardware,
      serial: device.serial,
    })),
  );
}

/** The hosts of a document in JSON, null where it is none of the two. */
export function readJsonList(document: unknown): ReadList | null {
  const zabbix = listOf(objectOf(objectOf(document).zabbix_export).hosts);
  if (zabbix.length > 0) return { kind: 'zabbix', table: fromZabbixJson(zabbix) };
  const devices = listOf(Array.isArray(document) ? document : objectOf(document).devices);
  if (devices.some((device) => 'hostname' in device)) return { kind: 'librenms', table: fromLibrenms(devices) };
  return null;
}

/** The hosts of an export of Zabbix in XML, null where it is none. */
export function readXmlList(text: string): ReadList | null {
  const root = parseXml(text);
  if (root?.name !== 'zabbix_export') return null;
  const hosts = childrenOf(root, 'hosts');
  return hosts.length === 0 ? null : { kind: 'zabbix', table: fromZabbixXml(hosts) };
}
