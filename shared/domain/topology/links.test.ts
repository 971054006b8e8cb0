import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ResourceId } from '../id.ts';
import { type Evidence, evidenceKey } from './evidence.ts';
import { linksOf } from './links.ts';
import { type Device, devicesOf } from './nodes.ts';

const NOW = 1_900_000_000_000;
const idOf = (number: number) => `r${String(number).padStart(3, '0')}` as ResourceId;
const macOf = (number: number, port = 0) =>
  `00:1a:2b:${(number >> 8).toString(16).padStart(2, '0')}:${(number & 255).toString(16).padStart(2, '0')}:${port.toString(16).padStart(2, '0')}`;
const portName = (place: number) => `GigabitEthernet1/0/${place}`;

function aDevice(number: number, ports: number): Device {
  return {
    id: idOf(number),
    sysName: `sw-${number}`,
    chassisMac: macOf(number),
    addresses: [`192.0.2.${number}`],
    ports: Array.from({ length: ports }, (_, at) => ({
      name: portName(at + 1),
      alias: `to ${at}`,
      mac: macOf(number, at + 1),
      index: String(at + 10),
    })),
  };
}

interface Joint {
  readonly a: number;
  readonly aPort: number;
  readonly b: number;
  readonly bPort: number;
}

/** A tree of `parents.length + 1` devices with further joints beside it; ports are counted up. */
function networkOf(parents: readonly number[], more: readonly (readonly [number, number])[] = []) {
  const used = new Map<number, number>();
  const next = (device: number) => {
    const port = (used.get(device) ?? 0) + 1;
    used.set(device, port);
    return port;
  };
  const pairs = [...parents.map((parent, at) => [parent % (at + 1), at + 1] as const), ...more];
  const joints = pairs.map(([a, b]): Joint => ({ a, aPort: next(a), b, bPort: next(b) }));
  const devices = Array.from({ length: parents.length + 1 }, (_, number) => aDevice(number, used.get(number) ?? 0));
  return { devices, joints };
}

function lldpOf({ a, aPort, b, bPort }: Joint, at = NOW): Evidence {
  const [chassis, remotePort] = [{ kind: 'mac', value: macOf(b) } as const, { kind: 'component', value: `Gi1/0/${bPort}` } as const];
  return {
    kind: 'lldp',
    resourceId: idOf(a),
    port: portName(aPort),
    at,
    chassis,
    remotePort,
    portDescription: '',
    sysName: `sw-${b}`,
    addresses: [],
  };
}
const turned = ({ a, aPort, b, bPort }: Joint): Joint => ({ a: b, aPort: bPort, b: a, bPort: aPort });

const endsOf = (devices: readonly Device[], evidence: readonly Evidence[]) =>
  linksOf(devicesOf(devices), evidence).map(({ a, b }) => `${a.resourceId} ${a.port} - ${b.resourceId} ${b.port}`);
const truthOf = (joints: readonly Joint[]) =>
  joints
    .map(({ a, aPort, b, bPort }) => {
      const ends = [`${idOf(a)} ${portName(aPort)}`, `${idOf(b)} ${portName(bPort)}`].sort();
      return `${ends[0]} - ${ends[1]}`;
    })
    .sort();

const trees = fc.array(fc.nat(100), { minLength: 1, maxLength: 24 });
const graphs = trees.chain((parents) =>
  fc.tuple(
    fc.constant(parents),
    fc.array(
      fc.tuple(fc.nat(parents.length), fc.nat(parents.length)).filter(([a, b]) => a !== b),
      { maxLength: 10 },
    ),
  ),
);

