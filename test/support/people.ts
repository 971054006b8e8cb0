import type { PersonRole } from '../../shared/domain/access/roles.ts';
import { type Browser, PASSWORD, type TestStation } from './station.ts';

export interface NewPerson {
  readonly account: string;
  readonly name: string;
  readonly staffNumber: string;
}

export const LITING: NewPerson = { account: 'liting', name: '李婷', staffNumber: 'ZW-0300' };

/** A further person as the three make one: created, granted, and signed in once with the one-time password, which PASSWORD takes the place of. */
export async function addPerson(
  station: TestStation,
  person: NewPerson,
  roles: readonly PersonRole[],
): Promise<{ readonly id: string; readonly browser: Browser }> {
  const created = await (await station.signIn('sysadmin')).request('POST', '/api/v1/users', person);
  if (created.status !== 200) throw new Error(JSON.stringify(created.body));
  const { user, password } = created.body;
  await (await station.signIn('secadmin')).request('PUT', `/api/v1/users/${user.id}/roles`, { roles, version: user.version });
  const entered = await station
    .anonymous()
    .request('POST', '/api/v1/session', { account: person.account, password, newPassword: PASSWORD });
  if (entered.status !== 200) throw new Error(JSON.stringify(entered.body));
  const cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return {
    id: user.id,
    browser: {
      cookie,
      request: (method, path, body, headers = {}) => station.anonymous().request(method, path, body, { cookie, ...headers }),
    },
  };
}
