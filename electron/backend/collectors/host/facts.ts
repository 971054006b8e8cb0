import os from 'node:os';
import { presenceOf } from './decode/interfaces.ts';
import { decodeOsName } from './decode/system.ts';
import { type Snapshot, textOf } from './snapshot.ts';

/** One thing that is so until told otherwise. */
export interface HostFact {
  readonly name: string;
  readonly component: string;
  readonly value: string | number | boolean | null;
}

/** What does not change while the machine runs, read once. `bootedAt` is fixed by the first reading: setting the clock is not a reboot. */
export interface Identity {
  readonly bootId: string | null;
  readonly bootedAt: number;
}

export function readIdentity(wallNow: number): Identity {
  return {
    bootId: textOf('/proc/sys/kernel/random/boot_id')?.trim() ?? null,
    bootedAt: Math.round((wallNow - os.uptime() * 1000) / 1000) * 1000,
  };
}

/** More than a person reads; a host of containers may have hundreds. */
const MAX_ADDRESSES = 32;

function addressesHere(): string {
  const all = Object.values(os.networkInterfaces()).flatMap((list) => list ?? []);
  return all
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80:') && !address.startsWith('169.254.'))
    .map(({ address }) => address)
    .toSorted()
    .slice(0, MAX_ADDRESSES)
    .join(', ');
}

/** Groups of metrics that this platform does not give, in words of the catalogue. */
export function missingParts(snapshot: Snapshot): readonly string[] {
  const parts: [string, boolean][] = [
    ['cpu', snapshot.cpu.all === null],
    ['cpu.iowait', snapshot.cpu.all?.iowait === null],
    ['load', snapshot.load === null],
    ['memory', snapshot.memory === null],
    ['filesystem', snapshot.mounts.length === 0],
    ['disk', snapshot.disks === null],
    ['interface', snapshot.interfaces === null],
    ['process', snapshot.processes === null],
  ];
  return parts.filter(([, isMissing]) => isMissing).map(([name]) => name);
}

/** Everything known about the host that is not a measurement. */
export function factsOf(snapshot: Snapshot, identity: Identity): readonly HostFact[] {
  const fact = (name: string, value: HostFact['value'], component = ''): HostFact => ({ name, component, value });
  return [
    fact('hostname', os.hostname()),
    fact('os.name', decodeOsName(textOf('/etc/os-release') ?? '') ?? `${os.type()} ${os.release()}`),
    fact('os.kernel', os.release()),
    fact('os.platform', os.platform()),
    fact('cpu.architecture', os.arch()),
    fact('cpu.model', os.cpus()[0]?.model.trim() ?? null),
    fact('cpu.cores', snapshot.cpu.cores.size),
    fact('boot.id', identity.bootId),
    fact('bootedAt', identity.bootedAt),
    fact('addresses', addressesHere()),
    fact('monitoring.missing', missingParts(snapshot).join(', ')),
    ...snapshot.mounts.flatMap((mount) => [
      fact('filesystem.type', mount.type, mount.path),
      fact('filesystem.source', mount.source, mount.path),
      fact('filesystem.readOnly', mount.isReadOnly, mount.path),
      fact('filesystem.answers', (snapshot.usage.get(mount.path) ?? null) !== null, mount.path),
    ]),
    ...[...(snapshot.interfaces ?? [])]
      .filter(([name, { state }]) => presenceOf(name, state) !== 'absent')
      .map(([name, { state }]) => fact('interface.adminUp', presenceOf(name, state) === 'watched', name)),
  ];
}
