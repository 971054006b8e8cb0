import { expect, test } from 'vitest';
import { addressFor } from './station.ts';

test.each([
  ['127.0.0.1', undefined, 'http://127.0.0.1:7460/'],
  ['0.0.0.0', undefined, 'http://127.0.0.1:7460/'],
  ['::1', undefined, 'http://[::1]:7460/'],
  ['127.0.0.1', 'T0ken', 'http://127.0.0.1:7460/setup#token=T0ken'],
])('people open a station on %s (set-up token %s) at %s', (host, token, address) => {
  expect(addressFor(host, 7460, token)).toBe(address);
});
