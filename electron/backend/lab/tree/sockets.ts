import { fractionOf } from '../../../../shared/domain/poll/phase.ts';
import { type DeviceModel, Entity, type Sockets } from '../device/model.ts';
import { type Port, portsOf, type Seen } from '../device/state.ts';
import { gauge, identifier, integer, leaf, type SeenLeaf, text } from './values.ts';

const CLASS = { container: 5, sensor: 8, module: 9, port: 10 } as const;
const ALIAS = '1.3.6.1.2.1.47.1.3.2.1.2';
const IF_INDEX = '1.3.6.1.2.1.2.2.1.1';
const PSE = '1.3.6.1.2.1.105.1.1.1';
const MAIN_PSE = '1.3.6.1.2.1.105.1.3.1.1';
const CISCO_PSE = '1.3.6.1.4.1.9.9.402.1.2.1';
const CISCO_SENSOR = '1.3.6.1.4.1.9.9.91.1.1.1.1';
const H3C_TRANSCEIVER = '1.3.6.1.4.1.25506.2.70.1.1.1';
/** Numbers of ports of power begin after those of two uplinks, as on a Catalyst 3750: they are no numbers of names. */
const POWER_NUMBERS = 3;
const DELIVERING = 3;
const SEARCHING = 2;
const DBM = 14;
/** What is left of light where there is none. */
const DARK = -40;

interface Socket {
  readonly port: Port;
  readonly entity: number;
  readonly nth: number;
}

/** The ports of a range, with the index of the entity each is. */
function socketsOf(model: DeviceModel, { range, from, step }: Sockets): readonly Socket[] {
  const wanted = model.interfaces[range];
  return portsOf({ name: '', model })
    .filter((port) => port.range === wanted)
    .map((port, nth) => ({ port, entity: from + nth * step, nth }));
}

const lightIndex = (base: number, nth: number, way: 'tx' | 'rx'): number => base + 2 * nth + (way === 'rx' ? 1 : 0);

/** The entities of the ports of a model: cage, transceiver, port and sensors of each. */
export function socketEntities(model: DeviceModel): DeviceModel['entities'] {
  return model.sockets.flatMap((sockets) => {
    const { parent, cage, transceiver, light } = sockets;
    return socketsOf(model, sockets).flatMap(({ port, entity, nth }) => {
      const [inCage, inTransceiver] = [cage === undefined ? null : entity + cage, transceiver ? entity + transceiver.add : null];
      const made = (index: number, holder: number, kind: number, name: string, more: object = {}) =>
        Entity.parse({ ...{ index, parent: holder, class: kind, position: nth + 1, name, description: name }, ...more });
      const sensor = (way: 'tx' | 'rx', name: string) =>
        light && 'cisco' in light && inTransceiver !== null
          ? [made(lightIndex(light.cisco, nth, way), inTransceiver, CLASS.sensor, `${port.short} ${name} Power Sensor`)]
          : [];
      return [
        ...(inCage === null ? [] : [made(inCage, parent, CLASS.container, `${port.name} Container`)]),
        ...(transceiver && inTransceiver !== null
          ? [
              made(inTransceiver, inCage ?? entity, CLASS.module, `${port.short} Transceiver`, {
                ...{ description: transceiver.model, model: transceiver.model, manufacturer: transceiver.manufacturer, hasSerial: true },
              }),
            ]
          : []),
        made(entity, inCage !== null && inTransceiver !== null ? inTransceiver : (inCage ?? parent), CLASS.port, port.name),
        ...sensor('tx', 'Transmit'),
        ...sensor('rx', 'Receive'),
      ];
    });
  });
}

/** What a port draws, W: the same device for as long as it is plugged in. */
function drawn(port: Port, { device, ports, isDown }: Seen, share: number): number {
  const own = ports[port.index - 1] ?? port;
  const fraction = fractionOf(`${device.name} power ${port.index}`);
  return isDown(own) || fraction > share ? 0 : 3.8 + 11.6 * fraction;
}

