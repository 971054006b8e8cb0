import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { snmpCollector } from '../../electron/backend/collectors/snmp/collector.ts';
import type { NetworkPart } from '../../shared/domain/network/inventory.ts';
import type { Observation } from '../../shared/domain/observation/observation.ts';
import { panelOf } from '../../shared/domain/panel/panel.ts';
import { lacking, startCollector, verdictOf } from './peers.ts';
import { community } from './snmpd.ts';
import { growing, recordingOf, type Simulator, startSimulator } from './snmpsim.ts';

/** ifHCInOctets and ifHCOutOctets of Fa3/0/43, in octets a second; its speed is 100 Mbit/s. */
const IN = { oid: '1.3.6.1.2.1.31.1.1.1.6.11043', perSecond: 125_000 } as const;
const OUT = { oid: '1.3.6.1.2.1.31.1.1.1.10.11043', perSecond: 500_000 } as const;

const DEVICES = ['catalyst', 'procurve', 'linux', 'bridge'] as const;
type Device = (typeof DEVICES)[number];

/**
 * A bridge of four ports by RFC 4363, as no recording of the package has one: GE1 and GE2 in VLAN 10 without tag, GE4 with all, VLAN 20 ordered
 * on GE3 and in force on GE2 and GE3; the port numbers of the bridge are not ifIndex.
 */
const BRIDGE = [
  ...['1.3.6.1.2.1.1.1.0|4|a bridge', '1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.99999.1', '1.3.6.1.2.1.1.3.0|67|360000', '1.3.6.1.2.1.1.5.0|4|SW-Q'],
  ...[11, 12, 13, 14].map((index) => `1.3.6.1.2.1.2.2.1.2.${index}|4|GE${index - 10}`),
  ...[11, 12, 13, 14].map((index) => `1.3.6.1.2.1.2.2.1.4.${index}|2|${index === 14 ? 9216 : 1500}`),
  ...['1.3.6.1.2.1.2.2.1.9.11|67|0', '1.3.6.1.2.1.2.2.1.9.14|67|300000'],
  ...[11, 12, 13, 14].map((index) => `1.3.6.1.2.1.17.1.4.1.2.${index - 10}|2|${index}`),
  // TimeMark 0: VLAN 10 on ports 1, 2 and 4, without tag on 1 and 2; VLAN 20 on 2, 3 and 4, without tag on 3.
  ...['1.3.6.1.2.1.17.7.1.4.2.1.4.0.10|4x|d0', '1.3.6.1.2.1.17.7.1.4.2.1.4.0.20|4x|70'],
  ...['1.3.6.1.2.1.17.7.1.4.2.1.5.0.10|4x|c0', '1.3.6.1.2.1.17.7.1.4.2.1.5.0.20|4x|20'],
  ...['1.3.6.1.2.1.17.7.1.4.3.1.1.10|4x|e58a9ee585ac', '1.3.6.1.2.1.17.7.1.4.3.1.1.20|4|servers'],
  ...['1.3.6.1.2.1.17.7.1.4.3.1.2.10|4x|d0', '1.3.6.1.2.1.17.7.1.4.3.1.2.20|4x|20'],
  ...['1.3.6.1.2.1.17.7.1.4.3.1.4.10|4x|c0', '1.3.6.1.2.1.17.7.1.4.3.1.4.20|4x|20'],
  ...['1.3.6.1.2.1.17.7.1.4.3.1.5.10|2|1', '1.3.6.1.2.1.17.7.1.4.3.1.5.20|2|1'],
  ...[1, 2, 3, 4].map((port) => `1.3.6.1.2.1.17.7.1.4.5.1.1.${port}|66|${[10, 10, 20, 1][port - 1]}`),
  '',
].join('\n');

const told = (observations: readonly Observation[]) =>
  observations.flatMap((one) => (one.kind === 'fact' || one.kind === 'sample' ? [one] : []));
