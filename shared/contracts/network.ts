import { z } from 'zod';
import { LEARNED_TABLES } from '../domain/network/inventory.ts';
import { STAY_STATES } from '../domain/network/stay.ts';
import { InstantMs, Uuid } from './common.ts';
import { defineRoute } from './route.ts';

/** Most rows of one page of a list. */
export const MOST_ROWS = 1000;
/** For how many days what was resolved counts as in use. */
export const USE_DAYS = [1, 7, 30, 90] as const;

const order = { descending: z.stringbool().default(false) };
const Page = z.object({
  q: z.string().trim().max(100).default('').describe('a part of a name, an address or a number'),
  resourceId: Uuid.optional(),
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(MOST_ROWS).default(200),
});

const Owner = { resourceId: Uuid, name: z.string().describe('of the resource'), isSimulated: z.boolean() };
const Days = z
  .union(USE_DAYS.map((days) => z.literal(String(days))))
  .default('7')
  .transform(Number);

/** Of how many resources a list is made, and of which it may lack something. */
const Coverage = z
  .object({
    told: z.int().min(0).describe('monitored resources that have told of it'),
    monitored: z.int().min(0).describe('resources with an SNMP check'),
    cut: z.array(z.object({ resourceId: Uuid, name: z.string() })).describe('had more than is taken'),
    oldestAt: InstantMs.nullable().describe('when the one that was heard longest ago was heard'),
  })
  .meta({ id: 'NetworkCoverage' });
export type NetworkCoverage = z.output<typeof Coverage>;

const listOf = <T extends z.ZodType>(id: string, item: T) =>
  z.object({ at: InstantMs, total: z.int().min(0), coverage: Coverage, items: z.array(item) }).meta({ id });

export const INTERFACE_STATES = ['up', 'down', 'off', 'other'] as const;
export const INTERFACE_ORDERS = ['name', 'port', 'speed', 'state', 'changedAt'] as const;

export const InterfaceRow = z
  .object({
    ...Owner,
    port: z.string(),
    index: z.int().nullable().describe('ifIndex'),
    alias: z.string(),
    type: z.int().nullable().describe('IANAifType'),
    speed: z.number().nullable().describe('bit a second'),
    mtu: z.int().nullable(),
    mac: z.string(),
    pvid: z.int().nullable(),
    addresses: z.array(z.string()).describe('with their prefix, where it is known'),
    state: z.enum(INTERFACE_STATES).nullable().describe('off: administratively down; null: not said'),
    oper: z.int().nullable().describe('ifOperStatus'),
    changedAt: InstantMs.nullable().describe('since when it is as it is, where that is known'),
    seenAt: InstantMs.describe('when its device last told of its interfaces'),
    heardAt: InstantMs.nullable().describe('when its device last answered: until then the state was so'),
    intervalMs: z.int().min(0).describe('how often its device is asked'),
  })
  .meta({ id: 'NetworkInterface' });
export type InterfaceRow = z.output<typeof InterfaceRow>;

export const InterfaceQuery = Page.extend({
  state: z.enum(INTERFACE_STATES).optional(),
  sort: z.enum(INTERFACE_ORDERS).default('name'),
  ...order,
});
export type InterfaceQuery = z.output<typeof InterfaceQuery>;

export const InterfaceList = listOf('NetworkInterfaceList', InterfaceRow);
export type InterfaceList = z.output<typeof InterfaceList>;

export const listInterfaces = defineRoute({
  id: 'listInterfaces',
  method: 'GET',
  path: '/network/interfaces',
  access: { permission: 'resource.read' },
  summary: 'Interfaces of the monitored devices with their addresses and states',
  query: InterfaceQuery,
  response: InterfaceList,
});

export const VLAN_ORDERS = ['id', 'devices', 'ports'] as const;

export const VlanRow = z
  .object({
    id: z.int().min(1).max(4094),
    names: z.array(z.string()).describe('different names it has on devices, those that most use first'),
    devices: z.int().min(1),
    tagged: z.int().min(0).describe('ports'),
    untagged: z.int().min(0).describe('ports'),
    seenAt: InstantMs,
  })
  .meta({ id: 'NetworkVlan' });
