import { expect, test } from 'vitest';
import type { Session, Station } from '../../shared/contracts/session.ts';
import { redirectOf } from './guards.ts';

const session: Session = {
  kind: 'person',
  userId: '018f0000-0000-7000-8000-000000000001',
  account: 'wanglei',
  name: 'Wang Lei',
  roles: ['operator'],
  permissions: ['alarm.read'],
  deviceId: null,
  deviceName: null,
  startedAt: 0,
  endsAt: 1,
  idleLimitMs: 1,
  locked: false,
};
const station = (change: Partial<Station>): Station => ({
  name: 'Central',
  product: 'shouwang',
  version: '0.1.0',
  now: 0,
  timeZone: 'Asia/Shanghai',
  setupNeeded: false,
  isLab: false,
  session,
  warnings: [],
  ...change,
});

const cases: readonly (readonly [string, Partial<Station>, string, ReturnType<typeof redirectOf>])[] = [
  ['a station that is not set up shows only the set-up page', { setupNeeded: true, session: null }, '/alarms', 'setup'],
  ['the set-up page is open while it is needed', { setupNeeded: true, session: null }, '/setup', null],
  ['the set-up page is closed for good afterwards', {}, '/setup', 'desk'],
  ['nobody signed in sees sign-in first', { session: null }, '/alarms', 'signIn'],
  ['sign-in is left once somebody is signed in', {}, '/sign-in', 'desk'],
  ['a person stays on the page asked for', {}, '/audit', null],
  ['a wall is sent to the wall from every desk page', { session: { ...session, kind: 'wall' } }, '/alarms', 'wall'],
  ['the wall page never becomes a login page', { session: null }, '/wall', null],
  ['the wall page waits even for set-up', { setupNeeded: true, session: null }, '/wall', null],
];

test.each(cases)('%s', (_, change, path, expected) => {
  expect(redirectOf(station(change), path)).toBe(expected);
});
