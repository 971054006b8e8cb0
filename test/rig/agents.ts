import { createSocket, type Socket } from 'node:dgram';
import { createAgent } from '../../electron/backend/lab/agent/agent.ts';
import { treeOf } from '../../electron/backend/lab/tree/tree.ts';
import { createSecurity, prepareUsers } from '../../electron/backend/lib/snmp/engine.ts';
import { fractionOf } from '../../shared/domain/poll/phase.ts';
import { type Condition, createCondition, engineIdOf } from './condition.ts';
import { COMMUNITY, type RigDevice, USER } from './fleet.ts';

/** A device that answers, and can say something of itself from its own address. */
export interface RigAgent {
  readonly device: RigDevice;
  readonly condition: Condition;
  send(datagram: Buffer, port: number, address: string): void;
}

export interface RigAgents {
  byName(name: string): RigAgent | undefined;
  readonly all: readonly RigAgent[];
  /** Requests that came, and answers that went. */
  counts(): { readonly asked: number; readonly answered: number };
  stop(): Promise<void>;
}

function bind(address: string, port: number): Promise<Socket> {
  const socket = createSocket('udp4');
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind({ address, port, exclusive: true }, () => {
      socket.off('error', reject);
      socket.on('error', () => undefined);
      resolve(socket);
    });
  });
}

/** The agents of all devices, each on a socket of its own. Rejects with the error of the first address that cannot be bound. */
export async function startRigAgents(devices: readonly RigDevice[], port: number): Promise<RigAgents> {
  const trees = new Map([...new Set(devices.map(({ model }) => model))].map((model) => [model, treeOf(model)]));
  const users = prepareUsers([USER]);
  const agents = new Map<string, RigAgent>();
  const sockets: Socket[] = [];
  const delays = new Set<NodeJS.Timeout>();
  let asked = 0;
  let answered = 0;
  const stop = async (): Promise<void> => {
    for (const timer of delays) clearTimeout(timer);
    await Promise.all(sockets.splice(0).map((socket) => new Promise<void>((resolve) => socket.close(() => resolve()))));
  };

  function serve(socket: Socket, device: RigDevice): void {
    const condition = createCondition(device, Date.now());
    const mib = trees.get(device.model);
    if (!mib) throw new Error(`no tree of ${device.model.name}`);
    const engine = {
      id: engineIdOf(device.index),
      get boots() {
        return condition.boots;
      },
      timeS: () => condition.upS(Date.now()),
    };
    const agent = createAgent({
      ...{ mib, versions: device.model.versions, maxBytes: device.model.maxBytes, community: COMMUNITY },
      secure: (handler) => createSecurity(engine, users, handler),
      see: () => condition.see(Date.now()),
    });
    let count = 0;
    socket.on('message', (datagram, from) => {
      asked += 1;
      count += 1;
      if (condition.isSilent || (condition.loss > 0 && fractionOf(`${device.name} ${count}`) < condition.loss)) return;
      const reply = agent(datagram);
      if (reply === null) return;
      const send = (): void => {
        answered += 1;
        socket.send(reply, from.port, from.address);
      };
      if (condition.delayMs === 0) return send();
      const timer = setTimeout(() => {
        delays.delete(timer);
        send();
      }, condition.delayMs);
      delays.add(timer);
    });
    agents.set(device.name, { device, condition, send: (bytes, to, address) => socket.send(bytes, to, address) });
  }

  try {
    for (const device of devices) {
      const socket = await bind(device.address, port);
      sockets.push(socket);
      serve(socket, device);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { byName: (name) => agents.get(name), all: [...agents.values()], counts: () => ({ asked, answered }), stop };
}
