import { expect, test } from '../app.ts';
import { deskOf } from '../pages/desk.ts';
import { directly } from '../pages/direct.ts';

const OWN_PASSWORD = 'li-ting-de-kouling-2026';

test('R-8.4.2-j-1 R-8.4.2-k-2 a person is made by two administrators, chooses the own password, and gives a program a token it cannot exceed', async ({
  page,
  station,
  signIn,
  look,
}) => {
  const desk = deskOf(page);
  const drawer = (name: string | RegExp) => page.getByRole('complementary', { name });
  const section = (name: string) => page.getByRole('group', { name: '用户与权限的各部分' }).getByRole('button', { name });
  const people = page.getByRole('grid', { name: '用户' });
  let password = '';

  await test.step('the system administrator creates; what is wrong stands at its field; the one-time password is shown once', async () => {
    await signIn('systemAdministrator');
    await page.getByRole('link', { name: '用户与权限' }).click();
    await expect(page).toHaveURL(/\/users\/people/);
    await expect(people.getByRole('row')).toHaveCount(5);
    await page.keyboard.press('n');
    const form = drawer('新建用户');
    await form.getByLabel('姓名').fill('李婷');
    await form.getByLabel('账号').fill('li ting');
    await page.keyboard.press('Enter');
    await expect(form.getByLabel('账号')).toHaveAccessibleDescription(/只用字母、数字/);
    await expect(form.getByLabel('账号')).toHaveAttribute('aria-invalid', 'true');
    await form.getByLabel('账号').fill('liting');
    await form.getByLabel('工号').fill('S010');
    await page.keyboard.press('Enter');
    password =
      (await form
        .getByRole('status')
        .filter({ hasText: /^[2-9A-Z]{4}-/ })
        .textContent()) ?? '';
    await look('users-created');
    await form.getByRole('button', { name: '已记下，关闭' }).click();
    const row = people.getByRole('row').filter({ hasText: '李婷' });
    await expect(row).toContainText('未授角色，不能登录');
    await row.click();
    await expect(drawer('李婷').getByRole('button', { name: '保存角色' })).toHaveAttribute('aria-disabled', 'true');
    await expect(drawer('李婷')).toContainText('需要「角色：授予」权限');
    await desk.signOut();
  });

  await test.step('the security administrator is told why two roles cannot go together, and grants others', async () => {
    await signIn('securityAdministrator');
    await desk.open('/users/people?q=%22liting%22');
    await people.getByRole('row').filter({ hasText: '李婷' }).click();
    const person = drawer('李婷');
    await person.getByRole('checkbox', { name: '审计管理员' }).check();
    await person.getByRole('checkbox', { name: '值班员' }).check();
    await expect(person.getByRole('alert')).toHaveText('三员不能值班：管理员角色不能与其他角色同时授予。');
    await expect(person.getByRole('button', { name: '保存角色' })).toHaveAttribute('aria-disabled', 'true');
    await person.getByRole('checkbox', { name: '审计管理员' }).uncheck();
    await person.getByRole('checkbox', { name: '值班长' }).check();
    await person.getByRole('button', { name: '保存角色' }).click();
    await expect(people.getByRole('row').filter({ hasText: '李婷' })).toContainText('值班长');
    await look('users-person');
    await section('凭据').click();
    await expect(page.getByRole('heading', { name: '还没有凭据' })).toBeVisible();
    await page.keyboard.press('n');
    const set = drawer('录入凭据');
    await set.getByLabel('名称', { exact: true }).fill('核心设备 v3');
    await set.getByLabel('用户名').fill('watch');
    await set.getByLabel('认证口令').fill('renzheng-kouling');
    await page.keyboard.press('Enter');
    await expect(set.getByLabel('加密口令')).toHaveAccessibleDescription('请填写');
    await set.getByLabel('加密口令').fill('jiami-kouling');
    await page.keyboard.press('Enter');
    const sets = page.getByRole('grid', { name: '凭据' });
    await sets.getByRole('row').filter({ hasText: '核心设备 v3' }).click();
    await drawer('核心设备 v3').getByRole('button', { name: '修改' }).click();
    await expect(drawer('核心设备 v3').getByLabel('加密口令')).toHaveAttribute('placeholder', '已保存，留空不改');
    await look('users-credential');
    await drawer('核心设备 v3').getByLabel('名称', { exact: true }).fill('核心设备 v3 只读');
    await page.keyboard.press('Enter');
    await expect(sets).toContainText('核心设备 v3 只读');
    await desk.signOut();
  });

  await test.step('the one-time password only opens the choice of another', async () => {
    const enter = async (secret: string) => {
      await page.getByLabel('账号', { exact: true }).fill('liting');
      await page.getByLabel('口令', { exact: true }).fill(secret);
      await page.keyboard.press('Enter');
    };
    await enter(password);
    await expect(page.getByRole('heading', { name: '设定自己的口令' })).toBeVisible();
    await look('users-new-password');
    await page.getByLabel('新口令', { exact: true }).fill(OWN_PASSWORD);
    await page.getByLabel('再输一次新口令').fill(`${OWN_PASSWORD}x`);
    await page.keyboard.press('Enter');
    await expect(page.getByText('两次输入不同')).toBeVisible();
    await page.getByLabel('再输一次新口令').fill(OWN_PASSWORD);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: '告警墙' })).toBeVisible();
    await directly(station, { account: 'liting', password: OWN_PASSWORD });
  });

  await test.step('a token reads and acknowledges, nothing else; revoked it opens nothing', async () => {
    await page.getByRole('link', { name: '用户与权限' }).click();
    await section('API 令牌').click();
    await expect(page.getByRole('heading', { name: '还没有令牌' })).toBeVisible();
    await page.keyboard.press('n');
    const form = drawer('创建令牌');
    await form.getByLabel('名称').fill('ITSM 对接');
    await page.keyboard.press('Enter');
    await expect(form.getByRole('alert').filter({ hasText: '请至少选一项权限' })).toBeVisible();
    await form.getByRole('checkbox', { name: '告警：查看' }).check();
    await form.getByRole('checkbox', { name: '告警：确认' }).check();
    await look('users-token-form');
    await form.getByRole('button', { name: '创建并显示令牌' }).click();
    const secret = (await form.getByRole('status').filter({ hasText: /^swt_/ }).textContent()) ?? '';
    await look('users-token');
    const ask = async (path: string) =>
      (await fetch(`${station.url}/api/v1${path}`, { headers: { authorization: `Bearer ${secret}` } })).status;
    expect([await ask('/alarms'), await ask('/resources'), await ask('/users')]).toEqual([200, 403, 403]);
    await form.getByRole('button', { name: '已记下，关闭' }).click();
    await page.getByRole('grid', { name: 'API 令牌' }).getByRole('row').filter({ hasText: 'ITSM 对接' }).click();
    const token = drawer('ITSM 对接');
    await token.getByRole('button', { name: '吊销' }).click();
    await token.getByRole('region', { name: '吊销 ITSM 对接' }).getByRole('button', { name: '吊销' }).click();
    await expect(page.getByRole('heading', { name: '还没有令牌' })).toBeVisible();
    await expect(token).toContainText('已吊销');
    expect(await ask('/alarms')).toBe(401);
    await section('用户').first().click();
    await expect(page.getByRole('heading', { name: '您没有「用户：查看」权限' })).toBeVisible();
  });
});

