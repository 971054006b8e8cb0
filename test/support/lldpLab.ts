import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Observation } from '../../shared/domain/observation/observation.ts';
import { temporaryFolder } from '../protocol/peers.ts';

/** A cable between two nodes, by node and interface. */
export interface Cable {
  readonly a: string;
  readonly aPort: string;
  readonly b: string;
  readonly bPort: string;
}

export interface LabOptions {
  readonly nodes: readonly string[];
  readonly cables: readonly Cable[];
  /** Nodes that do not speak of their management interface: their chassis is a name and no address (LLDP subtype local). */
  readonly nameless?: readonly string[];
}

/** Real agents and real LLDP in network namespaces of their own, and somebody who asks them in another. */
export interface Lab {
  addressOf(node: string): string;
  /** One cycle of a new collector for these nodes; resource `rN` is the Nth of them. */
  ask(nodes: readonly string[]): Promise<readonly Observation[]>;
  /** What the daemons themselves say of their ports and neighbours, for a test that fails. */
  account(): string;
  /** Pulls or plugs a cable, at its first end. */
  plug(cable: Cable, isIn: boolean): void;
  stop(): Promise<void>;
}

const NETWORK = '10.77.0';
const FIRST = 10;
const PATIENCE_MS = 15_000;

const ip = (...args: readonly string[]) => execFileSync('ip', args, { stdio: ['ignore', 'pipe', 'pipe'] });
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

const ended = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    if (child.exitCode === null && child.signalCode === null) child.once('exit', () => resolve());
    else resolve();
  });

async function until(what: string, isSo: () => boolean): Promise<void> {
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end; await sleep(50)) if (isSo()) return;
  throw new Error(`${what}: not within ${PATIENCE_MS} ms`);
}

