import { expect, test } from 'vitest';
import { addressFor } from './station.ts';

test.each([
  ['127.0.0.1', 'http://127.0.0.1:7460/'],
  ['0.0.0.0', 'http://127.0.0.1:7460/'],
  ['::1', 'http://[::1]:7460/'],
])('people open a station on %s at %s', (host, address) => {
  expect(addressFor(host, 7460)).toBe(address);
});
