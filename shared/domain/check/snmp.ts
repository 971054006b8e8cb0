import { RESOURCE_CLASSES } from '../inventory/resource.ts';
import { PLATFORM } from '../metric/platform.ts';
import { defineCheck } from './kind.ts';

const MACHINES = ['RC2', 'RC3', 'RC4'] as const;
const EQUIPMENT = ['RC1', 'RC2', 'RC3', 'RC4', 'RC6'] as const;
const POWER = ['RC1', 'RC6'] as const;

/** A device with an SNMP agent (R-8.2.2-a2-*, R-8.4.2-c2-*): which of these it has, its profile and its own tables say. */
export const snmpCheck = defineCheck({
  protocol: 'snmp',
  fields: { port: { type: 'port', default: 161 }, credential: { type: 'credential' } },
  identity: [],
  ordered: [],
  addedBy: 'person',
  layers: [{ cause: 'noResponse' }, { cause: 'authenticationFailure', faults: ['auth'] }],
  metrics: [
    { code: 'snmp.rtt', unit: 'ms', perComponent: false, decimals: 1, classes: RESOURCE_CLASSES },
    PLATFORM['system.uptime'],
    PLATFORM['cpu.utilisation'],
    PLATFORM['cpu.core.utilisation'],
    PLATFORM['load.1m'],
    PLATFORM['load.5m'],
    PLATFORM['load.15m'],
    PLATFORM['memory.utilisation'],
    PLATFORM['memory.used'],
    PLATFORM['memory.total'],
    PLATFORM['swap.utilisation'],
    PLATFORM['filesystem.utilisation'],
    PLATFORM['filesystem.used'],
    PLATFORM['filesystem.total'],
    PLATFORM['disk.read'],
    PLATFORM['disk.write'],
    PLATFORM['process.count'],
    PLATFORM['interface.up'],
    PLATFORM['interface.in'],
    PLATFORM['interface.out'],
    { code: 'interface.in.utilisation', unit: '%', perComponent: true, decimals: 2, classes: MACHINES, range: [0, 100] },
    { code: 'interface.out.utilisation', unit: '%', perComponent: true, decimals: 2, classes: MACHINES, range: [0, 100] },
    { code: 'interface.in.packets', unit: '1/s', perComponent: true, decimals: 1, classes: MACHINES },
    { code: 'interface.out.packets', unit: '1/s', perComponent: true, decimals: 1, classes: MACHINES },
    PLATFORM['interface.in.errors'],
    PLATFORM['interface.out.errors'],
    { code: 'interface.in.discards', unit: '1/s', perComponent: true, decimals: 2, classes: MACHINES },
    { code: 'interface.out.discards', unit: '1/s', perComponent: true, decimals: 2, classes: MACHINES },
    /** Sessions of a firewall, else established TCP connections of the device itself (R-8.2.2-a2-3). */
    { code: 'connection.count', unit: '1', perComponent: false, decimals: 0, classes: MACHINES },
    /** 1 as it should be, 0 failed; what the device says of its fans, power supplies, disks, boards. */
    { code: 'hardware.up', unit: 'state', perComponent: true, decimals: 0, classes: EQUIPMENT, range: [0, 1] },
    { code: 'sensor.temperature', unit: '℃', perComponent: true, decimals: 1, classes: EQUIPMENT },
    { code: 'sensor.humidity', unit: '%', perComponent: true, decimals: 1, classes: EQUIPMENT, range: [0, 100] },
    { code: 'sensor.fan', unit: 'rpm', perComponent: true, decimals: 0, classes: EQUIPMENT },
    { code: 'sensor.voltage', unit: 'V', perComponent: true, decimals: 2, classes: EQUIPMENT },
    { code: 'sensor.current', unit: 'A', perComponent: true, decimals: 2, classes: EQUIPMENT },
    { code: 'sensor.power', unit: 'W', perComponent: true, decimals: 1, classes: EQUIPMENT },
    /** Light that a transceiver receives and sends. */
    { code: 'optics.rx', unit: 'dBm', perComponent: true, decimals: 2, classes: MACHINES },
    { code: 'optics.tx', unit: 'dBm', perComponent: true, decimals: 2, classes: MACHINES },
    /** 1 fed from the mains, 0 from the battery. */
    { code: 'ups.mains.up', unit: 'state', perComponent: false, decimals: 0, classes: POWER, range: [0, 1] },
    { code: 'ups.load', unit: '%', perComponent: false, decimals: 1, classes: POWER, range: [0, 100] },
    { code: 'ups.battery.charge', unit: '%', perComponent: false, decimals: 0, classes: POWER, range: [0, 100] },
    { code: 'ups.battery.remaining', unit: 's', perComponent: false, decimals: 0, classes: POWER },
  ],
  latency: 'snmp.rtt',
  collects: () => [
    'snmp.rtt',
    'system.uptime',
    'cpu.utilisation',
    'memory.utilisation',
    'filesystem.utilisation',
    'interface.up',
    'interface.in',
    'interface.out',
    'interface.in.errors',
    'hardware.up',
    'sensor.temperature',
  ],
  isOpenEnded: true,
});