/** Light in dBm. The other end has another laser; a link that is down receives nothing. */
function lightOf(port: Port, way: 'tx' | 'rx', { device, at, ports, isDown }: Seen): number {
  const own = ports[port.index - 1] ?? port;
  if (way === 'rx' && isDown(own)) return DARK;
  const fraction = fractionOf(`${device.name} ${way} ${port.index}`);
  const [from, span] = way === 'tx' ? [-3.2, 2.4] : [-8.6, 5];
  return from + span * fraction + 0.15 * Math.sin(at / 3_600_000 + 7 * fraction);
}

function powerLeaves(model: DeviceModel, sockets: Sockets): readonly SeenLeaf[] {
  const { power } = sockets;
  if (!power) return [];
  const all = socketsOf(model, sockets);
  const column = (object: string, read: (socket: Socket, seen: Seen) => ReturnType<SeenLeaf['read']>): readonly SeenLeaf[] =>
    all.map((socket) => leaf(object, [1, POWER_NUMBERS + socket.nth], (seen) => read(socket, seen)));
  const watts = ({ port }: Socket, seen: Seen) => drawn(port, seen, power.share);
  const total = (seen: Seen) => all.reduce((sum, socket) => sum + watts(socket, seen), 0);
  return [
    ...column(`${PSE}.3`, () => integer(1)),
    ...column(`${PSE}.6`, (socket, seen) => integer(watts(socket, seen) > 0 ? DELIVERING : SEARCHING)),
    ...column(`${PSE}.10`, (socket, seen) => integer(watts(socket, seen) > 7 ? 5 : 3)),
    leaf(MAIN_PSE, [2, 1], () => gauge(power.watts)),
    leaf(MAIN_PSE, [3, 1], () => integer(1)),
    leaf(MAIN_PSE, [4, 1], (seen) => gauge(total(seen))),
    ...column(`${CISCO_PSE}.9`, (socket, seen) => gauge(1000 * watts(socket, seen))),
    ...column(`${CISCO_PSE}.11`, ({ entity }) => integer(entity)),
  ];
}

function lightLeaves(model: DeviceModel, sockets: Sockets): readonly SeenLeaf[] {
  const { light, transceiver } = sockets;
  if (!light) return [];
  const ways = ['tx', 'rx'] as const;
  const all = socketsOf(model, sockets);
  if ('cisco' in light) {
    const column = (object: number, read: (port: Port, way: 'tx' | 'rx', seen: Seen) => number): readonly SeenLeaf[] =>
      all.flatMap(({ port, nth }) =>
        ways.map((way) => leaf(`${CISCO_SENSOR}.${object}`, [lightIndex(light.cisco, nth, way)], (seen) => integer(read(port, way, seen)))),
      );
    return [
      ...column(1, () => DBM),
      ...column(2, () => 9),
      ...column(3, () => 1),
      ...column(4, (port, way, seen) => 10 * lightOf(port, way, seen)),
      ...column(5, () => 1),
    ];
  }
  const column = (object: number, read: (port: Port, seen: Seen) => ReturnType<SeenLeaf['read']>): readonly SeenLeaf[] =>
    all.map(({ port }) => leaf(`${H3C_TRANSCEIVER}.${object}`, [port.index], (seen) => read(port, seen)));
  return [
    ...column(2, () => text(transceiver?.model ?? '100G_BASE_LR4_QSFP28')),
    ...column(4, () => text(transceiver?.manufacturer ?? model.manufacturer)),
    ...column(5, (port, { device }) => text(`${device.serial}T${port.index}`)),
    ...column(8, () => integer(1)),
    ...column(9, (port, seen) => integer(100 * lightOf(port, 'tx', seen))),
    ...column(12, (port, seen) => integer(100 * lightOf(port, 'rx', seen))),
  ];
}

/** What the ports of a model are among its entities, the power they give and the light in them. */
export function socketLeaves(model: DeviceModel): readonly SeenLeaf[] {
  return model.sockets.flatMap((sockets) => [
    ...socketsOf(model, sockets).map(({ port, entity }) => leaf(ALIAS, [entity, 0], () => identifier(`${IF_INDEX}.${port.index}`))),
    ...powerLeaves(model, sockets),
    ...lightLeaves(model, sockets),
  ]);
}
