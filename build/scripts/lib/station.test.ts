import { expect, test } from 'vitest';
import { addressFor } from './station.ts';

test.each([
  ['http', '127.0.0.1', 'http://127.0.0.1:7460/'],
  ['https', '0.0.0.0', 'https://127.0.0.1:7460/'],
  ['http', '::1', 'http://[::1]:7460/'],
] as const)('people open a station of %s on %s at %s', (scheme, host, address) => {
  expect(addressFor({ scheme, host, port: 7460 })).toBe(address);
});
