import type {
  AddressHistory,
  AddressList,
  AddressQuery,
  ArpList,
  ArpQuery,
  FdbList,
  FdbQuery,
  InterfaceList,
  InterfaceQuery,
  NetworkCounts,
  NetworkCoverage,
  SubnetList,
  SubnetQuery,
  VlanDetail,
  VlanList,
  VlanQuery,
} from '../../../../shared/contracts/network.ts';
import type { ResourceId } from '../../../../shared/domain/id.ts';
import type { Clock } from '../../lib/clock.ts';
import type { NetworkStore, Scoped } from '../../storage/network/index.ts';
import type { ResourceBook } from '../resources/index.ts';

/** Network resources of the monitored devices, as the lists of them show them (R-8.4.2-c2-6). */
export interface NetworkService {
  interfaces(query: InterfaceQuery): Promise<InterfaceList>;
  vlans(query: VlanQuery): Promise<VlanList>;
  vlan(id: number): Promise<VlanDetail>;
  subnets(query: SubnetQuery): Promise<SubnetList>;
  addresses(query: AddressQuery): Promise<AddressList>;
  arp(query: ArpQuery): Promise<ArpList>;
  fdb(query: FdbQuery): Promise<FdbList>;
  history(text: string): Promise<AddressHistory>;
  counts(query: { readonly q: string; readonly days: number }): Promise<NetworkCounts>;
}

interface Parts {
  readonly store: Omit<NetworkStore, 'put' | 'stats' | 'stop'>;
  readonly resources: Pick<ResourceBook, 'monitored' | 'byId' | 'status' | 'intervalMs'>;
  readonly clock: Clock;
}

export function createNetworkService({ store, resources, clock }: Parts): NetworkService {
  /** Lists are of what is monitored now, and of these only agents can tell of the network. */
  function scope(): readonly Scoped[] {
    return resources
      .monitored()
      .filter(({ checks }) => checks.some(({ protocol }) => protocol === 'snmp'))
      .map(({ id, name }) => ({ resourceId: id, name }));
  }
  const isSimulated = (id: string): boolean => resources.byId(id as ResourceId)?.isSimulated ?? false;
  const marked = <One extends { readonly resourceId: string }>(one: One) => ({ ...one, isSimulated: isSimulated(one.resourceId) });

  async function asked<Answer>(
    ask: () => Promise<Answer>,
  ): Promise<{ readonly at: number; readonly answer: Answer; readonly monitored: number }> {
    const all = scope();
    await store.scope(all);
    return { at: clock.now(), answer: await ask(), monitored: all.length };
  }

  type Stored<Row> = {
    readonly total: number;
    readonly items: readonly Row[];
    readonly coverage: Omit<NetworkCoverage, 'monitored'>;
  };
  async function listed<Row, View>(ask: () => Promise<Stored<Row>>, view: (row: Row) => View) {
    const { at, answer, monitored } = await asked(ask);
    return { at, total: answer.total, coverage: { ...answer.coverage, monitored }, items: answer.items.map(view) };
  }

  /** How often a device is asked and when it last answered, each looked up once for a page. */
  function heardOf() {
    const known = new Map<string, { readonly heardAt: number | null; readonly intervalMs: number }>();
    return (id: string) => {
      const found = known.get(id);
      if (found) return found;
      const resource = resources.byId(id as ResourceId);
      const heard = {
        heardAt: resource ? resources.status(resource.id).dataAt : null,
        intervalMs: resource ? resources.intervalMs(resource) : 0,
      };
      known.set(id, heard);
      return heard;
    };
  }

  return {
    interfaces: (query) => {
      const heard = heardOf();
      return listed(
        () => store.interfaces(query),
        (row) => ({ ...marked(row), ...heard(row.resourceId) }),
      );
    },
    vlans: (query) =>
      listed(
        () => store.vlans(query),
        (row) => row,
      ),
    vlan: async (id) => {
      const { at, answer } = await asked(() => store.vlan(id));
      return { at, id, more: answer.more, devices: answer.devices.map(marked) };
    },
    subnets: (query) =>
      listed(
        () => store.subnets({ ...query, now: clock.now() }),
        (row) => ({ ...row, holders: row.holders.map(marked) }),
      ),
    addresses: (query) =>
      listed(
        () => store.addresses({ ...query, now: clock.now() }),
        (row) => ({ ...row, holders: row.holders.map(marked) }),
      ),
    arp: (query) => listed(() => store.arp(query), marked),
    fdb: (query) => listed(() => store.fdb(query), marked),
    history: async (text) => {
      const { at, answer } = await asked(() => store.history(text));
      return { at, ...answer, items: answer.items.map(marked) };
    },
    counts: async (query) => {
      const { at, answer } = await asked(() => store.counts({ ...query, now: clock.now() }));
      return { at, ...answer };
    },
  };
}
