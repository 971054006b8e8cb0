import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { run, temporaryFolder } from './peers.ts';
import type { Certificate } from './servers.ts';

/** A real server on this machine; it took connections when it was returned. */
export interface Peer {
  readonly port: number;
  signal(name: 'SIGSTOP' | 'SIGCONT'): void;
  stop(): Promise<void>;
}

/** A TCP port of 127.0.0.1 that nobody has. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

const PATIENCE_MS = 20_000;

/** Runs a program in the foreground until its port takes connections; throws with what it wrote when it ends before. */
export async function startProgram(port: number, program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Peer> {
  const child: ChildProcess = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-4000);
    });
  let hasEnded = false;
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      output += String(error);
      hasEnded = true;
      resolve();
    });
    child.once('exit', () => {
      hasEnded = true;
      resolve();
    });
  });
  const stop = async (): Promise<void> => {
    child.kill('SIGCONT');
    child.kill('SIGKILL');
    await ended;
  };
  const until = performance.now() + PATIENCE_MS;
  while (!(await answers(port))) {
    if (hasEnded || performance.now() > until) {
      await stop();
      throw new Error(`${program}: ${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return { port, signal: (name) => void child.kill(name), stop };
}

/** The same peer, and its folder goes when it stops. */
function withFolder<P extends Peer>(peer: P, folder: ReturnType<typeof temporaryFolder>): P {
  return {
    ...peer,
    stop: async () => {
      await peer.stop();
      folder.remove();
    },
  };
}

/** Debian's node_exporter, of this machine. */
export async function startNodeExporter(): Promise<Peer> {
  const port = await freePort();
  return startProgram(port, 'prometheus-node-exporter', [`--web.listen-address=127.0.0.1:${port}`, '--log.level=error']);
}

/** dnsmasq that knows what its configuration says and asks nobody, on both loopbacks. */
export async function startNameServer(zone: readonly string[]): Promise<Peer> {
  const folder = temporaryFolder();
  const port = await freePort();
  const file = join(folder.path, 'dnsmasq.conf');
  const common = ['no-resolv', 'no-hosts', 'bind-interfaces', 'listen-address=127.0.0.1,::1', 'pid-file=', `port=${port}`];
  const user = process.getuid?.() === 0 ? ['user=root'] : [];
  writeFileSync(file, `${[...common, ...user, ...zone].join('\n')}\n`);
  return withFolder(await startProgram(port, '/usr/sbin/dnsmasq', ['--keep-in-foreground', `--conf-file=${file}`]), folder);
}

/** A mail server that takes everything and keeps nothing; with a certificate it offers STARTTLS. */
export async function startSmtp(certificate: Certificate | null): Promise<Peer> {
  const port = await freePort();
  const tls = certificate ? ['--tlscert', certificate.cert, '--tlskey', certificate.key] : [];
  const args = ['-n', '-l', `127.0.0.1:${port}`, '-c', 'aiosmtpd.handlers.Sink', ...tls];
  return startProgram(port, '/usr/bin/aiosmtpd', args);
}

/** OpenSSH with a key of its own. Needs root. */
export async function startSshd(): Promise<Peer> {
  const folder = temporaryFolder();
  const port = await freePort();
  const key = join(folder.path, 'key');
  run('ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', key);
  mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  const file = join(folder.path, 'sshd_config');
  writeFileSync(file, `ListenAddress 127.0.0.1:${port}\nHostKey ${key}\nPidFile none\nUsePAM no\n`);
  return withFolder(await startProgram(port, '/usr/sbin/sshd', ['-D', '-e', '-f', file]), folder);
}

/** OpenLDAP with an empty directory. */
export async function startSlapd(): Promise<Peer> {
  const folder = temporaryFolder();
  const port = await freePort();
  const file = join(folder.path, 'slapd.conf');
  const lines = ['include /etc/ldap/schema/core.schema', 'modulepath /usr/lib/ldap', 'moduleload back_mdb', 'database mdb'];
  writeFileSync(file, `${lines.join('\n')}\nsuffix "dc=example,dc=cn"\ndirectory ${folder.path}\n`);
  return withFolder(await startProgram(port, '/usr/sbin/slapd', ['-f', file, '-h', `ldap://127.0.0.1:${port}`, '-d', '0']), folder);
}

/** Dovecot with IMAP in the open and inside TLS. Needs root. */
export async function startDovecot(certificate: Certificate): Promise<Peer & { readonly tlsPort: number }> {
  const folder = temporaryFolder();
  chmodSync(folder.path, 0o755);
  const [port, tlsPort] = [await freePort(), await freePort()];
  const file = join(folder.path, 'dovecot.conf');
  const listener = (name: string, at: number) => `inet_listener ${name} {\n address = 127.0.0.1\n port = ${at}\n`;
  writeFileSync(
    file,
    [
      `base_dir = ${folder.path}/run\nstate_dir = ${folder.path}\nlog_path = /dev/stderr\nprotocols = imap`,
      `ssl = yes\nssl_cert = <${certificate.cert}\nssl_key = <${certificate.key}`,
      `service imap-login {\n${listener('imap', port)}}\n${listener('imaps', tlsPort)} ssl = yes\n}\n}`,
      'passdb {\n driver = static\n args = nopassword=y\n}\nuserdb {\n driver = static\n args = uid=nobody gid=nogroup home=/tmp\n}\n',
    ].join('\n'),
  );
  return { ...withFolder(await startProgram(port, 'dovecot', ['-F', '-c', file]), folder), tlsPort };
}
