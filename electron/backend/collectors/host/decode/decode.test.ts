import { describe, expect, it } from 'vitest';
import { increase, percent, perSecond } from './counters.ts';
import { cpuShare, decodeCpu } from './cpu.ts';
import { decodeDisks } from './disks.ts';
import { decodeMemory } from './memory.ts';
import { decodeDeviceTypes, decodeMounts } from './mounts.ts';
import { decodePageBytes, decodeProcess, isNameVague, type Process, programName, programUse, topNames } from './processes.ts';
import { decodeLoad, decodeOsName, decodeUptime } from './system.ts';

describe('counters', () => {
  it.each([
    ['grow', 10, 30, 20],
    ['stand still', 10, 10, 0],
    ['pass the end of 32 bits', 2 ** 32 - 100, 50, 150],
    ['begin again after a reboot', 5000, 20, null],
    ['begin again although they were large', 2 ** 40, 20, null],
    ['have no earlier reading', undefined, 20, null],
  ])('that %s', (_, before, now, expected) => {
    expect(increase(before, now)).toBe(expected);
  });

  it('give no rate for a first reading or when no time passed, never zero', () => {
    expect(perSecond(undefined, 5, 1000)).toBeNull();
    expect(perSecond(1, 5, 0)).toBeNull();
    expect(perSecond(1, 5, 2000)).toBe(2);
  });

  it('stay inside 0 and 100 per cent', () => {
    expect(percent(120, 100)).toBe(100);
    expect(percent(-5, 100)).toBe(0);
    expect(percent(1, 0)).toBeNull();
  });
});

describe('R-8.2.2-a3-1 /proc/stat', () => {
  const first = decodeCpu(
    'cpu  100 0 100 700 100 0 0 0 40 0\ncpu0 50 0 50 350 50 0 0 0 20 0\ncpu1 50 0 50 350 50 0 0 0 20 0\nintr 9 0 0\nctxt 5\nbtime 1\n',
  );
  const second = decodeCpu('cpu  160 0 120 760 160 0 0 0 90 0\ncpu0 110 0 70 350 60 0 0 0 70 0\nctxt 6\n');

  it('gives utilisation and iowait of the time between two readings, guests not counted twice', () => {
    expect(cpuShare(first.all, second.all)).toEqual({ utilisation: 40, iowait: 30 });
    expect(cpuShare(first.cores.get('cpu0'), second.cores.get('cpu0') ?? null).utilisation).toBeCloseTo((100 * 80) / 90);
  });

  it('gives null for the first reading, for a core that is gone and for one that was off', () => {
    expect(cpuShare(undefined, second.all)).toEqual({ utilisation: null, iowait: null });
    expect(second.cores.has('cpu1')).toBe(false);
    expect(cpuShare(second.all, first.all)).toEqual({ utilisation: null, iowait: null });
  });

  it('takes an idle counter that stepped back for full load, not for more', () => {
    const back = decodeCpu('cpu  300 0 120 755 160 0 0 0 0 0\n');
    expect(cpuShare(second.all, back.all).utilisation).toBe(100);
  });

  it('reads kernels that report fewer columns', () => {
    expect(decodeCpu('cpu  10 0 10 80\n').all).toEqual({ total: 100, idle: 80, iowait: 0 });
  });
});

describe('R-8.2.2-a3-2 /proc/meminfo', () => {
  it('takes MemAvailable, and free, buffers and cache where an old kernel has none', () => {
    const common =
      'MemTotal:        1000 kB\nMemFree:          100 kB\nBuffers:           50 kB\nCached:           250 kB\nSwapTotal:        200 kB\nSwapFree:          50 kB\n';
    expect(decodeMemory(`${common}MemAvailable:     600 kB\n`)).toEqual({
      total: 1_024_000,
      available: 614_400,
      swapTotal: 204_800,
      swapFree: 51_200,
    });
    expect(decodeMemory(common)).toMatchObject({ available: 409_600 });
    expect(decodeMemory('')).toBeNull();
  });
});

