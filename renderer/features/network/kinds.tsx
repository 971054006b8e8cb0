import type { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AddressRow, ArpRow, FdbRow, InterfaceRow, SubnetRow, VlanRow } from '../../../shared/contracts/network.ts';
import type { Column, RowLook } from '../../components/DataTable/DataTable.tsx';
import { DrawerSection } from '../../components/Drawer/Drawer.tsx';
import { addressColumns, arpColumns, interfaceColumns, macColumns, subnetColumns, type T, vlanColumns } from './columns.tsx';
import { AddressDrawer, InterfaceDrawer, LearnedDrawer, SubnetDrawer, VlanDrawer } from './drawers.tsx';
import { addressFile, arpFile, interfaceFile, macFile, subnetFile, type ToFile, vlanFile } from './files.ts';
import { LoadSection } from './LoadSection.tsx';
import { isStale, type NetworkSearch, type Tab } from './model.ts';
import { type Fetch, fetchAddresses, fetchArp, fetchInterfaces, fetchMacs, fetchSubnets, fetchVlans } from './queries.ts';

type Navigate = ReturnType<typeof useNavigate>;
const toPort = ({ resourceId, port }: { readonly resourceId: string; readonly port: string }, navigate: Navigate): void =>
  void navigate({ to: '/resources/$id', params: { id: resourceId }, search: port === '' ? {} : { group: 'interface', only: [port] } });

/** A kind of network resource as its list, its drawer and its file show it. */
export interface Kind<Row> {
  readonly fetch: Fetch<Row>;
  readonly toFile: ToFile<Row>;
  columns(t: T, now: number): readonly Column<Row>[];
  idOf(row: Row): string;
  look?(row: Row, now: number): RowLook;
  /** Where a row leads: Enter and a double click go there. */
  open?(row: Row, navigate: Navigate): void;
  drawer(opened: { readonly row: Row; readonly search: NetworkSearch; onClose(): void }): ReactNode;
}

const interfaces: Kind<InterfaceRow> = {
  ...{ fetch: fetchInterfaces, toFile: interfaceFile, columns: interfaceColumns },
  idOf: ({ resourceId, port }) => `${resourceId} ${port}`,
  open: toPort,
  look: ({ heardAt, intervalMs, state }, now) => ({ stale: isStale(heardAt, intervalMs, now), quiet: state === 'off' }),
  drawer: ({ row, onClose }) => (
    <InterfaceDrawer row={row} onClose={onClose}>
      <DrawerSection>
        <LoadSection resourceId={row.resourceId} port={row.port} />
      </DrawerSection>
    </InterfaceDrawer>
  ),
};
const vlans: Kind<VlanRow> = {
  ...{ fetch: fetchVlans, toFile: vlanFile, columns: vlanColumns },
  idOf: ({ id }) => String(id),
  drawer: ({ row, onClose }) => <VlanDrawer row={row} onClose={onClose} />,
};
const subnets: Kind<SubnetRow> = {
  ...{ fetch: fetchSubnets, toFile: subnetFile, columns: subnetColumns },
  idOf: ({ cidr }) => cidr,
  open: ({ cidr }, navigate) => void navigate({ to: '/network', search: ({ days }) => ({ tab: 'addresses', subnet: cidr, days }) }),
  drawer: ({ row, search, onClose }) => <SubnetDrawer row={row} search={search} onClose={onClose} />,
};
const addresses: Kind<AddressRow> = {
  ...{ fetch: fetchAddresses, toFile: addressFile, columns: addressColumns },
  idOf: ({ address }) => address,
  drawer: ({ row, onClose }) => <AddressDrawer row={row} onClose={onClose} />,
};
const quiet = ({ state }: ArpRow | FdbRow): RowLook => ({ quiet: state !== 'now' });
const arp: Kind<ArpRow> = {
  ...{ fetch: fetchArp, toFile: arpFile, columns: arpColumns, look: quiet, open: toPort },
  idOf: ({ resourceId, port, address, firstAt }) => `${resourceId} ${port} ${address} ${firstAt}`,
  drawer: ({ row, onClose }) => <LearnedDrawer row={row} address={row.address} onClose={onClose} />,
};
const macs: Kind<FdbRow> = {
  ...{ fetch: fetchMacs, toFile: macFile, columns: macColumns, look: quiet, open: toPort },
  idOf: ({ resourceId, port, mac, vlan, firstAt }) => `${resourceId} ${port} ${mac} ${vlan} ${firstAt}`,
  drawer: ({ row, onClose }) => <LearnedDrawer row={row} address={row.mac} onClose={onClose} />,
};

export const KINDS = { interfaces, vlans, subnets, addresses, arp, macs } as const satisfies Readonly<Record<Tab, unknown>>;
