import { compareAddresses } from '../../../../shared/domain/discovery/address.ts';
import { type Identity, isSharedMac, plainSerial } from '../../../../shared/domain/discovery/finding.ts';
import { addressOfIndex } from './decode/addressIndex.ts';
import { macOf, numberOf, textOf, type Value } from './decode/value.ts';
import { type Device, DeviceFault } from './device.ts';

/** What a device says of itself. */
export interface WhoIs {
  readonly identity: Identity;
  readonly description: string;
  readonly objectId: string;
  readonly location: string;
  readonly uptimeS: number | null;
  /** False where the limit of requests or a fault ended it early. */
  readonly isWhole: boolean;
}

const SYSTEM = {
  description: '1.3.6.1.2.1.1.1.0',
  objectId: '1.3.6.1.2.1.1.2.0',
  upTime: '1.3.6.1.2.1.1.3.0',
  name: '1.3.6.1.2.1.1.5.0',
  location: '1.3.6.1.2.1.1.6.0',
} as const;
const SELF = {
  engineId: '1.3.6.1.6.3.10.2.1.1.0',
  bridge: '1.3.6.1.2.1.17.1.1.0',
  chassisKind: '1.0.8802.1.1.2.1.3.1.0',
  chassisId: '1.0.8802.1.1.2.1.3.2.0',
  serial: '1.3.6.1.2.1.47.1.1.1.1.11.1',
  model: '1.3.6.1.2.1.47.1.1.1.1.13.1',
  upsModel: '1.3.6.1.2.1.33.1.1.2.0',
  printerSerial: '1.3.6.1.2.1.43.5.1.1.17.1',
} as const;
const IF_PHYS_ADDRESS = '1.3.6.1.2.1.2.2.1.6';
const IP_AD_ENT_IF_INDEX = '1.3.6.1.2.1.4.20.1.2';
const IP_ADDRESS_IF_INDEX = '1.3.6.1.2.1.4.34.1.3';
const ENT_CLASS = '1.3.6.1.2.1.47.1.1.1.1.5';
const ENT_SERIAL = '1.3.6.1.2.1.47.1.1.1.1.11';
const ENT_MODEL = '1.3.6.1.2.1.47.1.1.1.1.13';
/** PhysicalClass of ENTITY-MIB. */
const CHASSIS = 3;
/** LldpChassisIdSubtype. */
const CHASSIS_ID_IS_MAC = 4;
const MOST_MACS = 256;

/** RFC 3411 allows an engine ID 32. */
const MOST_OCTETS = 64;
const hexOf = (value: Value | undefined): string =>
  value?.kind === 'octets' ? Buffer.from(value.value.subarray(0, MOST_OCTETS)).toString('hex') : '';
const oidOf = (value: Value | undefined): string => (value?.kind === 'oid' ? value.value : '');
const LOOPBACK = /^(?:127\.|0\.0\.0\.0$|::1$|::$|fe80:)/;

interface Chassis {
  readonly serial: string;
  readonly model: string;
}

/** The serial number and model of the first chassis, where row 1 is not it. */
async function chassisOf(device: Device): Promise<Chassis> {
  const { table } = await device.columns([ENT_CLASS]);
  const row = [...table].find(([, cells]) => numberOf(cells.get(ENT_CLASS)) === CHASSIS)?.[0];
  if (row === undefined || row === '1') return { serial: '', model: '' };
  const values = await device.get([`${ENT_SERIAL}.${row}`, `${ENT_MODEL}.${row}`]);
  return { serial: textOf(values.get(`${ENT_SERIAL}.${row}`)) ?? '', model: textOf(values.get(`${ENT_MODEL}.${row}`)) ?? '' };
}

interface Ports {
  readonly macs: readonly string[];
  readonly addresses: readonly string[];
}

async function portsOf(device: Device): Promise<Ports> {
  const { table } = await device.columns([IF_PHYS_ADDRESS, IP_AD_ENT_IF_INDEX, IP_ADDRESS_IF_INDEX]);
  const macs = [...table.values()].flatMap((cells) => macOf(cells.get(IF_PHYS_ADDRESS)) ?? []);
  const own = [...table].flatMap(([row, cells]) => [
    ...(cells.has(IP_AD_ENT_IF_INDEX) ? [row] : []),
    ...(cells.has(IP_ADDRESS_IF_INDEX) ? [addressOfIndex(row)] : []),
  ]);
  return {
    macs: [...new Set(macs.filter((mac) => !isSharedMac(mac)))].sort().slice(0, MOST_MACS),
    addresses: [...new Set(own.filter((address) => address !== '' && !LOOPBACK.test(address)))].sort(compareAddresses),
  };
}

/** What `ask` gives, or `otherwise` where the device or the limit ends it: what is already known stays. */
async function orElse<T>(ask: () => Promise<T>, otherwise: T): Promise<{ readonly value: T; readonly isWhole: boolean }> {
  try {
    return { value: await ask(), isWhole: true };
  } catch (error) {
    if (!(error instanceof DeviceFault)) throw error;
    return { value: otherwise, isWhole: false };
  }
}

const PLAIN_MODEL = /^[\p{L}\p{N}].{0,99}$/u;

/**
 * Asks a device who it is, in few packets: the system group, what is only its own, then its ports. Rejects with DeviceFault where the
 * first question stays without an answer; later ones leave a gap.
 */
export async function whoIs(device: Device): Promise<WhoIs> {
  const system = await device.get(Object.values(SYSTEM));
  const self = await orElse<ReadonlyMap<string, Value>>(() => device.get(Object.values(SELF)), new Map());
  const at = (oid: string): Value | undefined => self.value.get(oid);
  const serial = plainSerial(textOf(at(SELF.serial)) ?? '') || plainSerial(textOf(at(SELF.printerSerial)) ?? '');
  const chassis = serial === '' && self.isWhole ? await orElse<Chassis>(() => chassisOf(device), { serial: '', model: '' }) : null;
  const ports = await orElse<Ports>(() => portsOf(device), { macs: [], addresses: [] });
  const ticks = numberOf(system.get(SYSTEM.upTime));
  const models = [at(SELF.model), at(SELF.upsModel)].map((value) => textOf(value) ?? '');
  const isMac = numberOf(at(SELF.chassisKind)) === CHASSIS_ID_IS_MAC;
  return {
    identity: {
      sysName: (textOf(system.get(SYSTEM.name)) ?? '').slice(0, 200),
      model: (models.find((text) => PLAIN_MODEL.test(text)) ?? chassis?.value.model ?? '').slice(0, 100),
      serial: serial || plainSerial(chassis?.value.serial ?? ''),
      engineId: hexOf(at(SELF.engineId)),
      chassisMac: (isMac ? macOf(at(SELF.chassisId)) : null) ?? macOf(at(SELF.bridge)) ?? '',
      macs: ports.value.macs,
      addresses: ports.value.addresses,
    },
    description: (textOf(system.get(SYSTEM.description)) ?? '').slice(0, 500),
    objectId: oidOf(system.get(SYSTEM.objectId)),
    location: (textOf(system.get(SYSTEM.location)) ?? '').slice(0, 200),
    uptimeS: ticks === null ? null : Math.floor(ticks / 100),
    isWhole: self.isWhole && ports.isWhole && (chassis?.isWhole ?? true),
  };
}