describe('/proc/diskstats', () => {
  it('reads whole disks of old and new kernels, without partitions, loops and volumes of the device mapper', () => {
    const text = [
      '   8       0 sda 100 0 2000 30 50 0 1000 20 0 45 50',
      '   8       1 sda1 100 0 2000 30 50 0 1000 20 0 45 50',
      ' 259       0 nvme0n1 42637 9101 2713946 16460 10010 61460 3954904 11711 0 9768 29785 4111 28 166960 825 1214 787',
      ' 253       0 dm-0 10 0 10 1 1 0 1 1 0 1 1 0 0 0 0 0 0',
      '   7       0 loop0 10 0 10 1 1 0 1 1 0 1 1',
      '   8      16 sdb 0 0 0 0 0 0 0 0 0 0 0',
    ].join('\n');
    const disks = decodeDisks(text, new Set(['sda', 'sdb', 'nvme0n1', 'dm-0', 'loop0']));
    expect([...disks.keys()]).toEqual(['sda', 'nvme0n1']);
    expect(disks.get('sda')).toEqual({ readBytes: 1_024_000, writtenBytes: 512_000, busyMs: 45 });
    expect(disks.get('nvme0n1')?.busyMs).toBe(9768);
  });
});

describe('/proc/self/mountinfo', () => {
  const types = decodeDeviceTypes(
    'nodev\tsysfs\nnodev\ttmpfs\n\text4\n\txfs\n\tsquashfs\n\tvfat\n\tiso9660\nnodev\tfuse\n\tfuseblk\n\tbtrfs\n',
  );
  const line = (id: number, device: string, root: string, path: string, rest: string) => `${id} 1 ${device} ${root} ${path} ${rest}`;
  const mounts = (...lines: string[]) => decodeMounts(lines.join('\n'), types);

  it('keeps file systems that hold data and leaves out the rest', () => {
    const found = mounts(
      line(20, '0:19', '/', '/proc', 'rw - proc proc rw'),
      line(21, '0:20', '/', '/run', 'rw - tmpfs tmpfs rw'),
      line(22, '8:1', '/', '/', 'rw,relatime shared:1 - ext4 /dev/sda1 rw'),
      line(23, '8:2', '/', '/boot/efi', 'rw - vfat /dev/sda2 rw'),
      line(24, '7:1', '/', '/snap/core', 'ro - squashfs /dev/loop1 ro'),
      line(25, '11:0', '/', '/media/cdrom', 'ro - iso9660 /dev/sr0 ro'),
      line(26, '0:50', '/', '/data', 'rw - nfs4 10.0.0.9:/export rw'),
      line(27, '0:51', '/', '/run/user/0/gvfs', 'rw - fuse.gvfsd-fuse gvfsd-fuse rw'),
      line(28, '0:52', '/', '/mnt/sshfs', 'rw - fuse.sshfs me@host: rw'),
      line(29, '0:60', '/', '/var/lib/docker/overlay2/abc/merged', 'rw - overlay overlay rw'),
      line(30, '8:3', '/', '/srv/old', 'ro,relatime - xfs /dev/sda3 ro'),
    );
    expect(found.map(({ path, isRemote, isReadOnly }) => [path, isRemote, isReadOnly])).toEqual([
      ['/', false, false],
      ['/boot/efi', false, false],
      ['/data', true, false],
      ['/mnt/sshfs', true, false],
      ['/srv/old', false, true],
    ]);
  });

  it('counts a file system once: no bind mounts, no subvolumes, and not what another mount hides', () => {
    const found = mounts(
      line(20, '8:1', '/', '/', 'rw - ext4 /dev/sda1 rw'),
      line(21, '8:1', '/etc/hosts', '/etc/hosts', 'rw - ext4 /dev/sda1 rw'),
      line(22, '0:30', '/@', '/pool', 'rw - btrfs /dev/sdb rw'),
      line(23, '0:30', '/@home', '/pool/home', 'rw - btrfs /dev/sdb rw'),
      line(24, '8:16', '/', '/mnt', 'rw - ext4 /dev/sdc rw'),
      line(25, '8:32', '/', '/mnt', 'rw - xfs /dev/sdd rw'),
    );
    expect(found.map(({ path, source }) => [path, source])).toEqual([
      ['/', '/dev/sda1'],
      ['/pool', '/dev/sdb'],
      ['/mnt', '/dev/sdd'],
    ]);
  });

  it('takes an overlay for the root of a container, reads escaped paths, and survives rubbish', () => {
    const found = mounts(
      line(20, '0:60', '/', '/', 'rw - overlay overlay rw'),
      line(21, '8:1', '/', '/mnt/two\\040words\\134x', 'rw,relatime master:3 - ext4 /dev/sda1 rw'),
      'rubbish',
      '',
    );
    expect(found.map(({ path }) => path)).toEqual(['/', '/mnt/two words\\x']);
  });
});

