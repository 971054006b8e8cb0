import { describe, expect, test } from 'vitest';
import { defaultDataFolder } from '../electron/backend/config/load.ts';
import { readShellConfig } from '../electron/main/config.ts';

describe('shell and station agree without importing each other', () => {
  test.each([
    ['linux', {}],
    ['linux', { XDG_DATA_HOME: '/x' }],
    ['win32', {}],
    ['win32', { ProgramData: 'D:\\Data' }],
    ['darwin', {}],
  ] as const)('on the data folder of %s %j', (platform, environment) => {
    const { resolve } = process.getBuiltinModule('node:path');
    expect(readShellConfig([], environment, platform).dataFolder).toBe(resolve(defaultDataFolder(environment, platform)));
  });
});
