import { describe, expect, test } from 'vitest';
import { cloneEnvironment, hasDisplay, ROOT, takeLab } from './lib/paths.ts';
import { builderArguments } from './package.ts';
import { whyNoWindow } from './start.ts';

describe('npm start', () => {
  test('opens a window for an ordinary user with a display and Electron, and says which of the three is missing', () => {
    expect(whyNoWindow('/e', true, 1000)).toBeUndefined();
    expect(whyNoWindow('/e', true, 0)?.en).toContain('root');
    expect(whyNoWindow('/e', false, 1000)?.en).toContain('display');
    expect(whyNoWindow(undefined, true, 1000)?.en).toContain('Electron');
    expect(whyNoWindow('/e', true, undefined)).toBeUndefined();
  });
  test('keeps the data of a clone in it unless told otherwise', () => {
    expect(cloneEnvironment({}).NOC_DATA).toBe(`${ROOT}/.data`);
    expect(cloneEnvironment({ NOC_DATA: '/x' }).NOC_DATA).toBe('/x');
  });
  test('keeps a laboratory apart from the data of a clone, and honours a folder it is told', () => {
    const environment: NodeJS.ProcessEnv = {};
    expect(takeLab(['--lab', '--x'], environment)).toEqual(['--x']);
    expect(cloneEnvironment(environment)).toMatchObject({ NOC_LAB: 'true', NOC_DATA: `${ROOT}/.data-lab` });
    expect(cloneEnvironment({ ...environment, NOC_DATA: '/x' }).NOC_DATA).toBe('/x');
    expect(takeLab(['--x'], environment)).toEqual(['--x']);
    for (const said of ['true', '1', 'yes', 'on']) expect(cloneEnvironment({ NOC_LAB: said }).NOC_DATA).toBe(`${ROOT}/.data-lab`);
    for (const said of ['false', '0', 'no', 'perhaps']) expect(cloneEnvironment({ NOC_LAB: said }).NOC_DATA).toBe(`${ROOT}/.data`);
  });
  test('knows a display by X or Wayland on Linux and takes it for granted elsewhere', () => {
    expect(hasDisplay({}, 'linux')).toBe(false);
    expect(hasDisplay({ DISPLAY: ':0' }, 'linux')).toBe(true);
    expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0', XDG_RUNTIME_DIR: '/nonexistent' }, 'linux')).toBe(false);
    expect(hasDisplay({}, 'win32')).toBe(true);
  });
});

test('the packer is asked for one target, out of a given Electron, and publishes nothing', () => {
  expect(builderArguments('dir', '/e').join(' ')).toBe('--linux dir --publish never --config electron-builder.yml -c.electronDist=/e');
  expect(builderArguments('nsis', '/e').slice(0, 2)).toEqual(['--win', 'nsis']);
});