/** Needs root, snmpd and lldpd. Nothing of it is in the network of the machine. */
export async function startLldpLab({ nodes, cables, nameless = [] }: LabOptions): Promise<Lab> {
  const folder = temporaryFolder();
  // lldpcli gives up its rights before it opens the socket.
  chmodSync(folder.path, 0o755);
  const prefix = `sw-lab${process.pid % 10_000}`;
  const spaceOf = (node: string) => `${prefix}-${node}`;
  const manager = spaceOf('mgmt');
  const addressOf = (node: string) => `${NETWORK}.${FIRST + nodes.indexOf(node)}`;
  const children: ChildProcess[] = [];
  const begin = (space: string, program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) => {
    const host = space.slice(prefix.length + 1);
    const named = ['netns', 'exec', space, 'unshare', '--uts', 'sh', '-c', 'hostname "$0"; exec "$@"', host, program, ...args];
    const child = spawn('ip', named, { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'ignore'] });
    children.push(child);
    return child;
  };
  const removeSpaces = () => {
    for (const node of ['mgmt', ...nodes]) spawnSync('ip', ['netns', 'del', spaceOf(node)]);
  };

  /** True when its agent gives what LLDP knows (lldpLocChassisId). */
  const speaks = (node: string): boolean => {
    const ask = ['snmpget', '-v', '2c', '-c', 'lab', '-m', '', '-On', '-t', '1', '-r', '0', addressOf(node), '1.0.8802.1.1.2.1.3.2.0'];
    const { status, stdout } = spawnSync('ip', ['netns', 'exec', manager, ...ask], { encoding: 'utf8', env: { ...process.env, MIBS: '' } });
    return status === 0 && !stdout.includes('No Such');
  };

  const socketOf = (node: string) => join(folder.path, node, 'lldpd.sock');
  const agentOf = (node: string) => join(folder.path, node, 'agentx.sock');
  const tells = (node: string, what: 'interfaces' | 'neighbors'): string =>
    spawnSync('lldpcli', ['-u', socketOf(node), '-f', 'keyvalue', 'show', what], { encoding: 'utf8' }).stdout ?? '';
  const portsOf = (node: string) => cables.flatMap(({ a, aPort, b, bPort }) => (a === node ? [aPort] : b === node ? [bPort] : []));
  /** True when its daemon listens on the port of every cable; one that began while links came up may have missed one for good. */
  const listens = (node: string): boolean => {
    const told = tells(node, 'interfaces');
    return portsOf(node).every((port) => told.includes(`lldp.${port}.`));
  };

  async function startNode(node: string): Promise<void> {
    const own = join(folder.path, node);
    mkdirSync(own);
    const configuration = [
      ...['rocommunity lab', 'master agentx', `agentXSocket unix:${agentOf(node)}`, `sysName ${node}`, 'dontLogTCPWrappersConnects yes'],
      // On a busy machine a daemon answers its agent late; after its second the agent would drop it, and what it knows, for long.
      ...['agentXTimeout 15', `agentAddress udp:${addressOf(node)}:161`],
    ];
    writeFileSync(join(own, 'snmpd.conf'), `${configuration.join('\n')}\n`);
    const snmpd = ['-f', '-Lf', join(own, 'log'), '-C', '-c', join(own, 'snmpd.conf'), '-p', join(own, 'pid')];
    begin(spaceOf(node), '/usr/sbin/snmpd', snmpd, { MIBS: '', SNMP_PERSISTENT_DIR: own }).stdout?.resume();
    await until(`snmpd of ${node}`, () => existsSync(agentOf(node)));
    await startDaemon(node);
  }

  const daemons = new Map<string, ChildProcess>();
  async function stopDaemon(node: string): Promise<void> {
    const daemon = daemons.get(node);
    if (daemon) {
      const gone = ended(daemon);
      daemon.kill('SIGTERM');
      await gone;
    }
    rmSync(socketOf(node), { force: true });
  }
  async function startDaemon(node: string): Promise<void> {
    const socket = socketOf(node);
    const interfaces = nameless.includes(node) ? 'eth*' : 'eth*,mgmt0';
    const lldpd = ['-d', '-x', '-X', agentOf(node), '-u', socket, '-I', interfaces, '-m', addressOf(node), '-S', `lab ${node}`];
    const tuned = () => spawnSync('lldpcli', ['-u', socket, 'configure', 'lldp', 'tx-interval', '1'], { stdio: 'ignore' }).status === 0;
    // Where it came too early for its agent or its ports it never speaks of them: then another takes its place.
    for (;;) {
      const daemon = begin(spaceOf(node), '/usr/sbin/lldpd', lldpd);
      daemon.stdout?.resume();
      daemons.set(node, daemon);
      await until(`lldpd of ${node}`, tuned);
      for (let look = 0; look < 20; look++, await sleep(200)) if (speaks(node) && listens(node)) return;
      await stopDaemon(node);
    }
  }
  /** Once in many starts of a busy machine a daemon is deaf and mute although it says that it sends: it is begun again. */
  async function untilAllHear(): Promise<void> {
    const deaf = () => nodes.filter((node) => !portsOf(node).some((port) => tells(node, 'neighbors').includes(`lldp.${port}.`)));
    for (let round = 0; round < 5; round++) {
      for (let look = 0; look < 50; look++, await sleep(200)) if (deaf().length === 0) return;
      for (const node of deaf()) {
        await stopDaemon(node);
        await startDaemon(node);
      }
    }
    throw new Error(`deaf: ${deaf()}`);
  }

  async function stop(): Promise<void> {
    const gone = children.map(ended);
    for (const child of children) child.kill('SIGTERM');
    const hard = setTimeout(() => children.forEach((child) => void child.kill('SIGKILL')), 3000);
    await Promise.all(gone);
    clearTimeout(hard);
    removeSpaces();
    folder.remove();
  }

  removeSpaces();
  try {
    ip('netns', 'add', manager);
    ip('-n', manager, 'link', 'set', 'lo', 'up');
    ip('-n', manager, 'link', 'add', 'br0', 'type', 'bridge');
    ip('-n', manager, 'addr', 'add', `${NETWORK}.1/24`, 'dev', 'br0');
    ip('-n', manager, 'link', 'set', 'br0', 'up');
    for (const [at, node] of nodes.entries()) {
      ip('netns', 'add', spaceOf(node));
      ip('-n', spaceOf(node), 'link', 'set', 'lo', 'up');
      ip('-n', manager, 'link', 'add', `m${at}`, 'type', 'veth', 'peer', 'name', 'mgmt0', 'netns', spaceOf(node));
      ip('-n', manager, 'link', 'set', `m${at}`, 'master', 'br0', 'up');
      ip('-n', spaceOf(node), 'addr', 'add', `${addressOf(node)}/24`, 'dev', 'mgmt0');
      ip('-n', spaceOf(node), 'link', 'set', 'mgmt0', 'up');
    }
    for (const { a, aPort, b, bPort } of cables) {
      ip('-n', spaceOf(a), 'link', 'add', aPort, 'type', 'veth', 'peer', 'name', bPort, 'netns', spaceOf(b));
      ip('-n', spaceOf(a), 'link', 'set', aPort, 'up');
      ip('-n', spaceOf(b), 'link', 'set', bPort, 'up');
    }
    await Promise.all(nodes.map(startNode));
    await untilAllHear();
    const asker = begin(manager, process.execPath, [fileURLToPath(new URL('./askInside.ts', import.meta.url))]);
    if (!asker.stdout || !asker.stdin) throw new Error('the asker has no pipes');
    const answers = createInterface({ input: asker.stdout })[Symbol.asyncIterator]();
    return {
      addressOf,
      ask: async (asked) => {
        asker.stdin?.write(`${JSON.stringify(asked.map(addressOf))}\n`);
        const { done, value } = await answers.next();
        if (done) throw new Error('the asker ended');
        return JSON.parse(value) as readonly Observation[];
      },
      account: () =>
        nodes.map((node) => `${node}: agent ${speaks(node)}\n${tells(node, 'interfaces')}${tells(node, 'neighbors')}`).join('\n'),
      plug: ({ a, aPort }, isIn) => void ip('-n', spaceOf(a), 'link', 'set', aPort, isIn ? 'up' : 'down'),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
