import { type ChildProcess, spawn } from 'node:child_process';
import { connect, createServer } from 'node:net';

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
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => socket.destroy());
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

/** Debian's node_exporter, of this machine. */
export async function startNodeExporter(): Promise<Peer> {
  const port = await freePort();
  return startProgram(port, 'prometheus-node-exporter', [`--web.listen-address=127.0.0.1:${port}`, '--log.level=error']);
}
