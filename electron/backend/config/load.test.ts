import { describe, expect, test } from 'vitest';
import { ConfigInvalid, loadConfig } from './load.ts';

describe('configuration', () => {
  test('defaults are loopback and port 7460', () => {
    expect(loadConfig({ NOC_DATA: '/d' }, 'linux')).toMatchObject({ host: '127.0.0.1', port: 7460, mode: 'station', data: '/d' });
  });
  test('an address other machines reach is refused without TLS and accepted with it', () => {
    expect(() => loadConfig({ NOC_DATA: '/d', NOC_HOST: '0.0.0.0' }, 'linux')).toThrow(ConfigInvalid);
    expect(loadConfig({ NOC_DATA: '/d', NOC_HOST: '0.0.0.0', NOC_TLS_CERTIFICATE: 'c', NOC_TLS_KEY: 'k' }, 'linux').host).toBe('0.0.0.0');
  });
  test('a certificate without its key is refused, and the other way round', () => {
    expect(() => loadConfig({ NOC_DATA: '/d', NOC_TLS_CERTIFICATE: 'c' }, 'linux')).toThrow('NOC_TLS_KEY');
    expect(() => loadConfig({ NOC_DATA: '/d', NOC_TLS_KEY: 'k' }, 'linux')).toThrow('NOC_TLS_CERTIFICATE');
  });
  test('memory is what each part takes by itself unless somebody says how much', () => {
    expect(loadConfig({ NOC_DATA: '/d' }, 'linux').memoryMb).toBeUndefined();
    expect(loadConfig({ NOC_DATA: '/d', NOC_MEMORY_MB: '64' }, 'linux').memoryMb).toBe(64);
    expect(() => loadConfig({ NOC_DATA: '/d', NOC_MEMORY_MB: '1' }, 'linux')).toThrow('NOC_MEMORY_MB');
  });
  test('a wrong value names its variable', () => {
    expect(() => loadConfig({ NOC_PORT: '70000' }, 'linux')).toThrow('NOC_PORT');
  });
  test('the data folder follows the platform', () => {
    expect(loadConfig({ XDG_DATA_HOME: '/x' }, 'linux').data).toBe('/x/shouwang');
  });
});
