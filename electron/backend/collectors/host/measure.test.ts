import { describe, expect, it } from 'vitest';
import { metricDefinition } from '../../../../shared/domain/metric/catalogue.ts';
import type { InterfaceState } from './decode/interfaces.ts';
import type { Process } from './decode/processes.ts';
import type { Usage } from './filesystems.ts';
import { measure, NO_MEMORY, type Reading } from './measure.ts';
import type { Snapshot } from './snapshot.ts';

const eth: InterfaceState = {
  flags: 0x1003,
  operstate: 'up',
  carrier: true,
  carrierUps: 1,
  isPhysical: true,
  hasMaster: false,
  bridgePorts: null,
  isConfigured: true,
};
const usage: Usage = { blockBytes: 4096, blocks: 1000, freeBlocks: 300, availableBlocks: 100, inodes: 200, freeInodes: 150 };
const mount = { path: '/', type: 'ext4', source: '/dev/sda1', isReadOnly: false, isRemote: false };

function snapshot(at: number, scale: number, over: Partial<Snapshot> = {}): Snapshot {
  const process: Process = { pid: 1, name: 'nginx', state: 'R', ticks: 50 * scale, startedAt: 1, residentPages: 10 };
  return {
    at,
    cpu: {
      all: { total: 200 * scale, idle: 100 * scale, iowait: 20 * scale },
      cores: new Map([['cpu0', { total: 100 * scale, idle: 80 * scale, iowait: 0 }]]),
    },
    load: [0.5, 0.4, 0.3],
    memory: { total: 1000, available: 250, swapTotal: 0, swapFree: 0 },
    disks: new Map([['sda', { readBytes: 1000 * scale, writtenBytes: 2000 * scale, busyMs: 500 * scale }]]),
    interfaces: new Map([
      ['eth0', { counters: { inBytes: 1000 * scale, outBytes: 500 * scale, inErrors: scale, outErrors: 0 }, state: eth }],
    ]),
    processes: new Map([[1, process]]),
    pageBytes: 4096,
    uptimeS: 60,
    mounts: [mount],
    usage: new Map([['/', usage]]),
    ...over,
  };
}

const table = (readings: readonly Reading[]) =>
  Object.fromEntries(readings.map(({ metric, component, value }) => [component === '' ? metric : `${metric} ${component}`, value]));

describe('R-8.4.2-c3-1 host readings', () => {
  it('R-8.2.2-0-4 say why they are missing: a first reading, a counter that began again, a mount that does not answer', () => {
    const reasons = (...args: Parameters<typeof measure>) =>
      Object.fromEntries(measure(...args).readings.flatMap(({ metric, quality }) => (quality === undefined ? [] : [[metric, quality]])));
    const silent = new Map([['/', null]]);
    const rates = ['cpu.utilisation', 'cpu.iowait', 'cpu.core.utilisation', 'disk.read', 'disk.write', 'disk.utilisation'];
    const ports = ['interface.in', 'interface.out', 'interface.in.errors', 'interface.out.errors'];
    expect(reasons(null, snapshot(1000, 1, { usage: silent }), NO_MEMORY)).toEqual({
      ...Object.fromEntries([...rates, ...ports].map((metric) => [metric, 'first'])),
      'filesystem.utilisation': 'noValue',
      'filesystem.used': 'noValue',
    });
    const again = reasons(snapshot(1000, 5), snapshot(3000, 2), NO_MEMORY);
    expect(again).toMatchObject(Object.fromEntries([...rates, 'interface.in'].map((metric) => [metric, 'restarted'])));
    expect(reasons(snapshot(1000, 1), snapshot(3000, 2), NO_MEMORY)).toEqual({});
  });

  it('have null rates in the first cycle, never zero', () => {
    expect(table(measure(null, snapshot(1000, 1), NO_MEMORY).readings)).toEqual({
      'cpu.utilisation': null,
      'cpu.iowait': null,
      'cpu.core.utilisation cpu0': null,
      'load.1m': 0.5,
      'load.5m': 0.4,
      'load.15m': 0.3,
      'memory.utilisation': 75,
      'memory.used': 750,
      'memory.total': 1000,
      'filesystem.utilisation /': 87.5,
      'filesystem.used /': 700 * 4096,
      'filesystem.total /': 1000 * 4096,
      'filesystem.inode.utilisation /': 25,
      'disk.read sda': null,
      'disk.write sda': null,
      'disk.utilisation sda': null,
      'interface.up eth0': 1,
      'interface.in eth0': null,
      'interface.out eth0': null,
      'interface.in.errors eth0': null,
      'interface.out.errors eth0': null,
      'process.count': 1,
      'process.running': 1,
      'process.memory nginx': 40_960,
      'system.uptime': 60,
    });
  });

  it('are rates over the time that passed from the second cycle on', () => {
    const first = measure(null, snapshot(1000, 1), NO_MEMORY);
    const second = table(measure(snapshot(1000, 1), snapshot(3000, 2), first.memory).readings);
    expect(second).toMatchObject({
      'cpu.utilisation': 50,
      'cpu.iowait': 10,
      'cpu.core.utilisation cpu0': 20,
      'disk.read sda': 500,
      'disk.write sda': 1000,
      'disk.utilisation sda': 25,
      'interface.in eth0': 4000,
      'interface.out eth0': 2000,
      'interface.in.errors eth0': 0.5,
      'interface.out.errors eth0': 0,
      'process.cpu nginx': 25,
    });
  });

  it('are a gap where a file system does not answer, and nothing where a platform gives nothing', () => {
    const dead = table(measure(null, snapshot(0, 1, { usage: new Map([['/', null]]) }), NO_MEMORY).readings);
    expect(dead['filesystem.utilisation /']).toBeNull();
    const bare = snapshot(0, 1, {
      disks: null,
      interfaces: null,
      processes: null,
      load: null,
      mounts: [],
      cpu: { all: { total: 1, idle: 1, iowait: null }, cores: new Map() },
    });
    expect(Object.keys(table(measure(null, bare, NO_MEMORY).readings))).toEqual([
      'cpu.utilisation',
      'memory.utilisation',
      'memory.used',
      'memory.total',
      'system.uptime',
    ]);
  });

  it('say an interface is down that was up, even where the kernel does not count carriers', () => {
    const before = snapshot(0, 1, {
      interfaces: new Map([
        ['tun0', { counters: { inBytes: 0, outBytes: 0, inErrors: 0, outErrors: 0 }, state: { ...eth, carrierUps: 0, isPhysical: false } }],
      ]),
    });
    const first = measure(null, before, NO_MEMORY);
    const down = { ...eth, carrierUps: 0, isPhysical: false, operstate: 'down', carrier: false };
    const now = snapshot(1000, 2, {
      interfaces: new Map([['tun0', { counters: { inBytes: 0, outBytes: 0, inErrors: 0, outErrors: 0 }, state: down }]]),
    });
    const second = measure(before, now, first.memory);
    expect(table(second.readings)['interface.up tun0']).toBe(0);
    expect(table(measure(now, now, second.memory).readings)['interface.up tun0']).toBe(0);
    expect(table(measure(null, now, NO_MEMORY).readings)).not.toHaveProperty('interface.up tun0');
  });

  it('are all in the catalogue, with a component exactly where it asks for one', () => {
    for (const { metric, component } of measure(snapshot(0, 1), snapshot(1000, 2), NO_MEMORY).readings)
      expect(metricDefinition(metric)?.perComponent, metric).toBe(component !== '');
  });
});
