import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { expect, PEOPLE, type Person, test } from '../app.ts';

const ADMINISTRATORS = ['systemAdministrator', 'securityAdministrator', 'auditAdministrator'] as const;
const PLACES: Readonly<Record<Person, string>> = {
  systemAdministrator: '系统管理员',
  securityAdministrator: '安全管理员',
  auditAdministrator: '审计管理员',
  operator: '首位值班员',
};

async function fill(
  card: Locator,
  { account, name, staffNumber, password }: Readonly<Record<'account' | 'name' | 'staffNumber' | 'password', string>>,
): Promise<void> {
  await card.getByLabel('账号').fill(account);
  await card.getByLabel('姓名').fill(name);
  await card.getByLabel('工号').fill(staffNumber);
  await card.getByLabel('口令').fill(password);
}

test.describe('before the set-up', () => {
  test.use({ stationOptions: { isSetUp: false } });

  test('R-8.4.3-d1-1 the first start takes four different people against its one-time token, and then lets each of them in', async ({
    page,
    shellApp,
    station,
    signIn,
  }) => {
    const token = readFileSync(join(station.dataFolder, 'run/setup.token'), 'utf8').trim();
    const address = `${station.url}/setup`;
    expect((await fetch(`${station.url}/api/v1/setup`)).status).toBe(401);
    await expect(page).toHaveURL(/\/setup/);

    await test.step('without the token nothing is offered; with it the address bar does not keep it', async () => {
      if (!shellApp) {
        await expect(page.getByText('这个地址没有带令牌')).toBeVisible();
        await page.getByLabel('令牌或完整链接').fill('not-the-token-of-this-station');
        await page.getByRole('button', { name: '核对' }).click();
        await expect(page.getByText('令牌不对，或主站重启后已换新')).toBeVisible();
        await page.goto('about:blank');
        await page.goto(`${address}#token=${token}`);
      }
      await expect(page.getByText(/令牌已核对，\d\d:\d\d(:\d\d)? 前有效/)).toBeVisible();
      expect(page.url()).toBe(address);
      expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]))).not.toContain(token);
      await page.getByLabel('主站名称').fill(PEOPLE.stationName);
      await page.getByRole('button', { name: '下一步' }).click();
    });

    const card = (person: Person) => page.getByRole('region', { name: PLACES[person] });

    await test.step('each field says what is wrong with it, and the way on says who is missing', async () => {
      for (const person of ADMINISTRATORS) await fill(card(person), PEOPLE[person]);
      const security = card('securityAdministrator');
      await security.getByLabel('工号').fill(PEOPLE.systemAdministrator.staffNumber.toLowerCase());
      await expect(security).toContainText('与系统管理员是同一人，三员不得兼任');
      await security.getByLabel('账号').fill(PEOPLE.systemAdministrator.account);
      await expect(security).toContainText('与系统管理员是同一个账号');
      await security.getByLabel('口令').fill('short-2026');
      await security.getByLabel('口令').blur();
      await expect(security).toContainText('口令须 12 至 200 位');
      const next = page.getByRole('button', { name: '下一步' });
      await expect(next).toHaveAttribute('aria-disabled', 'true');
      await expect(page.getByText('还差 1 项：安全管理员')).toBeVisible();
      await fill(security, PEOPLE.securityAdministrator);
      await expect(security).not.toContainText('同一');
      await next.click();
    });

    await test.step('an administrator stands no watch; four people complete it', async () => {
      const operator = card('operator');
      await fill(operator, { ...PEOPLE.operator, staffNumber: PEOPLE.auditAdministrator.staffNumber });
      await expect(operator).toContainText('与审计管理员是同一人，三员不得值班');
      await expect(page.getByRole('button', { name: '完成设立' })).toHaveAttribute('aria-disabled', 'true');
      await operator.getByLabel('工号').fill(PEOPLE.operator.staffNumber);
      await page.getByRole('button', { name: '完成设立' }).click();
      await expect(page.getByRole('heading', { name: `${PEOPLE.stationName} 设立完成` })).toBeVisible();
      for (const person of [...ADMINISTRATORS, 'operator'] as const)
        await expect(page.getByRole('row').filter({ hasText: PEOPLE[person].account })).toContainText(PEOPLE[person].name);
    });

    await test.step('the token is spent', async () => {
      const again = await fetch(`${station.url}/api/v1/setup`, { headers: { 'x-setup-token': token } });
      expect([401, 409]).toContain(again.status);
      await page.getByRole('button', { name: '去登录' }).click();
      await expect(page.getByRole('heading', { name: '登录' })).toBeVisible();
      await page.goto(address);
      await expect(page).toHaveURL(/\/sign-in/);
    });

    await test.step('a person signs in', async () => {
      await signIn('operator');
      await expect(page).toHaveURL(/\/alarms/);
      await expect(page.getByText(`本站：${PEOPLE.stationName}`)).toBeVisible();
    });
  });
});

test('R-6.2-a-3 a wrong password tells how many attempts are left, the fifth locks the account, and another person may still sign in', async ({
  page,
  signIn,
}) => {
  const account = page.getByLabel('账号', { exact: true });
  const password = page.getByLabel('口令', { exact: true });
  const submit = page.getByRole('button', { name: '登录' });
  await expect(submit).toHaveAttribute('aria-disabled', 'true');
  await account.fill(PEOPLE.auditAdministrator.account);
  const said = [
    '账号或口令不对，再输错 4 次将锁定 15 分',
    '账号或口令不对，再输错 3 次将锁定 15 分',
    '账号或口令不对，再输错 2 次将锁定 15 分',
    '账号或口令不对，再输错 1 次就锁定 15 分',
  ];
  for (const sentence of said) {
    await password.fill('wrong-every-time');
    await password.press('Enter');
    await expect(page.getByRole('alert')).toContainText(sentence);
    await expect(password).toBeFocused();
    await expect(password).toHaveValue('');
  }
  await password.fill('wrong-every-time');
  await password.press('Enter');
  await expect(page.getByRole('alert')).toContainText(/连续输错，锁定至 \d\d:\d\d(:\d\d)?，还有 1[45] 分/);
  await password.fill(PEOPLE.auditAdministrator.password);
  await expect(submit).toHaveAttribute('aria-disabled', 'true');
  await account.fill('nobody-of-this-name');
  await password.fill('wrong-every-time');
  await submit.click();
  await expect(page.getByRole('alert'), 'an unknown account answers like a known one').toContainText('账号或口令不对');
  await signIn('operator');
  await expect(page).toHaveURL(/\/alarms/);
});
