import { encodePdu } from '../../electron/backend/lab/agent/pdu.ts';
import type { Port } from '../../electron/backend/lab/device/state.ts';
import { element, integerBody, type Oid, oidBody, oidOf, TAG, type Value } from '../../electron/backend/lib/snmp/ber.ts';
import { COMMUNITY, type RigDevice } from './fleet.ts';

export type TrapKind = 'coldStart' | 'linkDown' | 'linkUp';

const TRAP_V2 = 0xa7;
const VERSION_2C = 1;
const IF = '1.3.6.1.2.1.2.2.1';
/** Notifications of SNMPv2-MIB and IF-MIB (RFC 3418, RFC 2863). */
const TRAPS: Readonly<Record<TrapKind, Oid>> = {
  coldStart: oidOf('1.3.6.1.6.3.1.1.5.1'),
  linkDown: oidOf('1.3.6.1.6.3.1.1.5.3'),
  linkUp: oidOf('1.3.6.1.6.3.1.1.5.4'),
};

const variable = (oid: string, value: Value) => ({ oid: element(TAG.oid, oidBody(oidOf(oid))), value });

function linkVariables(kind: TrapKind, { index, name }: Port) {
  return [
    variable(`${IF}.1.${index}`, { type: 'integer', value: index }),
    variable(`${IF}.7.${index}`, { type: 'integer', value: 1 }),
    variable(`${IF}.8.${index}`, { type: 'integer', value: kind === 'linkDown' ? 2 : 1 }),
    variable(`${IF}.2.${index}`, { type: 'octets', value: Buffer.from(name) }),
  ];
}

/** A notification of version 2c as a device sends it (RFC 3416 4.2.6). */
export function trapOf(kind: TrapKind, port: Port | null, upS: number, requestId: number): Buffer {
  const varbinds = [
    variable('1.3.6.1.2.1.1.3.0', { type: 'timeTicks', value: (upS * 100) % 2 ** 32 }),
    variable('1.3.6.1.6.3.1.1.4.1.0', { type: 'oid', value: TRAPS[kind] }),
    ...(port ? linkVariables(kind, port) : []),
  ];
  return element(
    TAG.sequence,
    element(TAG.integer, integerBody(VERSION_2C)),
    element(TAG.octets, Buffer.from(COMMUNITY)),
    encodePdu(TRAP_V2, requestId, { status: 0, index: 0, varbinds }),
  );
}

const SHANGHAI_MS = 8 * 3_600_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Nov  8 10:20:30` in the time of Shanghai, and the year. */
function clockOf(at: number): { readonly time: string; readonly day: string; readonly year: number } {
  const local = new Date(at + SHANGHAI_MS);
  const day = `${MONTHS[local.getUTCMonth()]} ${String(local.getUTCDate()).padStart(2, ' ')}`;
  return { day, time: local.toISOString().slice(11, 19), year: local.getUTCFullYear() };
}

/** The line in which a device of this vendor says that a link went down or came up. */
export function linkLine({ name, model }: RigDevice, { name: port }: Port, isUp: boolean, at: number, sequence: number): string {
  const { day, time, year } = clockOf(at);
  const state = isUp ? 'up' : 'down';
  const vendor = model.name.split('-')[0];
  if (vendor === 'huawei')
    return `<189>${day} ${year} ${time} ${name} %%01IFNET/4/LINK_STATE(l)[${sequence}]:The line protocol IP on the interface ${port} has entered the ${state.toUpperCase()} state.`;
  if (vendor === 'h3c')
    return `<190>${day} ${time} ${year} ${name} %%10IFNET/3/PHY_UPDOWN: Physical state on the interface ${port} changed to ${state}.`;
  if (vendor === 'cisco')
    return `<189>${sequence}: ${name}: ${day} ${time}.123 CST: %LINK-3-UPDOWN: Interface ${port}, changed state to ${state}`;
  if (vendor === 'ruijie')
    return `<189>*${day} ${time}: ${name} %LINEPROTO-5-UPDOWN: Line protocol on Interface ${port}, changed state to ${state}`;
  return `<30>${day} ${time} ${name} NetworkManager[812]: <info> device (${port}): carrier is ${isUp ? 'on' : 'off'}`;
}

/** A line without a fault behind it, of those that make up most of a day's log. */
export function usualLine({ name, model }: RigDevice, at: number, sequence: number): string {
  const { day, time, year } = clockOf(at);
  const who = `10.${sequence % 256}.${(sequence >> 8) % 256}.7`;
  const vendor = model.name.split('-')[0];
  if (vendor === 'huawei')
    return `<190>${day} ${year} ${time} ${name} %%01SHELL/5/CMDRECORD(s)[${sequence}]:Recorded command information. (Task=VTY, Ip=${who}, User=admin, Command="display interface brief")`;
  if (vendor === 'h3c') return `<190>${day} ${time} ${year} ${name} %%10SHELL/5/SHELL_LOGIN: admin logged in from ${who}.`;
  if (vendor === 'cisco')
    return `<189>${sequence}: ${name}: ${day} ${time}.001 CST: %SYS-5-CONFIG_I: Configured from console by vty0 (${who})`;
  if (vendor === 'ruijie') return `<190>*${day} ${time}: ${name} %SYS-6-LOGIN: admin logged in from ${who}.`;
  return `<86>${day} ${time} ${name} sshd[${4000 + (sequence % 20_000)}]: Accepted publickey for ops from ${who} port ${20_000 + (sequence % 40_000)} ssh2`;
}
