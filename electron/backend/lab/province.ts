import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { NewCredential } from '../../../shared/contracts/credentials.ts';
import { NewResource } from '../../../shared/contracts/resources.ts';
import { Account } from '../../../shared/contracts/session.ts';
import { PERSON_ROLES } from '../../../shared/domain/access/roles.ts';
import { IMPORTANCES, RESOURCE_CLASSES } from '../../../shared/domain/inventory/resource.ts';
import { fractionOf } from '../../../shared/domain/poll/phase.ts';
import { sha256 } from '../lib/crypto.ts';
import { assetFolder } from '../lib/entries.ts';
import { type Candidate, FAULT_KINDS } from './device/faults.ts';
import { type DeviceModel, readModels } from './device/model.ts';
import type { LabDevice } from './device/state.ts';
import { cablesOf, type Placed, Wiring } from './device/wiring.ts';
import type { LabIdentity } from './folder.ts';

const Group = z.strictObject({
  model: z.string(),
  /** {n} and {nn} stand for the number, {code}, {city} and {room} for the city. */
  name: z.string(),
  count: z.int().min(1).max(99),
  class: z.enum(RESOURCE_CLASSES),
  importance: z.enum(IMPORTANCES),
  intervalS: NewResource.shape.intervalS,
  credential: z.string().default('v2c'),
  domain: z.string(),
  location: z.string(),
  perCity: z.boolean().default(false),
  isProminent: z.union([z.boolean(), z.array(z.enum(FAULT_KINDS))]).default(false),
});

export const ProvinceFile = z.strictObject({
  stationName: z.string(),
  community: z.string(),
  credentials: z.record(z.string(), NewCredential),
  people: z.array(
    z.strictObject({ account: Account, name: z.string(), staffNumber: z.string(), roles: z.array(z.enum(PERSON_ROLES)).min(1) }),
  ),
  cities: z.array(z.strictObject({ code: z.string(), name: z.string(), room: z.string() })),
  groups: z.array(Group),
  /** How devices are joined, by the names of their groups. */
  wiring: z.array(Wiring),
});
export type ProvinceFile = z.output<typeof ProvinceFile>;
export type LabPerson = ProvinceFile['people'][number];

/** A device of the province with where it is found and as what it is watched. */
export interface LabResource {
  readonly device: LabDevice;
  readonly address: string;
  readonly port: number;
  readonly resource: Pick<z.output<typeof NewResource>, 'name' | 'resourceClass' | 'importance' | 'domain' | 'location' | 'intervalS'>;
  /** Key of the set of credentials. */
  readonly credential: string;
  readonly candidate: Candidate;
}

export interface Province {
  readonly file: ProvinceFile;
  readonly resources: readonly LabResource[];
}

const DAY_MS = 86_400_000;
const SITE_ROOM = 250;
const NETWORK = '127.77.';

/** True for an address that can be a simulated device's only: a discovery in the laboratory finds them too. */
export const isLabAddress = (address: string): boolean => address.startsWith(NETWORK);

/** Every address of 127.0.0.0/8 is this machine's, but not on macOS: there one address has a port for each device. */
function placeOf(index: number, port: number, platform: NodeJS.Platform): { readonly address: string; readonly port: number } {
  if (platform === 'darwin') return { address: '127.0.0.1', port: port + index };
  return { address: `${NETWORK}${1 + Math.floor(index / SITE_ROOM)}.${1 + (index % SITE_ROOM)}`, port };
}

function filled(text: string, n: number, city: ProvinceFile['cities'][number] | null): string {
  const values: Readonly<Record<string, string>> = {
    n: String(n),
    nn: String(n).padStart(2, '0'),
    code: city?.code ?? '',
    city: city?.name ?? '',
    room: city?.room ?? '',
  };
  return text.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole);
}

const FORMAT_OCTETS = 5;

/** RFC 3411: the enterprise with the first bit set, then bytes of our choice. */
function engineIdOf(name: string, { enterprise }: DeviceModel, seed: string): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE((0x8000_0000 | enterprise) >>> 0, 0);
  head[4] = FORMAT_OCTETS;
  return Buffer.concat([head, Buffer.from(sha256(`${seed} engine ${name}`).slice(0, 16), 'hex')]);
}

function deviceOf(name: string, model: DeviceModel, location: string, index: number, { seed, bornAt }: LabIdentity): LabDevice {
  const draw = (what: string) => fractionOf(`${seed} ${name} ${what}`);
  return {
    name,
    model,
    location,
    contact: '省政务云运维值班室',
    serial: `LAB${String(index).padStart(4, '0')}${Math.floor(draw('serial') * 1e6)
      .toString(36)
      .toUpperCase()}`,
    mac: index,
    // A device is rarely up for more than the 497 days after which its clock starts again.
    engineId: engineIdOf(name, model, seed),
    bootedAt: bornAt - Math.round((3 + 400 * draw('boot') ** 2) * DAY_MS),
  };
}

/** Everybody and everything of the laboratory, the same at every start of it. */
export function provinceOf(identity: LabIdentity, platform: NodeJS.Platform = process.platform): Province {
  const folder = fileURLToPath(assetFolder('lab'));
  const models = readModels(`${folder}/models`);
  const file = ProvinceFile.parse(JSON.parse(readFileSync(`${folder}/province.json`, 'utf8')));
  const resources: LabResource[] = [];
  const placed: Placed[] = [];
  // Not before the first neighbour is asked for: a start has other things to do.
  let wired: ReturnType<typeof cablesOf> | null = null;
  const cablesAt = (name: string) => () => {
    wired ??= cablesOf(file.wiring, placed);
    return wired.get(name) ?? new Map();
  };
  for (const group of file.groups) {
    const model = models.get(group.model);
    if (!model || !file.credentials[group.credential]) throw new Error(`province.json: ${group.name} has no model or credential`);
    for (const city of group.perCity ? file.cities : [null])
      for (let n = 1; n <= group.count; n += 1) {
        const [name, domain, location] = [group.name, group.domain, group.location].map((text) => filled(text, n, city)) as [
          string,
          string,
          string,
        ];
        const device = { ...deviceOf(name, model, location, resources.length, identity), cables: cablesAt(name) };
        placed.push({ device, group: group.name, city: city?.code ?? '' });
        resources.push({
          ...placeOf(resources.length, identity.port, platform),
          device,
          resource: { name, resourceClass: group.class, importance: group.importance, domain, location, intervalS: group.intervalS },
          credential: group.credential,
          candidate: { device: name, kinds: model.faults, isProminent: group.isProminent },
        });
      }
  }
  return { file, resources };
}

/** The sets of credentials of version 3, which the agents let in. */
export function usersOf({ credentials }: ProvinceFile) {
  return Object.values(credentials).flatMap(({ settings, secrets }) => (settings.kind === 'snmpUser' ? [{ settings, secrets }] : []));
}