export type VlanRow = z.output<typeof VlanRow>;
export const VlanQuery = Page.extend({ sort: z.enum(VLAN_ORDERS).default('id'), ...order });
export type VlanQuery = z.output<typeof VlanQuery>;
export const VlanList = listOf('NetworkVlanList', VlanRow);
export type VlanList = z.output<typeof VlanList>;

export const listVlans = defineRoute({
  id: 'listVlans',
  method: 'GET',
  path: '/network/vlans',
  access: { permission: 'resource.read' },
  summary: 'VLANs by their number, with how many devices and ports have them',
  query: VlanQuery,
  response: VlanList,
});

export const VlanDetail = z
  .object({
    at: InstantMs,
    id: z.int(),
    devices: z.array(
      z.object({ ...Owner, vlanName: z.string(), tagged: z.array(z.string()), untagged: z.array(z.string()), seenAt: InstantMs }),
    ),
    more: z.int().min(0).describe('devices that are not among these'),
  })
  .meta({ id: 'NetworkVlanDetail' });
export type VlanDetail = z.output<typeof VlanDetail>;

export const getVlan = defineRoute({
  id: 'getVlan',
  method: 'GET',
  path: '/network/vlans/:vlan',
  access: { permission: 'resource.read' },
  summary: 'The devices of a VLAN with their ports, with and without tag',
  params: z.object({ vlan: z.coerce.number().int().min(1).max(4094) }),
  response: VlanDetail,
});

export const SUBNET_ORDERS = ['cidr', 'used', 'share'] as const;

export const SubnetRow = z
  .object({
    cidr: z.string(),
    family: z.union([z.literal(4), z.literal(6)]),
    size: z.string().describe('addresses a host can have, as a whole number: those of IPv6 fit no float'),
    used: z.int().min(0).describe('known to be in use: of devices, or resolved lately'),
    own: z.int().min(0).describe('of these, how many devices say are theirs'),
    seen: z.int().min(0).describe('of these, how many were resolved lately'),
    share: z.number().min(0),
    holders: z.array(z.object({ ...Owner, port: z.string(), address: z.string() })).describe('devices with an address in it, at most ten'),
    devices: z.int().min(0).describe('how many devices have an address in it'),
    overlaps: z.array(z.string()).describe('other subnets that share addresses with it'),
  })
  .meta({ id: 'NetworkSubnet' });
export type SubnetRow = z.output<typeof SubnetRow>;
export const SubnetQuery = Page.extend({
  sort: z.enum(SUBNET_ORDERS).default('cidr'),
  ...order,
  days: Days,
  only: z.enum(['overlapping']).optional(),
});
export type SubnetQuery = z.output<typeof SubnetQuery>;
export const SubnetList = listOf('NetworkSubnetList', SubnetRow);
export type SubnetList = z.output<typeof SubnetList>;

export const listSubnets = defineRoute({
  id: 'listSubnets',
  method: 'GET',
  path: '/network/subnets',
  access: { permission: 'resource.read' },
  summary: 'Subnets that devices have addresses in, with how much of each is in use and which overlap',
  query: SubnetQuery,
  response: SubnetList,
});

export const ADDRESS_ORDERS = ['address', 'lastAt'] as const;

export const AddressRow = z
  .object({
    address: z.string(),
    holders: z.array(z.object({ ...Owner, port: z.string() })).describe('devices that say it is theirs, at most ten'),
    macs: z.array(z.string()).describe('hardware addresses it was resolved to last, at most ten'),
    firstAt: InstantMs,
    lastAt: InstantMs.describe('when anybody last said it'),
    isDuplicate: z.boolean().describe('more than one device says it is theirs, or it is resolved to several hardware addresses now'),
  })
  .meta({ id: 'NetworkAddress' });
export type AddressRow = z.output<typeof AddressRow>;
export const AddressQuery = Page.extend({
  subnet: z.string().max(50).optional().describe('a prefix, as 10.1.2.0/24'),
  days: Days,
  only: z.enum(['own', 'duplicate']).optional(),
  sort: z.enum(ADDRESS_ORDERS).default('address'),
  ...order,
});
export type AddressQuery = z.output<typeof AddressQuery>;
export const AddressList = listOf('NetworkAddressList', AddressRow);
export type AddressList = z.output<typeof AddressList>;