describe('R-8.4.2-c2-1 links from what neighbours tell', () => {
  test('both ends and both ports of every link of any network, parallel ones apart, each told by both sides', () => {
    fc.assert(
      fc.property(graphs, ([parents, more]) => {
        const { devices, joints } = networkOf(parents, more);
        const evidence = joints.flatMap((joint) => [lldpOf(joint), lldpOf(turned(joint))]);
        const links = linksOf(devicesOf(devices), evidence);
        expect(endsOf(devices, evidence).sort()).toEqual(truthOf(joints));
        expect(links.every(({ confidence, conflicts }) => confidence === 0.99 && conflicts === 0)).toBe(true);
      }),
    );
  });

  test('are the same in any order, and when everything is told twice', () => {
    const cases = graphs.chain(([parents, more]) => {
      const { devices, joints } = networkOf(parents, more);
      const evidence = joints.flatMap((joint) => [lldpOf(joint), lldpOf(turned(joint))]);
      const some = fc.shuffledSubarray(evidence, { minLength: 1 });
      return some.chain((told) =>
        fc.tuple(
          fc.constant({ devices, told }),
          fc.shuffledSubarray(devices, { minLength: devices.length }),
          fc.shuffledSubarray([...told, ...told], { minLength: 2 * told.length }),
        ),
      );
    });
    fc.assert(
      fc.property(cases, ([{ devices, told }, otherDevices, otherTold]) => {
        expect(linksOf(devicesOf(otherDevices), otherTold)).toEqual(linksOf(devicesOf(devices), told));
      }),
    );
  });

  test('no evidence of a known device is lost: each stands at a link', () => {
    const claims = fc.record({
      from: fc.nat(5),
      port: fc.nat(4),
      chassis: fc.record({
        kind: fc.constantFrom('mac', 'address', 'name', 'local', 'component' as const),
        value: fc.constantFrom('', macOf(1), macOf(2), '192.0.2.3', 'sw-4', 'nobody', '02:00:00:00:00:01'),
      }),
      remotePort: fc.record({
        kind: fc.constantFrom('mac', 'component', 'alias', 'local' as const),
        value: fc.constantFrom('', 'Gi1/0/1', 'to 1', macOf(2, 1), '11', 'eth7'),
      }),
      portDescription: fc.constantFrom('', 'Gi1/0/2', 'nowhere'),
      sysName: fc.constantFrom('', 'sw-1', 'SW-2.example.gov.cn', 'stranger'),
    });
    fc.assert(
      fc.property(fc.array(claims, { maxLength: 30 }), (told) => {
        const devices = Array.from({ length: 6 }, (_, number) => aDevice(number, 5));
        const evidence = told.map(
          ({ from, port, ...rest }): Evidence => ({
            kind: 'lldp',
            resourceId: idOf(from),
            port: port === 0 ? '' : portName(port),
            at: NOW,
            addresses: [],
            ...rest,
          }),
        );
        const links = linksOf(devicesOf(devices), evidence);
        const kept = new Set(links.flatMap(({ evidence: own }) => own.map(evidenceKey)));
        const isOfItself = (one: Evidence) => one.kind === 'lldp' && linksOf(devicesOf(devices), [one]).length === 0;
        expect(evidence.filter((one) => !kept.has(evidenceKey(one)) && !isOfItself(one))).toEqual([]);
      }),
    );
  });

  test('two neighbours on one port are both shown, as in conflict', () => {
    const { devices, joints } = networkOf([0, 0]);
    const [first, second] = joints;
    if (!first || !second) throw new Error('two joints');
    const links = linksOf(devicesOf(devices), [lldpOf(first), lldpOf({ ...second, aPort: first.aPort })]);
    expect(links.map(({ conflicts }) => conflicts)).toEqual([1, 1]);
  });

  test('a neighbour that took the place of another an hour ago contradicts nobody', () => {
    const { devices, joints } = networkOf([0, 0]);
    const [first, second] = joints;
    if (!first || !second) throw new Error('two joints');
    const conflictsWhen = (laterMs: number) =>
      linksOf(devicesOf(devices), [lldpOf(first, NOW - laterMs), lldpOf({ ...second, aPort: first.aPort })]).map(
        ({ conflicts }) => conflicts,
      );
    expect(conflictsWhen(3_600_001)).toEqual([0, 0]);
    expect(conflictsWhen(3_600_000)).toEqual([1, 1]);
  });

  test('strangers that are called alike are two where their chassis differ, and one where LLDP and CDP speak of it on one port', () => {
    const { devices } = networkOf([0]);
    const stranger = (port: number, mac: string): Evidence => ({
      ...{ kind: 'lldp', resourceId: idOf(0), port: portName(port), at: NOW, chassis: { kind: 'mac', value: mac } },
      ...{ remotePort: { kind: 'name', value: 'Gi0/1' }, portDescription: '', sysName: 'Switch', addresses: [] },
    });
    const cdp: Evidence = {
      ...{ kind: 'cdp', resourceId: idOf(0), port: portName(1), at: NOW },
      ...{ deviceId: 'Switch.example.gov.cn', remotePort: 'Gi0/1', addresses: [] },
    };
    const links = linksOf(devicesOf(devices), [stranger(1, '00:00:5e:00:53:01'), stranger(2, '00:00:5e:00:53:02'), cdp]);
    expect(links.map(({ evidence }) => evidence.map(({ kind }) => kind))).toEqual([['cdp', 'lldp'], ['lldp']]);
    expect(new Set(links.flatMap(({ a, b }) => [a, b]).flatMap(({ resourceId, node }) => (resourceId === null ? [node] : []))).size).toBe(
      2,
    );
  });

  test('a device that invents thousands of neighbours, switches and hosts by the thousand: no more work than they are', () => {
    const devices = Array.from({ length: 4000 }, (_, number) => aDevice(number, 1));
    const invented = Array.from(
      { length: 4000 },
      (_, at): Evidence => ({
        ...{ kind: 'lldp', resourceId: idOf(0), port: portName(1), at: NOW, chassis: { kind: 'local', value: `x${at}` } },
        ...{ remotePort: { kind: 'local', value: '1' }, portDescription: '', sysName: '', addresses: [] },
      }),
    );
    const learned = (resource: number): Evidence => ({
      ...{ kind: 'fdb', resourceId: idOf(resource), port: portName(1), at: NOW, vlan: 1 },
      macs: devices.map((_, number) => macOf(number)),
    });
    const began = performance.now();
    const links = linksOf(devicesOf(devices), [...invented, learned(0), learned(1), learned(2)]);
    expect(performance.now() - began).toBeLessThan(5000);
    expect(links.filter(({ evidence }) => evidence.some(({ kind }) => kind === 'lldp')).map(({ conflicts }) => conflicts)).toEqual(
      invented.map(() => 3999),
    );
  });

  test('a neighbour that is not watched has a name and a link of its own; once it is watched, the same evidence is of its link', () => {
    const { devices, joints } = networkOf([0]);
    const evidence = joints.map((joint) => lldpOf(joint));
    const [link] = linksOf(devicesOf(devices.slice(0, 1)), evidence);
    expect([link?.a, link?.b].find((end) => end?.resourceId === null)).toMatchObject({ name: 'sw-1', port: 'Gi1/0/1' });
    expect(endsOf(devices, evidence)).toEqual(truthOf(joints));
  });

  test('a name that two devices share names neither', () => {
    const { devices, joints } = networkOf([0, 0]);
    const twins = devices.map((device) => ({ ...device, sysName: 'sw' }));
    const named = joints.map(
      (joint): Evidence => ({ ...lldpOf(joint), kind: 'lldp', chassis: { kind: 'local', value: 'sw' }, sysName: 'sw' }) as Evidence,
    );
    expect(
      linksOf(devicesOf(twins), named)
        .flatMap(({ a, b }) => [a, b])
        .filter(({ resourceId }) => resourceId === null),
    ).toHaveLength(2);
  });
});

