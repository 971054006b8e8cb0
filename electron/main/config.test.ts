import { describe, expect, test } from 'vitest';
import { readShellConfig } from './config.ts';

const read = (argv: string[], environment: Record<string, string> = {}) =>
  readShellConfig(argv, { NOC_DATA: '/d', ...environment }, 'linux');

describe('what the shell was asked for', () => {
  test('a desk by default, on the station of the data folder', () => {
    expect(read(['electron', '.'])).toEqual({
      dataFolder: '/d',
      mode: 'desk',
      displays: [],
      scheme: 'http',
      host: '127.0.0.1',
      port: 7460,
    });
  });
  test('a station that is given certificate and key is looked for over TLS', () => {
    expect(read([], { NOC_TLS_CERTIFICATE: 'c', NOC_TLS_KEY: 'k' }).scheme).toBe('https');
    expect(read([], { NOC_TLS_CERTIFICATE: 'c' }).scheme).toBe('http');
  });
  test('a wall on every display or on some', () => {
    expect(read(['--wall'])).toMatchObject({ mode: 'wall', displays: [] });
    expect(read(['x', '--wall=2,3,x,-1'])).toMatchObject({ mode: 'wall', displays: [2, 3] });
  });
  test('a port that is none falls back, because the station will refuse it and say so', () => {
    expect(read([], { NOC_PORT: '1x' }).port).toBe(7460);
    expect(read([], { NOC_PORT: '0', NOC_HOST: '::1' })).toMatchObject({ port: 0, host: '::1' });
  });
});