export const listAddresses = defineRoute({
  id: 'listAddresses',
  method: 'GET',
  path: '/network/addresses',
  access: { permission: 'resource.read' },
  summary: 'Addresses that devices say are theirs or have resolved lately, and those that more than one has',
  query: AddressQuery,
  response: AddressList,
});

const StayState = z.enum(STAY_STATES);
const Stay = {
  ...Owner,
  mac: z.string(),
  port: z.string().describe('empty where it is not known which'),
  firstAt: InstantMs,
  lastAt: InstantMs.describe('when it was last so'),
  state: StayState.describe('now: in the newest table of the device; gone: no longer; unknown: the table was cut, or has not been read'),
  readAt: InstantMs.nullable().describe('when the table of the device was last read'),
};

export const ArpRow = z.object({ ...Stay, address: z.string() }).meta({ id: 'ArpEntry' });
export type ArpRow = z.output<typeof ArpRow>;
export const FdbRow = z
  .object({
    ...Stay,
    vlan: z.int().nullable(),
    beside: z.int().min(0).describe('how many hardware addresses are on the port now: a port of many leads to another switch'),
  })
  .meta({ id: 'FdbEntry' });
export type FdbRow = z.output<typeof FdbRow>;

const StayQuery = Page.extend({ state: StayState.optional(), ...order });
export const ARP_ORDERS = ['address', 'mac', 'name', 'firstAt', 'lastAt'] as const;
export const FDB_ORDERS = ['mac', 'vlan', 'name', 'firstAt', 'lastAt'] as const;
export const ArpQuery = StayQuery.extend({ sort: z.enum(ARP_ORDERS).default('address') });
export type ArpQuery = z.output<typeof ArpQuery>;
export const FdbQuery = StayQuery.extend({ sort: z.enum(FDB_ORDERS).default('mac') });
export type FdbQuery = z.output<typeof FdbQuery>;
export const ArpList = listOf('ArpList', ArpRow);
export type ArpList = z.output<typeof ArpList>;
export const FdbList = listOf('FdbList', FdbRow);
export type FdbList = z.output<typeof FdbList>;

export const listArp = defineRoute({
  id: 'listArp',
  method: 'GET',
  path: '/network/arp',
  access: { permission: 'resource.read' },
  summary: 'Which device resolved which address to which hardware address, from when until when',
  query: ArpQuery,
  response: ArpList,
});

export const listFdb = defineRoute({
  id: 'listFdb',
  method: 'GET',
  path: '/network/macs',
  access: { permission: 'resource.read' },
  summary: 'On which port which switch learned which hardware address, from when until when',
  query: FdbQuery,
  response: FdbList,
});

export const AddressHistory = z
  .object({
    at: InstantMs,
    isAddress: z.boolean(),
    items: z
      .array(z.object({ table: z.enum(LEARNED_TABLES), ...Stay, address: z.string().describe('empty for fdb'), vlan: z.int().nullable() }))
      .describe('the latest first'),
    more: z.int().min(0).describe('that are not among these'),
  })
  .meta({ id: 'AddressHistory' });
export type AddressHistory = z.output<typeof AddressHistory>;

export const getAddressHistory = defineRoute({
  id: 'getAddressHistory',
  method: 'GET',
  path: '/network/addresses/:address/history',
  access: { permission: 'resource.read' },
  summary: 'Where a hardware or network address has been: ports and resolutions from when until when',
  params: z.object({ address: z.string().max(64) }),
  response: AddressHistory,
});

export const NetworkCounts = z
  .object({
    at: InstantMs,
    interfaces: z.int().min(0),
    vlans: z.int().min(0),
    subnets: z.int().min(0),
    addresses: z.int().min(0),
    arp: z.int().min(0),
    fdb: z.int().min(0),
  })
  .meta({ id: 'NetworkCounts' });
export type NetworkCounts = z.output<typeof NetworkCounts>;

export const countNetwork = defineRoute({
  id: 'countNetwork',
  method: 'GET',
  path: '/network/counts',
  access: { permission: 'resource.read' },
  summary: 'How many of each kind of network resource a search finds',
  query: z.object({ q: z.string().trim().max(100).default(''), days: Days }),
  response: NetworkCounts,
});
