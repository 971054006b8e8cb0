import { expect, test } from 'vitest';
import type { User } from '../../../../shared/contracts/users.ts';
import { PERMISSIONS } from '../../../../shared/domain/access/permissions.ts';
import { at, id } from '../../../testing/builders.ts';
import { markup, words } from '../../../testing/markup.tsx';
import { AdministratorPanel } from './AdministratorPanel.tsx';
import { MatrixPanel } from './MatrixPanel.tsx';

const secadmin: User = {
  id: id(1),
  account: 'secadmin',
  name: '唐蓉',
  staffNumber: 'ZW-0144',
  roles: ['securityAdministrator'],
  createdAt: at(),
  lastSignInAt: null,
  lockedUntil: null,
  hold: null,
  passwordExpiresAt: null,
  disabledAt: null,
  version: 1,
};

test('R-8.4.2-j-2 the matrix has a row for every permission and says of each role who holds it, to a reader too', () => {
  const html = markup(<MatrixPanel people={[secadmin]} />);
  expect(html.match(/scope="row"/g)).toHaveLength(PERMISSIONS.length);
  expect(words(html)).toContain('安全管理员 1 人');
  const grant = /<tr><th scope="row">角色：授予<\/th>(.*?)<\/tr>/.exec(html)?.[1] ?? '';
  expect(words(grant).match(/未授予|授予/g)).toEqual(['未授予', '未授予', '未授予', '未授予', '未授予', '授予', '未授予', '未授予']);
});

test('R-8.4.3-d1-1 a card of the three names its person and what he cannot do', () => {
  const text = words(markup(<AdministratorPanel of="securityAdministrator" people={[secadmin]} />));
  for (const part of ['唐蓉', 'ZW-0144', '从未登录', '不得兼任']) expect(text).toContain(part);
  expect(text).toMatch(/能做 .*角色：授予.* 能看 .* 不能做 .*用户：管理/);
  expect(words(markup(<AdministratorPanel of="auditAdministrator" people={[]} />))).toContain('没有人');
});

test('R-8.4.3-d1-1 a card says while nobody could reset the password of its person', () => {
  const second: User = { ...secadmin, id: id(2), account: 'secadmin2' };
  const cardOf = (...people: User[]) => words(markup(<AdministratorPanel of="securityAdministrator" people={people} />));
  expect(cardOf(secadmin)).toContain('没有第二个能用的人');
  expect(cardOf(secadmin, { ...second, passwordExpiresAt: at() })).toContain('没有第二个能用的人');
  expect(cardOf(secadmin, second)).not.toContain('没有第二个能用的人');
});