describe('R-8.4.2-c2-1 links from what switches learned', () => {
  /** What every switch of a tree learns when everybody has spoken: on each port the addresses of all that is behind it. */
  function fdbsOf(devices: readonly Device[], joints: readonly Joint[], isSwitch: (number: number) => boolean): readonly Evidence[] {
    const behind = (from: number, via: Joint): number[] => {
      const there = via.a === from ? via.b : via.a;
      const onward = joints.filter((joint) => joint !== via && (joint.a === there || joint.b === there));
      return [there, ...onward.flatMap((joint) => behind(there, joint))];
    };
    return devices.flatMap((_, number) =>
      !isSwitch(number)
        ? []
        : joints
            .filter(({ a, b }) => a === number || b === number)
            .map(
              (joint): Evidence => ({
                kind: 'fdb',
                resourceId: idOf(number),
                port: portName(joint.a === number ? joint.aPort : joint.bPort),
                at: NOW,
                vlan: 1,
                macs: behind(number, joint).map((one) => macOf(one)),
              }),
            ),
    );
  }

  test('are exactly those of any tree of switches and hosts, hosts with an open port', () => {
    fc.assert(
      fc.property(trees, (parents) => {
        const { devices, joints } = networkOf(parents);
        const isSwitch = (number: number) => joints.filter(({ a, b }) => a === number || b === number).length > 1 || number === 0;
        const open = (number: number, port: number) => (isSwitch(number) ? portName(port) : '');
        const truth = joints
          .map(({ a, aPort, b, bPort }) => [`${idOf(a)} ${open(a, aPort)}`, `${idOf(b)} ${open(b, bPort)}`].sort().join(' - '))
          .sort();
        expect(endsOf(devices, fdbsOf(devices, joints, isSwitch)).sort()).toEqual(truth);
      }),
    );
  });

  test('agree with what neighbours tell and add to its confidence; what contradicts it is not believed', () => {
    const { devices, joints } = networkOf([0, 1]);
    const [first] = joints;
    if (!first) throw new Error('a joint');
    const links = linksOf(devicesOf(devices), [lldpOf(first), ...fdbsOf(devices, joints, (number) => number < 2)]);
    const told = links.find(({ a, b }) => a.resourceId === idOf(0) && b.resourceId === idOf(1));
    expect(told?.evidence.map(({ kind }) => kind)).toEqual(['fdb', 'fdb', 'lldp']);
    expect(told?.confidence).toBe(0.98);
    expect(links).toHaveLength(2);
  });

  test('a host without an address of its own is found by what was resolved for it', () => {
    const sw = aDevice(0, 2);
    const host: Device = { ...aDevice(1, 0), chassisMac: '' };
    const mac = '00:50:56:00:00:07';
    const arp: Evidence = { kind: 'arp', resourceId: sw.id, port: 'Vlanif7', at: NOW, address: '192.0.2.1', mac };
    const fdb: Evidence = { kind: 'fdb', resourceId: sw.id, port: portName(2), at: NOW, vlan: 7, macs: [mac] };
    const [link] = linksOf(devicesOf([sw, host]), [arp, fdb]);
    expect(link).toMatchObject({ a: { resourceId: sw.id, port: portName(2) }, b: { resourceId: host.id, port: '' }, confidence: 0.68 });
    expect(link?.evidence.map(({ kind }) => kind)).toEqual(['arp', 'fdb']);
  });
});