test('a wall is announced, gets another code, and is revoked by somebody else', async ({ page, station, signIn, look }) => {
  await signIn('systemAdministrator');
  await deskOf(page).open('/users/devices');
  const drawer = (name: string) => page.getByRole('complementary', { name });
  const grid = page.getByRole('grid', { name: '设备与席位' });
  await expect(page.getByRole('heading', { name: '还没有登记的设备' })).toBeVisible();
  await page.keyboard.press('n');
  await drawer('登记大屏').getByLabel('大屏名称').fill('大屏 1');
  await page.keyboard.press('Enter');
  const code = drawer('登记大屏')
    .getByRole('status')
    .filter({ hasText: /^[2-9A-Z]{4}-[2-9A-Z]{4}$/ });
  await expect(code).toBeVisible();
  await look('users-wall-code');
  await drawer('登记大屏').getByRole('button', { name: '已记下，关闭' }).click();
  await expect(grid.getByRole('row').filter({ hasText: '大屏 1' })).toContainText(/待绑定，短码 \d\d:\d\d:\d\d 前有效/);
  await grid.getByRole('row').filter({ hasText: '大屏 1' }).click();
  const wall = drawer('大屏 1');
  await wall.getByRole('button', { name: '换发短码' }).click();
  await wall.getByRole('region', { name: '换发短码' }).getByRole('button', { name: '换发短码' }).click();
  await expect(wall.getByRole('region', { name: '大屏 1 的短码' })).toBeVisible();
  await expect(wall.getByRole('button', { name: '注销' })).toHaveAttribute('aria-disabled', 'true');
  await expect(wall).toContainText('需要「席位与大屏：注销」权限');
  const security = await directly(station, 'securityAdministrator');
  const { items } = await security.call<{ items: { id: string }[] }>('GET', '/devices');
  await security.call('POST', `/devices/${items[0]?.id}/revoke`);
  await page.reload();
  await expect(page.getByText('另有 1 台已注销。')).toBeVisible();
});
