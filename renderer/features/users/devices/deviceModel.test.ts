import { expect, it } from 'vitest';
import type { Device } from '../../../../shared/contracts/devices.ts';
import { at, id } from '../../../testing/builders.ts';
import { conditionOf, rowsOf } from './deviceModel.ts';

const device = (change: Partial<Device> = {}): Device => ({
  id: id(1),
  name: '大屏 1',
  kind: 'wall',
  createdAt: at(-1e6),
  enrolledAt: at(-1e5),
  connected: false,
  lastSeenAt: at(-1000),
  revokedAt: null,
  pending: false,
  codeExpiresAt: null,
  ...change,
});

it.each([
  ['away', {}],
  ['connected', { connected: true }],
  ['waiting', { pending: true, codeExpiresAt: at(1) }],
  ['late', { pending: true, codeExpiresAt: at() }],
  ['late', { pending: true }],
  // A new code for an enrolled device: it goes on with its key until then.
  ['connected', { connected: true, codeExpiresAt: at(1) }],
  ['revoked', { revokedAt: at(), pending: true }],
] as const)('a device is %s with %j', (kind, change) => {
  expect(conditionOf(device(change), at()).kind).toBe(kind);
});

it('lists revoked devices only when asked', () => {
  const all = [device(), device({ name: '大屏 2', revokedAt: at() })];
  expect(rowsOf(all, {}).map(({ name }) => name)).toEqual(['大屏 1']);
  expect(rowsOf(all, { over: true, q: '2' }).map(({ name }) => name)).toEqual(['大屏 2']);
});
