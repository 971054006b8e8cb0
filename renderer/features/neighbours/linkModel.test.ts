import { expect, test } from 'vitest';
import type { LinkEvidence, NetworkLink } from '../../../shared/contracts/topology.ts';
import { beyondPort, ownLinks } from './linkModel.ts';

const [ME, OTHER] = ['018f0000-0000-7000-8000-000000000001', '018f0000-0000-7000-8000-000000000002'];
const link = (id: string, port: string, isTurned: boolean, kind: 'lldp' | 'arp' = 'lldp'): NetworkLink => {
  const [own, remote] = [
    { node: ME ?? '', resourceId: ME ?? null, name: 'SW-1', port },
    { node: OTHER ?? '', resourceId: OTHER ?? null, name: 'SW-2', port: 'Gi0/9' },
  ];
  const said = { resourceId: ME ?? '', name: 'SW-1', port, at: 1 };
  const evidence: LinkEvidence =
    kind === 'lldp'
      ? { kind, ...said, sysName: 'SW-2', chassis: { kind: 'mac', value: '' }, remotePort: 'Gi0/9', addresses: [] }
      : { kind, ...said, address: '192.0.2.1', mac: '00:00:5e:00:53:01' };
  return { id, a: isTurned ? remote : own, b: isTurned ? own : remote, confidence: 0.9, seenAt: 1, evidence: [evidence], conflicts: 0 };
};

test('R-8.4.2-c2-1 links are seen from their device, in the order in which people count ports', () => {
  const own = ownLinks(ME ?? '', [link('x', 'Gi0/10', true), link('y', 'Gi0/2', false), link('z', '', true, 'arp')]);
  expect(own.map(({ own: { port }, remote: { name } }) => [port, name])).toEqual([
    ['', 'SW-2'],
    ['Gi0/2', 'SW-2'],
    ['Gi0/10', 'SW-2'],
  ]);
});

test('a link is looked for as often as the quickest of its evidence', () => {
  expect(ownLinks(ME ?? '', [link('x', 'a', false), link('z', 'b', false, 'arp')]).map(({ askedMs }) => askedMs)).toEqual([
    900_000, 1_800_000,
  ]);
});

test('R-8.4.2-c2-5 of a port is known what is at its other end, however the port is spelled', () => {
  const own = ownLinks(ME ?? '', [link('x', 'Gi0/10', true), link('y', '', false)]);
  expect(beyondPort(own, 'GigabitEthernet0/10')?.name).toBe('SW-2');
  expect([beyondPort(own, 'Gi0/1'), beyondPort(own, '')]).toEqual([null, null]);
});
