import type { DeviceModel } from '../device/model.ts';
import type { Seen } from '../device/state.ts';
import { socketEntities } from './sockets.ts';
import { column, identifier, integer, type SeenLeaf, scalar, text, ticks } from './values.ts';

const ENTITY = '1.3.6.1.2.1.47.1.1.1.1';
const SENSOR = '1.3.6.1.2.1.99.1.1.1';
const SENSOR_OK = 1;
type Entity = DeviceModel['entities'][number];

/** ENTITY-MIB (RFC 6933) and ENTITY-SENSOR-MIB (RFC 3433). */
export function entityLeaves(model: DeviceModel): readonly SeenLeaf[] {
  const { manufacturer } = model;
  const entities = [...model.entities, ...socketEntities(model)].sort((a, b) => a.index - b.index);
  const places = new Map(model.entities.map(({ index }, place) => [index, String(place)]));
  const of = (object: string, read: (entity: Entity, seen: Seen) => ReturnType<SeenLeaf['read']>) =>
    column(`${ENTITY}.${object}`, entities, ({ index }) => index, read);
  const sensors = entities.flatMap(({ index, sensor }) => (sensor ? [{ index, ...sensor }] : []));
  type Sensor = (typeof sensors)[number];
  const sensed = (object: string, read: (sensor: Sensor, seen: Seen) => ReturnType<SeenLeaf['read']>) =>
    column(`${SENSOR}.${object}`, sensors, ({ index }) => index, read);
  if (entities.length === 0) return [];
  return [
    ...of('2', ({ description }) => text(description)),
    ...of('3', ({ vendorType }) => identifier(vendorType)),
    ...of('4', ({ parent }) => integer(parent)),
    ...of('5', (entity) => integer(entity.class)),
    ...of('6', ({ position }) => integer(position)),
    ...of('7', ({ name }) => text(name)),
    ...of('8', ({ hardware }) => text(hardware)),
    ...of('9', () => text('')),
    ...of('10', ({ software }) => text(software)),
    ...of('11', ({ hasSerial, index }, { device }) => text(hasSerial ? `${device.serial}${places.get(index) ?? `T${index}`}` : '')),
    ...of('12', (entity) => text(entity.manufacturer ?? manufacturer)),
    ...of('13', (entity) => text(entity.model)),
    ...of('16', ({ hasSerial }) => integer(hasSerial ? 1 : 2)),
    scalar('1.3.6.1.2.1.47.1.4.1', () => ticks(0)),
    ...sensed('1', ({ type }) => integer(type)),
    ...sensed('2', ({ scale }) => integer(scale)),
    ...sensed('3', ({ precision }) => integer(precision)),
    ...sensed('4', ({ of: name, times }, { quantity }) => integer(quantity(name) * times)),
    ...sensed('5', () => integer(SENSOR_OK)),
  ];
}