describe('/proc/<pid>/stat', () => {
  const stat = (
    pid: number,
    name: string,
    over: { state?: string; flags?: number; ticks?: [number, number]; startedAt?: number; pages?: number } = {},
  ) =>
    `${pid} (${name}) ${over.state ?? 'S'} 1 1 1 0 -1 ${over.flags ?? 4_194_304} 0 0 0 0 ${(over.ticks ?? [0, 0]).join(' ')} 0 0 20 0 1 0 ${over.startedAt ?? 100} 1000 ${over.pages ?? 10} 18446744073709551615 1 1`;
  const table = (...lines: string[]) =>
    new Map(lines.map((text) => decodeProcess(text)!).map((process): [number, Process] => [process.pid, process]));

  it('is read behind the last bracket, because names contain anything', () => {
    expect(decodeProcess(stat(7, 'a) R (b c', { ticks: [3, 4], pages: 25 }))).toEqual({
      pid: 7,
      name: 'a) R (b c',
      state: 'S',
      ticks: 7,
      startedAt: 100,
      residentPages: 25,
    });
    expect(decodeProcess(stat(9, 'kworker/0:1-events', { flags: 0x200000 }))?.name).toBe('[kernel]');
    expect(decodeProcess('')).toBeNull();
    expect(decodeProcess('7 (gone')).toBeNull();
  });

  it('becomes use per program: pids come and go, the name stays', () => {
    const before = table(
      stat(1, 'nginx', { ticks: [100, 0], startedAt: 5 }),
      stat(2, 'nginx', { ticks: [50, 0], startedAt: 5 }),
      stat(3, 'cron'),
    );
    const now = table(
      stat(1, 'nginx', { ticks: [150, 0], startedAt: 5, pages: 100 }),
      // The pid was given to another process: what that has used so far is what counts.
      stat(2, 'nginx', { ticks: [10, 0], startedAt: 900, pages: 20 }),
      stat(4, 'backup', { ticks: [30, 0], pages: 1 }),
    );
    const use = programUse(before, now, 1000, 4096);
    expect(use.get('nginx')).toEqual({ cpu: 60, memory: 120 * 4096 });
    expect(use.get('backup')).toEqual({ cpu: 30, memory: 4096 });
    expect(use.has('cron')).toBe(false);
    expect(programUse(null, now, 0, 4096).get('nginx')).toEqual({ cpu: null, memory: 120 * 4096 });
  });

  it('is named by the command line where the kernel cut the name or knows only a thread', () => {
    expect(isNameVague('MainThread')).toBe(true);
    expect(isNameVague('nginx')).toBe(false);
    expect(programName('MainThread', '/usr/bin/node\0server.js\0')).toBe('node');
    expect(programName('systemd-journal', '/lib/systemd/systemd-journald\0')).toBe('systemd-journald');
    expect(programName('systemd-journal', 'renamed\0')).toBe('systemd-journal');
    expect(programName('MainThread', '')).toBe('MainThread');
  });

  it('reports ten names, and those of last time a little longer', () => {
    const values = new Map(Array.from({ length: 30 }, (_, i): [string, number] => [`p${i}`, 100 - i]));
    expect([...topNames(values, new Set())]).toEqual(Array.from({ length: 10 }, (_, i) => `p${i}`));
    const sticky = topNames(values, new Set(['p15', 'p25', 'gone']));
    expect(sticky.has('p15')).toBe(true);
    expect(sticky.has('p25')).toBe(false);
    expect(sticky.size).toBe(11);
    expect(topNames(new Map([['idle', 0]]), new Set(['idle'])).size).toBe(0);
  });

  it('counts pages of the size the kernel uses', () => {
    const auxv = Buffer.alloc(32);
    auxv.writeBigUInt64LE(6n, 16);
    auxv.writeBigUInt64LE(65_536n, 24);
    expect(decodePageBytes(auxv)).toBe(65_536);
    expect(decodePageBytes(Buffer.alloc(0))).toBe(4096);
  });
});

describe('small files', () => {
  it('are read, or null where they are not what they should be', () => {
    expect(decodeLoad('0.50 1.25 2.00 1/250 4711\n')).toEqual([0.5, 1.25, 2]);
    expect(decodeLoad('')).toBeNull();
    expect(decodeUptime('2596.51 4000.00\n')).toBe(2596.51);
    expect(decodeUptime('')).toBeNull();
    expect(decodeOsName('NAME="Kylin"\nPRETTY_NAME="Kylin Linux Advanced Server V10 (Sword)"\n')).toBe(
      'Kylin Linux Advanced Server V10 (Sword)',
    );
    expect(decodeOsName('PRETTY_NAME=Alpine\n')).toBe('Alpine');
    expect(decodeOsName('')).toBeNull();
  });
});
