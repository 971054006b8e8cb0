import { expect, it } from 'vitest';
import { isOtherPage } from './leaveGuard.ts';

it('another page of the desk is held back, another look at the same one and signing out are not', () => {
  const to = (pathname: string, search = {}) => isOtherPage({ pathname: '/keeping', search: {} }, { pathname, search });
  expect([to('/health'), to('/keeping', { q: 'x' }), to('/sign-in'), to('/wall'), to('/setup')]).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});
