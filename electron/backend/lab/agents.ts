import { createSocket, type Socket } from 'node:dgram';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import { createSecurity, prepareUsers } from '../lib/snmp/engine.ts';
import { createAgent } from './agent/agent.ts';
import { extendMib } from './agent/mib.ts';
import { createSchedule } from './device/faults.ts';
import { createOutages } from './device/outage.ts';
import { createSight } from './device/state.ts';
import type { LabIdentity } from './folder.ts';
import { type LabResource, type Province, usersOf } from './province.ts';
import { networkLeaves } from './tree/network.ts';
import { ENGINE_BOOTS } from './tree/system.ts';
import { treeOf } from './tree/tree.ts';
import { createVoice, type Doors, type Speaker } from './voice.ts';

export interface Agents {
  /** Where devices send what they say of themselves; said again and again. */
  sendTo(doors: Doors): void;
  stop(): Promise<void>;
}

interface Parts {
  readonly identity: LabIdentity;
  readonly province: Province;
  readonly clock: Clock;
  readonly log: Log;
}

/** A socket on the address; rejects when it is taken. */
function bind(address: string, port: number): Promise<Socket> {
  const socket = createSocket('udp4');
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind({ address, port, exclusive: true }, () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });
}

/** The agents of all devices, each on its own socket. Rejects with the error of the first address that cannot be bound. */
export async function startAgents({ identity, province, clock, log }: Parts): Promise<Agents> {
  const schedule = createSchedule(
    identity.seed,
    identity.bornAt,
    province.resources.map(({ candidate }) => candidate),
  );
  const outages = createOutages(
    schedule,
    province.resources.map(({ device }) => device),
  );
  const trees = new Map([...new Set(province.resources.map(({ device }) => device.model))].map((model) => [model, treeOf(model)]));
  const users = prepareUsers(usersOf(province.file));
  const sockets: Socket[] = [];
  const speakers: Speaker[] = [];
  const delays = new Set<NodeJS.Timeout>();

  function agentOf(one: LabResource): (datagram: Buffer) => Buffer | null {
    const { device } = one;
    const { versions, maxBytes } = device.model;
    const sight = createSight(device, schedule);
    const ofModel = trees.get(device.model);
    if (!ofModel) throw new Error(`no tree of ${device.model.name}`);
    const engine = { id: device.engineId, boots: ENGINE_BOOTS, timeS: () => Math.floor((clock.now() - device.bootedAt) / 1000) };
    const begin = () =>
      createAgent({
        ...{ mib: extendMib(ofModel, networkLeaves(device)), versions, maxBytes, community: province.file.community },
        secure: (handler) => createSecurity(engine, users, handler),
        see: () => sight(clock.now()),
      });
    // Where its cables go is worked out when it is first asked: a start has other things to do.
    let agent: ReturnType<typeof begin> | null = null;
    const isSilent = () => {
      const now = clock.now();
      return (
        outages(now).cutOff.has(device.name) || schedule.at(now).some(({ kind, device: name }) => kind === 'silent' && name === device.name)
      );
    };
    return (datagram) => {
      if (isSilent()) return null;
      agent ??= begin();
      return agent(datagram);
    };
  }

  function serve(socket: Socket, one: LabResource): void {
    const agent = agentOf(one);
    const [shortest, longest] = one.device.model.delayMs;
    let asked = 0;
    socket.on('error', (error) => log.warn({ device: one.device.name, error: error.message }, 'an agent could not answer'));
    socket.on('message', (datagram, { address, port }) => {
      const reply = agent(datagram);
      if (reply === null) return;
      const send = () => socket.send(reply, port, address);
      if (longest === 0) return send();
      asked += 1;
      const timer = setTimeout(
        () => {
          delays.delete(timer);
          send();
        },
        shortest + ((asked * 37) % 100) * 0.01 * (longest - shortest),
      );
      delays.add(timer);
    });
  }

  async function stop(): Promise<void> {
    for (const timer of delays) clearTimeout(timer);
    await Promise.all(sockets.splice(0).map((socket) => new Promise<void>((resolve) => socket.close(() => resolve()))));
  }
  try {
    for (const one of province.resources) {
      const socket = await bind(one.address, one.port);
      sockets.push(socket);
      speakers.push({ device: one.device, send: (bytes, { host, port }) => socket.send(bytes, port, host) });
      serve(socket, one);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  const voice = createVoice({ speakers, schedule, outages, clock, community: province.file.community });
  return {
    sendTo: voice.sendTo,
    stop: async () => {
      voice.stop();
      await stop();
    },
  };
}
