import type { DeviceModel } from '../device/model.ts';
import { identifier, integer, type SeenLeaf, scalar, text, ticks } from './values.ts';

const SYSTEM = '1.3.6.1.2.1.1';

/** SNMPv2-MIB system (RFC 3418). */
export function systemLeaves(model: DeviceModel): readonly SeenLeaf[] {
  return [
    scalar(`${SYSTEM}.1`, () => text(model.sysDescr)),
    scalar(`${SYSTEM}.2`, () => identifier(model.sysObjectId)),
    scalar(`${SYSTEM}.3`, ({ at, device }) => ticks(at - device.bootedAt)),
    scalar(`${SYSTEM}.4`, ({ device }) => text(device.contact)),
    scalar(`${SYSTEM}.5`, ({ device }) => text(device.name)),
    scalar(`${SYSTEM}.6`, ({ device }) => text(device.location)),
    scalar(`${SYSTEM}.7`, () => integer(model.sysServices)),
  ];
}