/** What was said of a component, by name of fact and metric. */
function saidOf(observations: readonly Observation[], component = ''): Readonly<Record<string, unknown>> {
  const ofIt = told(observations).filter((one) => one.component === component);
  return Object.fromEntries(ofIt.map((one) => [one.kind === 'fact' ? one.name : one.metric, one.value]));
}
const samplesOf = (observations: readonly Observation[]) => observations.flatMap((one) => (one.kind === 'sample' ? [one] : []));
const componentsOf = (observations: readonly Observation[], metric: string): readonly string[] =>
  samplesOf(observations).flatMap((one) => (one.metric === metric ? [one.component] : []));

const missing = lacking('SNMP recordings', { programs: ['snmpsimd'], try: () => void recordingOf('hp_perf') });

describe.skipIf(missing !== null)(
  'R-8.4.2-c2-9 R-8.4.2-c3-1 recordings of real devices, against a table made by hand with snmpget and the MIBs',
  () => {
    const running = startCollector(snmpCollector, new Map(DEVICES.map((name) => [name, community('2c', name)])));
    let simulator: Simulator;
    const ask = (collector: typeof running, credential: Device) =>
      collector.collect([{ address: '127.0.0.1', config: { protocol: 'snmp', port: simulator.port, credential }, intervalMs: 60_000 }]);
    /** The first two cycles of a device, as one that was just added has them. */
    const twoCycles = async (credential: Device, pauseMs = 0) => {
      const fresh = startCollector(snmpCollector, new Map([[credential, community('2c', credential)]]));
      const first = await ask(fresh, credential);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      const second = await ask(fresh, credential);
      await fresh.stop();
      return { first, second };
    };

    /** What is told slowly comes one thing a cycle. */
    const manyCycles = async (credential: Device, count: number) => {
      const fresh = startCollector(snmpCollector, new Map([[credential, community('2c', credential)]]));
      const first = await ask(fresh, credential);
      const rest: Observation[] = [];
      for (let cycle = 1; cycle < count; cycle += 1) rest.push(...(await ask(fresh, credential)));
      await fresh.stop();
      return { first, rest };
    };

    beforeAll(async () => {
      simulator = await startSimulator({
        catalyst: growing(growing(recordingOf('cisco_16_switch'), IN.oid, IN.perSecond), OUT.oid, OUT.perSecond),
        procurve: recordingOf('hp_perf'),
        linux: recordingOf('recorded/linux-full-walk'),
        bridge: BRIDGE,
      });
      await vi.waitFor(async () => expect(verdictOf(await ask(running, 'procurve'))).toBe('reachable'), { timeout: 30_000, interval: 100 });
    }, 60_000);
    afterAll(async () => {
      await running.stop();
      await simulator.stop();
    });

    it('a Catalyst 3750 stack', async () => {
      const { first, second } = await twoCycles('catalyst', 1500);
      expect(saidOf(first)).toMatchObject({
        hostname: 'Profiler3750',
        'system.location': 'Bangalore',
        'device.vendor': 'Cisco',
        'device.model': 'WS-C3750-48PS-S',
        'device.serial': 'CAT0952N20R',
        'device.version': '12.2(55)SE10',
        'os.name': 'Cisco IOS',
        'device.profile': 'Cisco IOS / IOS XE',
        'monitoring.missing': '',
        // sysUpTime 697202257 hundredths; cpmCPUTotal1minRev; ciscoMemoryPoolUsed and Free of the pool Processor.
        'system.uptime': 6_972_022.57,
        'cpu.utilisation': 53,
        'memory.used': 34_973_844,
        'memory.total': 34_973_844 + 33_184_936,
        'memory.utilisation': (100 * 34_973_844) / 68_158_780,
        'connection.count': 0,
      });
      expect(saidOf(first, 'Switch 3 - WS-C3750-48P - Power Supply 0')).toEqual({
        'module.class': 'powerSupply',
        'module.serial': 'LIT095000BE',
      });
      // One fan and one supply, both normal; the redundant supply, the temperature and the sensors are not there.
      expect(samplesOf(first).filter(({ metric }) => metric === 'hardware.up' || metric.startsWith('sensor.'))).toMatchObject([
        { metric: 'hardware.up', component: 'Switch#3, Fan#1', value: 1 },
        { metric: 'hardware.up', component: 'Sw3, PS1', value: 1 },
      ]);
      const ports = first.flatMap((one) => (one.kind === 'fact' && one.name === 'interface.adminUp' ? [one.value] : []));
      expect([ports.length, ports.filter(Boolean).length]).toEqual([59, 55]);
      expect(componentsOf(first, 'interface.up'), 'what is switched off reports nothing').toHaveLength(55);
      const up = samplesOf(first).flatMap((one) => (one.metric === 'interface.up' && one.value === 1 ? [one.component] : []));
      expect(up).toEqual(['Vl1', 'Vl60', 'Fa3/0/3', 'Fa3/0/7', 'Fa3/0/9', 'Fa3/0/11', 'Fa3/0/43', 'Fa3/0/48', 'Nu0']);
      const port = { 'interface.adminUp': true, 'interface.type': 6 };
      expect(saidOf(first, 'Fa3/0/1')).toEqual({
        ...port,
        'interface.index': 11001,
        'interface.speed': 1e7,
        'interface.mac': '00:16:c7:02:6e:83',
        // Down, and not one octet in eighty days: a free port.
        'interface.up': null,
      });
      expect(saidOf(first, 'Fa3/0/42')).toMatchObject({
        ...port,
        'interface.alias': 'connected to cube 12b ruckus ap',
        'interface.speed': 1e8,
        'interface.up': 0,
        'interface.in': null,
      });
      expect(saidOf(second, 'Fa3/0/42')).toMatchObject({
        'interface.up': 0,
        'interface.in': 0,
        'interface.out': 0,
        'interface.in.errors': 0,
      });
      expect(saidOf(first, 'Fa3/0/43')).toMatchObject({
        ...port,
        'interface.alias': 'connected to ruckus wlc',
        'interface.up': 1,
        'interface.in': null,
      });
      const rates = saidOf(second, 'Fa3/0/43') as Readonly<Record<string, number>>;
      // Both counters were read at once: their ratio is exact, the rate itself as exact as the clock between two walks.
      expect((rates['interface.out'] ?? 0) / (rates['interface.in'] ?? 1)).toBeCloseTo(OUT.perSecond / IN.perSecond, 1);
      expect((rates['interface.in'] ?? 0) / (IN.perSecond * 8)).toBeGreaterThan(0.7);
      expect((rates['interface.in'] ?? 0) / (IN.perSecond * 8)).toBeLessThan(1.4);
      expect(rates['interface.in.utilisation']).toBeCloseTo((rates['interface.in'] ?? 0) / 1e6, 6);
    }, 30_000);

    it('a ProCurve 2810-24G of which little was recorded: what it says, and not one figure more', async () => {
      const { first, second } = await twoCycles('procurve');
      const description = 'ProCurve J9021A Switch 2810-24G, revision N.11.75, ROM N.10.01 (/sw/code/build/bass)';
      expect(saidOf(first)).toEqual({
        hostname: 'ProCurve Switch 2810-24G',
        'system.description': description,
        'system.objectId': '1.3.6.1.4.1.11.2.3.7.11.63',
        'device.vendor': 'HPE',
        'device.model': 'J9021A Switch 2810-24G',
        'device.version': 'N.11.75',
        'device.profile': 'HPE ProCurve / ArubaOS-Switch',
        'monitoring.missing': '',
        'snmp.rtt': expect.any(Number),
        'system.uptime': 9_314_405,
      });
      expect(told([...first, ...second]).filter((one) => one.component !== '')).toEqual([]);
      expect(samplesOf(second).map(({ metric }) => metric)).toEqual(['snmp.rtt', 'system.uptime']);
    }, 30_000);

    it('R-8.4.2-c2-9 R-8.2.9-d1-2 what they are made of, and the power they give', async () => {
      const { first, rest } = await manyCycles('catalyst', 3);
      const [hardware] = first.flatMap((one) => (one.kind === 'hardware' ? [one.hardware] : []));
      expect([hardware?.parts.length, hardware?.isCut]).toEqual([58, false]);
      const byIndex = new Map(hardware?.parts.map((part) => [part.index, part]));
      expect(byIndex.get(3001)).toEqual({
        ...{ index: 3001, parent: 1, position: 0, class: 'chassis', component: '3', description: 'WS-C3750-48P' },
        ...{ model: 'WS-C3750-48PS-S', serial: 'CAT0952N20R', manufacturer: '', hardware: 'V05' },
        ...{ firmware: '12.2(55)SE10', software: '12.2(55)SE10', isReplaceable: true, port: '' },
      });
      expect(byIndex.get(1)).toMatchObject({ parent: 0, position: -1, class: 'stack', isReplaceable: false });
      expect(byIndex.get(3003)).toMatchObject({ parent: 3001, class: 'powerSupply', serial: 'LIT095000BE' });
      expect(byIndex.get(3007)).toMatchObject({
        parent: 3002,
        position: 2,
        class: 'container',
        component: 'GigabitEthernet3/0/2 Container',
      });
      expect(byIndex.get(3010)).toMatchObject({ parent: 3002, position: 5, class: 'port', port: 'Fa3/0/3' });
      const ports = hardware?.parts.filter((part) => part.class === 'port') ?? [];
      // 48 sockets, each an interface of its own, and a stack port, whose interface is one of the stack.
      expect(ports).toHaveLength(49);
      expect(new Set(ports.map(({ port }) => port)).size).toBe(49);
      const types = new Map(
        first.flatMap((one) => (one.kind === 'fact' && one.name === 'interface.type' ? [[one.component, Number(one.value)]] : [])),
      );
      const front = panelOf(
        hardware ?? null,
        [...types].map(([component, type]) => ({ component, type })),
      );
      // 48 ports with power, four cages of which the agent tells no port, the stack port; VLANs and the null interface have no socket.
      expect(front).toMatchObject({ isStack: true, sockets: 53, source: 'entities' });
      expect(front.units.map(({ part, slots }) => [part?.serial, slots.map((slot) => slot.part?.index)])).toEqual([
        ['CAT0952N20R', [3002]],
      ]);
      const [block, cages] = front.units[0]?.slots[0]?.blocks ?? [];
      expect([block?.prefix, block?.rows, block?.columns]).toEqual(['Fa3/0/', 2, 24]);
      expect(block?.places.filter(({ column }) => column === 0).map(({ item }) => item.name)).toEqual(['Fa3/0/1', 'Fa3/0/2']);
      expect(cages?.places.map(({ item }) => [item.name, item.media, item.part?.class])).toEqual(
        [1, 2, 3, 4].map((number) => [`Gi3/0/${number}`, 'pluggable', 'container']),
      );
      const [power] = rest.flatMap((one) => (one.kind === 'power' ? [one.power] : []));
      expect(power?.groups).toEqual([{ group: 3, nominalWatts: 370, usedWatts: 30, state: 'on' }]);
      expect(power?.ports).toHaveLength(48);
      const powered = power?.ports.filter(({ state }) => state === 'delivering') ?? [];
      expect(powered.map(({ port, watts, deviceClass }) => [port, watts, deviceClass])).toEqual([
        ['Fa3/0/3', 15.4, 4],
        ['Fa3/0/42', 15.4, 3],
      ]);
      // The first row of the group is 3.3, of Fa3/0/1: numbers of ports are not those of names.
      expect(power?.ports[0]).toEqual({
        ...{ group: 3, number: 3, port: 'Fa3/0/1', isEnabled: true, state: 'searching', deviceClass: null, watts: 0 },
      });
      const procurve = await twoCycles('procurve');
      expect([...procurve.first, ...procurve.second].filter(({ kind }) => kind === 'hardware' || kind === 'power')).toEqual([]);
    }, 60_000);

    it('R-8.4.2-c2-1 who is beside them, and what they learned', async () => {
      const besideOf = (observations: readonly Observation[]) =>
        observations.flatMap((one) => (one.kind === 'neighbour' ? [one.neighbour] : []));
      const catalyst = await twoCycles('catalyst');
      expect(besideOf(catalyst.first)).toEqual([
        { kind: 'cdp', port: 'Fa3/0/48', deviceId: 'C2960X.uac.local', remotePort: 'GigabitEthernet1/0/8', addresses: ['10.204.88.10'] },
      ]);
      const introduced = catalyst.first.flatMap((one) => (one.kind === 'identity' ? [one.identity] : []));
      expect(introduced).toHaveLength(1);
      expect(introduced[0]).toMatchObject({ sysName: 'Profiler3750', addresses: expect.arrayContaining(['127.0.0.1', '10.204.88.16']) });
      expect(introduced[0]?.ports.find(({ index }) => index === '11048')).toMatchObject({ name: 'Fa3/0/48' });
      const learned = besideOf(catalyst.second);
      expect(learned.filter(({ kind }) => kind === 'fdb')).toEqual([
        { kind: 'fdb', port: 'Fa3/0/48', vlan: null, macs: ['68:99:cd:a5:9f:88'] },
      ]);
      const resolved = learned.filter((one) => one.kind === 'arp');
      expect(resolved).toHaveLength(85);
      expect(resolved).toContainEqual({ kind: 'arp', port: 'Vl60', address: '10.204.88.10', mac: '68:99:cd:a5:9f:c1' });

      const procurve = besideOf((await twoCycles('procurve')).second);
      const addresses = procurve.filter((one) => one.kind === 'fdb');
      // Of 350 addresses an agent that plays the recording gives 34, to snmpwalk too; interfaces have no names in it.
      expect(addresses).toHaveLength(34);
      expect(addresses).toContainEqual({ kind: 'fdb', port: '#1', vlan: null, macs: ['0b:16:21:2c:37:42'] });
      expect(procurve.filter(({ kind }) => kind === 'arp')).toHaveLength(350);
    }, 60_000);

    it('R-8.4.2-c2-6 their interfaces, addresses and VLANs', async () => {
      /** What a device has of the network, as it is asked in its fourth cycle. */
      const networkOf = async (credential: Device) => {
        const fresh = startCollector(snmpCollector, new Map([[credential, community('2c', credential)]]));
        const all: Observation[] = [];
        for (let cycle = 0; cycle < 4; cycle++) all.push(...(await ask(fresh, credential)));
        await fresh.stop();
        const parts = all.flatMap((one) => (one.kind === 'network' ? [{ at: one.at, ...one.network }] : []));
        const only = <K extends NetworkPart['part']>(part: K) => {
          const [found] = parts.filter((one): one is Extract<(typeof parts)[number], { part: K }> => one.part === part);
          if (!found) throw new Error(`${credential} said nothing of its ${part}`);
          return found;
        };
        const [ports, addresses, vlans] = [only('interfaces'), only('addresses'), only('vlans')];
        expect([ports.isCut, addresses.isCut, vlans.isCut]).toEqual([false, false, false]);
        const port = (name: string) => ports.items.find((one) => one.port === name);
        const names = (places: readonly number[]) => places.map((place) => vlans.ports[place]);
        const named = vlans.items.map((one) => ({ ...one, tagged: names(one.tagged), untagged: names(one.untagged) }));
        return { parts, port, readAt: ports.at, addresses: addresses.items, vlans: named };
      };

      const catalyst = await networkOf('catalyst');
      expect(catalyst.addresses).toEqual([{ port: 'Vl60', address: '10.204.88.16', prefix: 22 }]);
      // ifLastChange 9363089 of an uptime of 697202257 hundredths of a second.
      const changedAt = catalyst.port('Fa3/0/43')?.changedAt ?? 0;
      expect(Math.abs(catalyst.readAt - (697_202_257 - 9_363_089) * 10 - changedAt)).toBeLessThan(10_000);
      expect(catalyst.port('Fa3/0/43')).toMatchObject({ mtu: 1500, pvid: 65, speed: 1e8, alias: 'connected to ruckus wlc', index: 11_043 });
      expect(catalyst.port('Nu0')).toMatchObject({ changedAt: null, pvid: null });
      // Sixteen of ethernet and four that are always there of other kinds; one trunk, whose list leaves VLAN 70 out.
      expect(catalyst.vlans.map(({ id }) => id)).toEqual([1, 4, 10, 35, 60, 63, 65, 70, 73, 74, 80, 200, 201, 250, 255, 998]);
      const trunk = ['Fa3/0/48'];
      expect(catalyst.vlans.filter(({ id }) => [4, 65, 70, 998].includes(id))).toEqual([
        { id: 4, name: 'mgmt', tagged: trunk, untagged: ['Gi3/0/1'] },
        { id: 65, name: 'vlan65', tagged: trunk, untagged: ['Fa3/0/1', 'Fa3/0/42', 'Fa3/0/43'] },
        { id: 70, name: 'primary-vlan', tagged: [], untagged: [] },
        { id: 998, name: 'VLAN998', tagged: trunk, untagged: [] },
      ]);
      const native = catalyst.vlans[0];
      expect([native?.tagged, native?.untagged.length, native?.untagged.includes('Fa3/0/48')]).toEqual([[], 34, true]);
      expect(catalyst.parts.flatMap((one) => (one.part === 'learned' ? [[one.table, one.rows, one.isCut]] : []))).toEqual([
        ['fdb', 1, false],
        ['arp', 85, false],
      ]);
      const states = catalyst.parts.filter((one) => one.part === 'status');
      expect(
        states.map(({ items }) => items.length),
        'told once, for nothing changes',
      ).toEqual([59]);
      expect(states[0]?.items.find(({ port }) => port === 'Fa3/0/43')).toEqual({ port: 'Fa3/0/43', isAdminUp: true, oper: 1 });

      const linux = await networkOf('linux');
      // The agent of 2007 points to a prefix 215.218.234.183 without length for IPv4: its mask is in the older table.
      expect(linux.addresses).toEqual([
        { port: 'lo', address: '127.0.0.1', prefix: 8 },
        { port: 'eth0', address: '195.218.254.105', prefix: 24 },
        { port: 'lo', address: '::1', prefix: 128 },
        { port: 'eth0', address: 'fe80::212:79ff:fe62:f940', prefix: 64 },
      ]);
      expect(linux.port('lo')).toMatchObject({ mtu: 16_436, changedAt: null });

      const bridge = await networkOf('bridge');
      expect(bridge.vlans).toEqual([
        { id: 10, name: '办公', untagged: ['GE1', 'GE2'], tagged: ['GE4'] },
        { id: 20, name: 'servers', untagged: ['GE3'], tagged: ['GE2', 'GE4'] },
      ]);
      expect([1, 2, 3, 4].map((n) => [bridge.port(`GE${n}`)?.pvid, bridge.port(`GE${n}`)?.mtu])).toEqual([
        [10, 1500],
        [10, 1500],
        [20, 1500],
        [1, 9216],
      ]);
      expect(Math.abs(bridge.readAt - 600_000 - (bridge.port('GE4')?.changedAt ?? 0))).toBeLessThan(10_000);
      expect(bridge.addresses).toEqual([]);
    }, 90_000);

    it('a Linux host', async () => {
      const { first } = await twoCycles('linux');
      // hrSystemUptime 233512142 hundredths; 1021976 kB less 63676 free, 23936 buffers and 207212 cache.
      expect(saidOf(first)).toMatchObject({
        'os.name': 'Linux cray 2.6.21.5-smp',
        'device.profile': 'net-snmp 主机',
        'system.uptime': 2_335_121.42,
        'memory.total': 1_021_976 * 1024,
        'memory.used': 727_152 * 1024,
        'memory.utilisation': (100 * 727_152) / 1_021_976,
        'swap.utilisation': 100 - (100 * 960_556) / 987_988,
        'cpu.utilisation': 11,
        'process.count': 165,
        'load.1m': 0.46,
      });
      expect(componentsOf(first, 'filesystem.utilisation')).toEqual(['/', '/usr/local', '/export']);
      expect(saidOf(first, '/export')).toEqual({
        'filesystem.utilisation': (100 * 90_601_816) / 96_144_541,
        'filesystem.used': 90_601_816 * 4096,
        'filesystem.total': 96_144_541 * 4096,
      });
      expect(saidOf(first, 'cpu1')).toEqual({ 'cpu.core.utilisation': 9 });
      expect(componentsOf(first, 'interface.up')).toEqual(['lo', 'eth0']);
    }, 30_000);
  },
);
