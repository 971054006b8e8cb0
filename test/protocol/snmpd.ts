import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuthProtocol, CredentialSettings, PrivProtocol, Secrets } from '../../shared/domain/credential/snmp.ts';
import { temporaryFolder } from './peers.ts';

export const COMMUNITY = 'dujian-shiyan';
export const PASSPHRASES = { authPassphrase: 'renzheng-8765', privPassphrase: 'jiami-4321-x' } as const;

/** The users of the agent, by the algorithms they use. */
export const USERS: readonly (readonly [name: string, AuthProtocol, PrivProtocol, netSnmp: string])[] = [
  ['md5des', 'MD5', 'DES', 'MD5 "renzheng-8765" DES "jiami-4321-x"'],
  ['shaaes', 'SHA', 'AES-128', 'SHA "renzheng-8765" AES "jiami-4321-x"'],
  ['sha256aes', 'SHA-256', 'AES-128', 'SHA-256 "renzheng-8765" AES "jiami-4321-x"'],
  ['sha512aes256', 'SHA-512', 'AES-256', 'SHA-512 "renzheng-8765" AES-256 "jiami-4321-x"'],
];

export interface Credentials {
  readonly settings: CredentialSettings;
  readonly secrets: Secrets;
}

export const community = (version: '1' | '2c' = '2c', text = COMMUNITY): Credentials => ({
  settings: { kind: 'snmpCommunity', version },
  secrets: { community: text },
});

export function user(
  name: string,
  change: Partial<Extract<CredentialSettings, { kind: 'snmpUser' }>> = {},
  secrets: Secrets = PASSPHRASES,
): Credentials {
  const [, authProtocol, privProtocol] = USERS.find(([known]) => known === name) ?? ['', 'SHA', 'AES-128'];
  return {
    settings: { kind: 'snmpUser', userName: name, level: 'authPriv', authProtocol, privProtocol, context: '', ...change },
    secrets,
  };
}

export interface Agent {
  readonly port: number;
  signal(name: 'SIGSTOP' | 'SIGCONT'): void;
  stop(): Promise<void>;
}

export async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(resolve));
  return port;
}

export interface AgentOptions {
  /** Lives in this network namespace, on all its addresses. */
  readonly namespace?: string;
  readonly name?: string;
  /** Answers on every address of the machine, not on 127.0.0.1 only. */
  readonly everywhere?: boolean;
  /** The port of one that ran before, and how often it says that it has started. */
  readonly again?: { readonly port: number; readonly boots: number };
}

/** A real net-snmp agent on a port of its own; it answers soon. */
export async function startAgent({ namespace, name = '核心交换机-一', everywhere = false, again }: AgentOptions = {}): Promise<Agent> {
  const folder = temporaryFolder();
  const port = namespace ? 161 : (again?.port ?? (await freeUdpPort()));
  const configuration = [
    `rocommunity ${COMMUNITY}`,
    ...USERS.flatMap(([name, , , how]) => [`createUser ${name} ${how}`, `rouser ${name} priv`]),
    `sysName ${name}`,
    'sysLocation 机房A A-04 U20',
    'dontLogTCPWrappersConnects yes',
    ...(again ? ['engineID shouwang-ceshi', `engineBoots ${again.boots}`] : []),
  ];
  writeFileSync(join(folder.path, 'snmpd.conf'), `${configuration.join('\n')}\n`);
  const [program = '', ...before] = [...(namespace ? ['ip', 'netns', 'exec', namespace] : []), '/usr/sbin/snmpd'];
  const child: ChildProcess = spawn(
    program,
    [
      ...before,
      '-f',
      '-Lf',
      join(folder.path, 'log'),
      '-C',
      '-c',
      join(folder.path, 'snmpd.conf'),
      '-p',
      join(folder.path, 'pid'),
      namespace || everywhere ? `udp:${port}` : `udp:127.0.0.1:${port}`,
    ],
    { env: { ...process.env, MIBS: '', SNMP_PERSISTENT_DIR: folder.path }, stdio: 'ignore' },
  );
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    port,
    signal: (name) => void child.kill(name),
    stop: async () => {
      child.kill('SIGCONT');
      child.kill('SIGKILL');
      await exited;
      folder.remove();
    },
  };
}
