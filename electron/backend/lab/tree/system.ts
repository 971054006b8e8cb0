import type { DeviceModel } from '../device/model.ts';
import { bytes, identifier, integer, type SeenLeaf, scalar, text, ticks } from './values.ts';

const ENGINE = '1.3.6.1.6.3.10.2.1';
const MAX_MESSAGE = 65_507;
/** An engine of the laboratory has begun once, however often its process has. */
export const ENGINE_BOOTS = 1;
const SYSTEM = '1.3.6.1.2.1.1';

/** SNMPv2-MIB system (RFC 3418), and what an engine tells of itself (RFC 3411). */
export function systemLeaves(model: DeviceModel): readonly SeenLeaf[] {
  return [
    scalar(`${SYSTEM}.1`, () => text(model.sysDescr)),
    scalar(`${SYSTEM}.2`, () => identifier(model.sysObjectId)),
    scalar(`${SYSTEM}.3`, ({ at, device }) => ticks(at - device.bootedAt)),
    scalar(`${SYSTEM}.4`, ({ device }) => text(device.contact)),
    scalar(`${SYSTEM}.5`, ({ device }) => text(device.name)),
    scalar(`${SYSTEM}.6`, ({ device }) => text(device.location)),
    scalar(`${SYSTEM}.7`, () => integer(model.sysServices)),
    ...(model.versions.includes('3') ? engineLeaves() : []),
  ];
}

function engineLeaves(): readonly SeenLeaf[] {
  return [
    scalar(`${ENGINE}.1`, ({ device }) => bytes(device.engineId)),
    scalar(`${ENGINE}.2`, () => integer(ENGINE_BOOTS)),
    scalar(`${ENGINE}.3`, ({ upS }) => integer(upS)),
    scalar(`${ENGINE}.4`, () => integer(MAX_MESSAGE)),
  ];
}
