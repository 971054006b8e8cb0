import { describe, expect, it } from 'vitest';
import { parseExposition } from '../../../../shared/domain/prometheus/text.ts';
import { measure, NO_MEMORY } from '../host/measure.ts';
import { isOfNode, nodeFacts, nodeSeries, nodeSnapshot } from './node.ts';

function series(text: string) {
  const parsed = parseExposition(text, isOfNode);
  if ('malformed' in parsed) throw new Error(parsed.malformed.why);
  return nodeSeries(parsed.exposition.samples);
}

const text = (idle: number, user: number, received: number): string =>
  [
    `node_cpu_seconds_total{cpu="0",mode="idle"} ${idle}`,
    `node_cpu_seconds_total{cpu="0",mode="user"} ${user}`,
    'node_cpu_seconds_total{cpu="0",mode="iowait"} 0',
    'node_memory_MemTotal_bytes 1000',
    'node_memory_MemAvailable_bytes 250',
    'node_load1 1\nnode_load5 2\nnode_load15 3',
    'node_boot_time_seconds 1000\nnode_time_seconds 4600',
    'node_filesystem_size_bytes{device="/dev/vda1",fstype="ext4",mountpoint="/"} 1000',
    'node_filesystem_free_bytes{device="/dev/vda1",fstype="ext4",mountpoint="/"} 300',
    'node_filesystem_avail_bytes{device="/dev/vda1",fstype="ext4",mountpoint="/"} 100',
    'node_filesystem_size_bytes{device="/dev/vda1",fstype="ext4",mountpoint="/var/bind"} 1000',
    'node_filesystem_size_bytes{device="tmpfs",fstype="tmpfs",mountpoint="/run"} 10',
    'node_filesystem_size_bytes{device="nas:/x",fstype="nfs4",mountpoint="/nas"} 10',
    'node_filesystem_device_error{device="nas:/x",fstype="nfs4",mountpoint="/nas"} 1',
    'node_disk_read_bytes_total{device="vda"} 0\nnode_disk_written_bytes_total{device="vda"} 0\nnode_disk_io_time_seconds_total{device="vda"} 0',
    'node_disk_read_bytes_total{device="loop0"} 0',
    ...['eth0', 'eth1', 'eth2', 'veth1', 'lo'].flatMap((name) => [
      `node_network_receive_bytes_total{device="${name}"} ${received}`,
      `node_network_transmit_bytes_total{device="${name}"} 0`,
      `node_network_flags{device="${name}"} ${name === 'lo' ? 9 : name === 'eth2' ? 4098 : 4099}`,
      `node_network_carrier_up_changes_total{device="${name}"} 1`,
      `node_network_info{device="${name}",operstate="${name === 'eth1' ? 'down' : 'up'}"} 1`,
    ]),
    'node_uname_info{nodename="web01",release="6.1.0",machine="x86_64"} 1',
    'node_os_info{pretty_name="Debian 12"} 1',
  ].join('\n');

describe('R-8.4.2-c3-1 the machine of a node_exporter', () => {
  const at = (told: string, moment: number) => nodeSnapshot(series(told), moment) ?? expect.fail('no snapshot');
  const first = at(text(100, 50, 1000), 0);
  const readings = (before: typeof first | null) => {
    const told = measure(before, at(text(107, 53, 2250), 10_000), NO_MEMORY).readings;
    return new Map(told.map(({ metric, component, value }) => [`${metric} ${component}`.trim(), value]));
  };

  it('has the figures the local host has, rates from two looks', () => {
    const found = readings(first);
    expect(found.get('cpu.utilisation')).toBeCloseTo(30);
    expect(found.get('cpu.core.utilisation cpu0')).toBeCloseTo(30);
    expect(found.get('memory.utilisation')).toBe(75);
    expect(found.get('filesystem.utilisation /')).toBeCloseTo(87.5);
    expect(found.get('interface.in eth0')).toBe(1000);
    expect(found.get('system.uptime')).toBe(3600);
    expect(found.get('load.15m')).toBe(3);
    expect(readings(null).get('interface.in eth0')).toBeNull();
  });

  it('leaves out what nobody watches, and says what did not answer and what is down', () => {
    const found = readings(first);
    expect([...found.keys()].filter((key) => key.startsWith('filesystem.used'))).toEqual(['filesystem.used /', 'filesystem.used /nas']);
    expect(found.get('filesystem.used /nas')).toBeNull();
    expect([...found].filter(([key]) => key.startsWith('interface.up'))).toEqual([
      ['interface.up eth0', 1],
      ['interface.up eth1', 0],
    ]);
    expect([...found.keys()].filter((key) => key.startsWith('disk.read'))).toEqual(['disk.read vda']);
  });

  it('says what it is; another exporter is none', () => {
    expect(Object.fromEntries(nodeFacts(series(text(1, 1, 1))).map(({ name, value }) => [name, value]))).toEqual({
      hostname: 'web01',
      'os.name': 'Debian 12',
      'os.kernel': '6.1.0',
      'cpu.architecture': 'x86_64',
    });
    expect(nodeSnapshot(series('node_load1 1'), 0)).toBeNull();
  });
});
