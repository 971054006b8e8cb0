import { PLATFORM } from '../metric/platform.ts';
import { defineCheck } from './kind.ts';

const HOST = ['RC3'] as const;

/** The machine the station runs on: given to it by the station itself. */
export const hostCheck = defineCheck({
  protocol: 'host',
  fields: {},
  identity: [],
  ordered: [],
  addedBy: 'station',
  layers: [{ cause: 'unreachable' }],
  metrics: [
    PLATFORM['cpu.utilisation'],
    PLATFORM['cpu.core.utilisation'],
    PLATFORM['cpu.iowait'],
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
    PLATFORM['filesystem.inode.utilisation'],
    PLATFORM['disk.read'],
    PLATFORM['disk.write'],
    PLATFORM['disk.utilisation'],
    PLATFORM['interface.in'],
    PLATFORM['interface.out'],
    PLATFORM['interface.in.errors'],
    PLATFORM['interface.out.errors'],
    PLATFORM['interface.up'],
    PLATFORM['process.count'],
    { code: 'process.running', unit: '1', perComponent: false, decimals: 0, classes: HOST },
    { code: 'process.cpu', unit: '%', perComponent: true, decimals: 1, classes: HOST },
    { code: 'process.memory', unit: 'B', perComponent: true, decimals: 0, classes: HOST },
    PLATFORM['system.uptime'],
  ],
  latency: null,
  collects: () => [
    'cpu.utilisation',
    'memory.utilisation',
    'filesystem.utilisation',
    'disk.utilisation',
    'interface.in',
    'interface.out',
    'process.cpu',
  ],
  isOpenEnded: true,
});
