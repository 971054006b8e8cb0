import { expect, test } from 'vitest';
import { Observation } from './observation.ts';

const sample = {
  ...{ kind: 'sample', resourceId: '0198b1a0-0000-7000-8000-000000000001', at: 1, protocol: 'snmp' },
  ...{ metric: 'cpu.utilisation', component: '', value: 5 },
};
const isBelieved = (rest: object): boolean => Observation.safeParse({ ...sample, ...rest }).success;

test('R-8.2.2-0-4 a sample is believed without a quality, and with one that goes with its value', () => {
  expect([{}, { value: null }, { quality: 'wrapped' }, { value: null, quality: 'timeout' }].map(isBelieved)).toEqual([
    ...[true, true, true, true],
  ]);
  expect([{ quality: 'timeout' }, { value: null, quality: 'wrapped' }, { quality: 'splendid' }].map(isBelieved)).toEqual([
    false,
    false,
    false,
  ]);
  expect(Observation.parse({ ...sample, value: null, quality: 'timeout' })).toMatchObject({ value: null, quality: 'timeout' });
});
