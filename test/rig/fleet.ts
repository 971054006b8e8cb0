import { fileURLToPath } from 'node:url';
import { type DeviceModel, readModels } from '../../electron/backend/lab/device/model.ts';
import { type Port, portsOf } from '../../electron/backend/lab/device/state.ts';
import type { CredentialSettings, Secrets } from '../../shared/domain/credential/snmp.ts';

/** How much of everything there is. */
export interface FleetSize {
  readonly devices: number;
  readonly hosts: number;
  readonly services: number;
  /** Of a hundred devices, how many are asked by version 3. */
  readonly v3Percent: number;
}

export interface RigDevice {
  readonly kind: 'network' | 'host';
  /** Place in the fleet, from 0. */
  readonly index: number;
  readonly name: string;
  readonly address: string;
  readonly model: DeviceModel;
  readonly ports: readonly Port[];
  readonly version: '2c' | '3';
}

export interface RigService {
  readonly kind: 'service';
  readonly name: string;
  readonly address: string;
}

export interface Fleet {
  readonly devices: readonly RigDevice[];
  readonly services: readonly RigService[];
}

export const COMMUNITY = 'rig-public';
export const USER: { readonly settings: Extract<CredentialSettings, { kind: 'snmpUser' }>; readonly secrets: Secrets } = {
  settings: { kind: 'snmpUser', userName: 'rig', level: 'authPriv', authProtocol: 'SHA-256', privProtocol: 'AES-128', context: '' },
  secrets: { authPassphrase: 'rig-authenticates', privPassphrase: 'rig-encrypts' },
};

export const INTERFACES = 24;
const NETWORK_MODELS = ['huawei-s5735', 'h3c-s6850', 'cisco-c2960x', 'ruijie-s2952'];
const HOST_MODEL = 'linux';
const PER_NET = 62_500;
const PER_SITE = 250;

/** Network devices and hosts begin at 127.80.0.1, services at 127.120.0.1: every address of 127.0.0.0/8 is this machine's on Linux. */
const addressOf = (net: number, index: number): string =>
  `127.${net + Math.floor(index / PER_NET)}.${Math.floor(index / PER_SITE) % PER_SITE}.${1 + (index % PER_SITE)}`;

const numbered = (what: string, index: number): string => `${what}-${String(index + 1).padStart(5, '0')}`;

/** A model of the laboratory with so many interfaces of its first kind, all of them in use and able to fail, and no delay. */
function plain(model: DeviceModel, count: number): DeviceModel {
  const [first] = model.interfaces;
  if (!first) throw new Error(`${model.name} has no interfaces`);
  return { ...model, delayMs: [0, 0], interfaces: [{ ...first, count, unused: 0, isUplink: true }] };
}

/** The devices and services of a size, the same every time, with so many interfaces a network device. */
export function fleetOf({ devices, hosts, services, v3Percent }: FleetSize, interfaces = INTERFACES): Fleet {
  const models = readModels(fileURLToPath(new URL('../../assets/lab/models', import.meta.url)));
  const named = (name: string): DeviceModel => {
    const model = models.get(name);
    if (!model) throw new Error(`no model ${name}`);
    return model;
  };
  const network = NETWORK_MODELS.map((name) => plain(named(name), interfaces));
  const host = { ...named(HOST_MODEL), delayMs: [0, 0] as [number, number] };
  const ports = new Map([...network, host].map((model) => [model, portsOf({ name: model.name, model })]));
  const device = (index: number): RigDevice => {
    const isHost = index >= devices;
    const model = isHost ? host : (network[index % network.length] ?? host);
    return {
      kind: isHost ? 'host' : 'network',
      index,
      name: isHost ? numbered('HOST', index - devices) : numbered('SW', index),
      address: addressOf(80, index),
      model,
      ports: ports.get(model) ?? [],
      version: (index * 37) % 100 < v3Percent ? '3' : '2c',
    };
  };
  return {
    devices: Array.from({ length: devices + hosts }, (_, index) => device(index)),
    services: Array.from({ length: services }, (_, index) => ({
      kind: 'service',
      name: numbered('APP', index),
      address: addressOf(120, index),
    })),
  };
}

/** The URL under which a service is checked. */
export const urlOf = ({ address }: RigService, port: number): string => `http://${address}:${port}/health`;
