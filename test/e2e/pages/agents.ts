import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface AgentOptions {
  readonly name: string;
  readonly community: string;
  /** One agent on several addresses is one device. */
  readonly addresses: readonly string[];
  readonly port: number;
}

export interface RunningAgent {
  stop(): Promise<void>;
}

/** A UDP port nobody has on this address. */
export async function freeUdpPort(address: string): Promise<number> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(0, address, resolve);
  });
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return port;
}

/** A real net-snmp agent with an engine of its own. */
export function startSnmpd({ name, community, addresses, port }: AgentOptions): RunningAgent {
  const folder = mkdtempSync(join(tmpdir(), 'sw-snmpd-'));
  const file = join(folder, 'snmpd.conf');
  writeFileSync(
    file,
    [`rocommunity ${community}`, `sysName ${name}`, 'sysLocation 机房A', 'dontLogTCPWrappersConnects yes', ''].join('\n'),
  );
  const child = spawn(
    '/usr/sbin/snmpd',
    [
      ...['-f', '-Lf', join(folder, 'log'), '-C', '-c', file, '-p', join(folder, 'pid')],
      ...addresses.map((address) => `udp:${address}:${port}`),
    ],
    { env: { ...process.env, MIBS: '', SNMP_PERSISTENT_DIR: folder }, stdio: 'ignore' },
  );
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    stop: async () => {
      child.kill('SIGKILL');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
