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
    { code: 'cpu.utilisation', unit: '%', perComponent: false, decimals: 1, classes: HOST, range: [0, 100] },
    { code: 'cpu.core.utilisation', unit: '%', perComponent: true, decimals: 1, classes: HOST, range: [0, 100] },
    { code: 'cpu.iowait', unit: '%', perComponent: false, decimals: 1, classes: HOST, range: [0, 100] },
    { code: 'load.1m', unit: '1', perComponent: false, decimals: 2, classes: HOST },
    { code: 'load.5m', unit: '1', perComponent: false, decimals: 2, classes: HOST },
    { code: 'load.15m', unit: '1', perComponent: false, decimals: 2, classes: HOST },
    { code: 'memory.utilisation', unit: '%', perComponent: false, decimals: 1, classes: HOST, range: [0, 100] },
    { code: 'memory.used', unit: 'B', perComponent: false, decimals: 0, classes: HOST },
    { code: 'memory.total', unit: 'B', perComponent: false, decimals: 0, classes: HOST },
    { code: 'swap.utilisation', unit: '%', perComponent: false, decimals: 1, classes: HOST, range: [0, 100] },
    { code: 'filesystem.utilisation', unit: '%', perComponent: true, decimals: 1, classes: HOST, range: [0, 100] },
    { code: 'filesystem.used', unit: 'B', perComponent: true, decimals: 0, classes: HOST },
    { code: 'filesystem.total', unit: 'B', perComponent: true, decimals: 0, classes: HOST },
    { code: 'filesystem.inode.utilisation', unit: '%', perComponent: true, decimals: 1, classes: HOST, range: [0, 100] },
    { code: 'disk.read', unit: 'B/s', perComponent: true, decimals: 0, classes: HOST },
    { code: 'disk.write', unit: 'B/s', perComponent: true, decimals: 0, classes: HOST },
    { code: 'disk.utilisation', unit: '%', perComponent: true, decimals: 1, classes: HOST, range: [0, 100] },
    { code: 'interface.in', unit: 'bit/s', perComponent: true, decimals: 0, classes: HOST },
    { code: 'interface.out', unit: 'bit/s', perComponent: true, decimals: 0, classes: HOST },
    { code: 'interface.in.errors', unit: '1/s', perComponent: true, decimals: 2, classes: HOST },
    { code: 'interface.out.errors', unit: '1/s', perComponent: true, decimals: 2, classes: HOST },
    /** 1 up, 0 down although administratively up. An interface that is administratively down reports nothing. */
    { code: 'interface.up', unit: 'state', perComponent: true, decimals: 0, classes: HOST, range: [0, 1] },
    { code: 'process.count', unit: '1', perComponent: false, decimals: 0, classes: HOST },
    { code: 'process.running', unit: '1', perComponent: false, decimals: 0, classes: HOST },
    { code: 'process.cpu', unit: '%', perComponent: true, decimals: 1, classes: HOST },
    { code: 'process.memory', unit: 'B', perComponent: true, decimals: 0, classes: HOST },
    { code: 'system.uptime', unit: 's', perComponent: false, decimals: 0, classes: HOST },
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
