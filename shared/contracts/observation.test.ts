import { expect, test } from 'vitest';
import { Observation } from './observation.ts';

const sample = {
  ...{ kind: 'sample', resourceId: '0198b1a0-0000-7000-8000-000000000001', at: 1, protocol: 'snmp' },
  ...{ metric: 'cpu.utilisation', component: '', value: 5 },
};
const isRead = (rest: object): boolean => Observation.safeParse({ ...sample, ...rest }).success;

test('R-8.2.2-0-4 a sample is read without a quality and with one of the list', () => {
  expect([{}, { value: null }, { quality: 'wrapped' }, { quality: 'splendid' }].map(isRead)).toEqual([true, true, true, false]);
  expect(Observation.parse({ ...sample, value: null, quality: 'timeout' })).toMatchObject({ value: null, quality: 'timeout' });
});
