import type { Page } from '@playwright/test';
import type { z } from 'zod';
import type { UserWithPassword } from '../../../shared/contracts/users.ts';
import { expect, PEOPLE, test } from '../app.ts';
import { alarmDeskOf } from '../pages/alarmDesk.ts';
import { countsOf, deskOf } from '../pages/desk.ts';
import { directly } from '../pages/direct.ts';
import { addHosts, localHost, openFaults } from '../pages/faults.ts';
import { savedBy } from '../pages/saved.ts';

/** Another person's screen follows within a second; a crowded machine gets five. */
const SEEN_WITHIN_MS = 5000;

const figure = (description: string) => test.info().annotations.push({ type: 'figure', description });

/** Milliseconds from the press until the other screen shows it. */
async function untilSeen(press: () => Promise<void>, seen: () => Promise<void>): Promise<number> {
  const watching = seen().then(() => performance.now());
  const pressedAt = performance.now();
  await press();
  return Math.round((await watching) - pressedAt);
}

async function signInAs(page: Page, { account, password }: { readonly account: string; readonly password: string }): Promise<void> {
  await page.getByLabel('账号', { exact: true }).fill(account);
  await page.getByLabel('口令', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录' }).click();
}

test('R-8.4.2-c4-2 D-ALM-4 a fault is one row, acknowledged by key, seen on a second screen, commented, cleared by permission, kept in the history', async ({
  page,
  shellApp,
  station,
  signIn,
  openBrowser,
}) => {
  const operator = await directly(station, 'operator');
  const { mail } = await addHosts(operator, ['mail']);
  const host = await localHost(operator);
  const faults = await openFaults(station, host);
  const other = await openBrowser();
  await Promise.all([signIn('operator'), signIn('operator', other)]);
  const desk = alarmDeskOf(page);
  const second = alarmDeskOf(other);
  await expect(desk.list).toBeVisible();
  await expect(second.list).toBeVisible();

  await test.step('it appears live, once however often it is reported', async () => {
    const visibleMs = await untilSeen(
      () => faults.fill(97),
      () => expect(second.rows(host.name)).toHaveCount(1),
    );
    figure(`from the figure at the source to the row in another browser: ${visibleMs} ms`);
    await faults.fill(98);
    await faults.fail(mail);
    await expect(desk.rows(mail.name)).toContainText('服务不可用：TCP 连接被拒绝');
    await expect(desk.rows(host.name)).toHaveCount(1);
    const mark = desk.rows(host.name).getByRole('img', { name: '紧急，未确认' });
    await expect(mark).toBeVisible();
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await expect(mark, 'it blinks for who has not asked for stillness').toHaveCSS('animation-name', /blink/);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await expect(mark).toHaveCSS('animation-name', 'none');
  });

  await test.step('header, list and API count the same', async () => {
    const frame = deskOf(page);
    await expect
      .poll(async () => {
        const [header, bands, said] = await Promise.all([frame.counts(), desk.bands(), operator.call<never>('GET', '/alarms/counts')]);
        const { unacknowledged: _, ...active } = countsOf(said);
        return { header, active, isSame: JSON.stringify([header, active]) === JSON.stringify([countsOf(said), bands]) };
      })
      .toMatchObject({ header: { critical: 1, major: 1 }, isSame: true });
  });

  await test.step('n selects the longest waiting 紧急 and its drawer says why it is here and why not louder', async () => {
    await page.keyboard.press('n');
    await expect(desk.rows(host.name)).toHaveAttribute('aria-selected', 'true');
    await expect(desk.drawer.getByRole('heading', { level: 2 })).toContainText(host.name);
    const why = desk.drawer.getByRole('listitem');
    await expect(why.filter({ hasText: /^解析/ })).toContainText('文件系统使用率 97 %');
    await expect(why.filter({ hasText: /^阈值/ })).toContainText('高于 95 % 即紧急');
    await expect(why.filter({ hasText: /^生成/ })).toContainText('核心资源，按策略定为紧急');
    await expect(desk.drawer).toContainText('已是最高级别，未确认时每 15 秒响一次。');
    await expect(page).toHaveURL(/alarm=/);
  });

  await test.step('a asks for words where it is 紧急, Enter acknowledges, the other screen follows', async () => {
    await page.keyboard.press('a');
    const box = desk.box(`确认 ${host.name}`);
    await box.getByLabel('处理说明').fill('已通知存储组扩容');
    const seenMs = await untilSeen(
      () => page.keyboard.press('Enter'),
      () => expect(second.rows(host.name)).toContainText(PEOPLE.operator.name),
    );
    figure(`from the key to the acknowledged row in another browser: ${seenMs} ms`);
    expect(seenMs).toBeLessThan(SEEN_WITHIN_MS);
    await expect(box).toBeHidden();
    await expect(desk.rows(host.name).getByRole('img', { name: '紧急，已确认' })).toBeVisible();
    await expect(desk.drawer).toContainText('已通知存储组扩容');
    await expect(desk.drawer).toContainText(`已由 ${PEOPLE.operator.name} 确认：停声、停闪，计时继续。`);
  });

  await test.step('what is not 紧急 is acknowledged at once by the same key, here on the other screen', async () => {
    await other.keyboard.press('n');
    await expect(second.rows(mail.name)).toHaveAttribute('aria-selected', 'true');
    const seenMs = await untilSeen(
      () => other.keyboard.press('a'),
      () => expect(desk.rows(mail.name).getByRole('img', { name: '重要，已确认' })).toBeVisible(),
    );
    figure(`from the key in another browser to the acknowledged row here: ${seenMs} ms`);
    expect(seenMs).toBeLessThan(SEEN_WITHIN_MS);
    await expect.poll(async () => (await deskOf(page).counts()).unacknowledged).toBe(0);
  });

  await test.step('an acknowledgement is withdrawn with a reason, and a comment is kept with its author', async () => {
    await desk.choose(host.name);
    await desk.drawer.getByRole('button', { name: '取消确认' }).click();
    const box = desk.box(`取消确认 ${host.name}`);
    await box.getByRole('button', { name: '取消确认' }).click();
    await expect(box.getByRole('alert')).toHaveText('请写明内容');
    await box.getByLabel('取消原因').fill('扩容没有生效');
    await page.keyboard.press('Enter');
    await expect(second.rows(host.name).getByRole('img', { name: '紧急，未确认' })).toBeVisible();
    // The other screen may know before this one has its answer, and a key pressed until then is a letter in the box.
    await expect(box).toBeHidden();
    await page.keyboard.press('c');
    await desk.box(`评论 ${host.name}`).getByLabel('评论内容').fill('厂家一小时内到场');
    await page.keyboard.press('Enter');
    const life = desk.drawer.getByRole('listitem');
    await expect(life.filter({ hasText: '评论' }).first()).toContainText(`${PEOPLE.operator.name}厂家一小时内到场`);
    await expect(life.filter({ hasText: /取消确认.*扩容没有生效/ })).toHaveCount(1);
  });

  await test.step('who may not clear by hand is told which permission is missing', async () => {
    const watchman = { account: 'watch2', name: '值班员乙', staffNumber: 'S005', password: 'Zhiban-renyuan-2026-2' };
    const { account, name, staffNumber } = watchman;
    const system = await directly(station, 'systemAdministrator');
    const { user, password } = await system.call<z.output<typeof UserWithPassword>>('POST', '/users', { account, name, staffNumber });
    const security = await directly(station, 'securityAdministrator');
    await security.call('PUT', `/users/${user.id}/roles`, { roles: ['operator'], version: user.version });
    await directly(station, { account, password, newPassword: watchman.password });
    await deskOf(other).signOut();
    await signInAs(other, watchman);
    await second.choose(host.name);
    await expect(second.drawer.getByRole('button', { name: '清除' })).toHaveAttribute('aria-disabled', 'true');
    await expect(second.drawer).toContainText('清除：需要「告警：清除」权限');
  });

  await test.step('cleared by hand it waits for an acknowledgement, then it is history and in the file', async () => {
    await desk.drawer.getByRole('button', { name: '清除' }).click();
    await desk.box(`清除 ${host.name}`).getByLabel('清除原因').fill('已扩容，人工核对');
    await page.keyboard.press('Enter');
    await expect(second.rows(host.name)).toContainText('已清除');
    await expect(desk.rows(host.name)).toContainText('已清除');
    await page.keyboard.press('a');
    await desk.box(`确认 ${host.name}`).getByRole('button', { name: '确认' }).click();
    await expect(second.rows(host.name)).toHaveCount(0);
    await expect(desk.rows(host.name)).toHaveCount(0);
    await page.getByRole('button', { name: '历史' }).click();
    const past = page.getByRole('grid', { name: '告警历史' }).getByRole('row').filter({ hasText: host.name });
    await expect(past.getByRole('img', { name: '紧急，已清除、已确认' })).toBeVisible();
    const file = await savedBy(page, shellApp, () => page.getByRole('button', { name: '导出 CSV' }).click());
    expect(file.name).toMatch(/^告警历史_\d{4}-\d{2}-\d{2}_\d{4}-\d{2}-\d{2}\.csv$/);
    const line = file.text.split('\r\n').find((text) => text.includes(host.name)) ?? '';
    for (const part of ['紧急', '127.0.0.1', '文件系统使用率', PEOPLE.operator.name]) expect(line).toContain(part);
  });
  await faults.stop();
});

test('R-8.4.2-c4-2 filters are the address, a frozen list stands still, and typed text is neither a key nor lost', async ({
  page,
  station,
  signIn,
}) => {
  const operator = await directly(station, 'operator');
  const { web, database, mail, backup } = await addHosts(operator, ['web', 'database', 'mail', 'backup']);
  const host = await localHost(operator);
  const faults = await openFaults(station, host);
  for (const failing of [web, database, mail, backup]) await faults.fail(failing);
  await signIn('operator');
  const desk = alarmDeskOf(page);
  await expect(desk.rows('')).not.toHaveCount(0);
  await expect(desk.rows(mail.name)).toBeVisible();

  await test.step('every condition is in the address and survives a reload', async () => {
    await page.keyboard.press('2');
    await expect(desk.rows(web.name)).toHaveCount(0);
    await page.getByLabel('位置：').selectOption(database.location);
    await page.keyboard.press('/');
    await page.keyboard.type('认证');
    await expect(page).toHaveURL(/severity=.*major.*text=|text=.*severity=.*major/);
    await page.reload();
    await expect(desk.rows(database.name)).toHaveCount(1);
    await expect(desk.rows(mail.name)).toHaveCount(0);
    await expect(desk.search).toHaveValue('认证');
    await expect(page.getByLabel('位置：')).toHaveValue(database.location);
    await expect(page.getByText(/显示 1 \/ \d+ 条/)).toBeVisible();
    expect((await deskOf(page).counts()).critical, 'the header is never filtered').toBe(1);
  });

  await test.step('typed letters are text: no key acts from inside a box', async () => {
    await desk.search.focus();
    await desk.search.fill('');
    await page.keyboard.type('zanxc0');
    await expect(desk.search).toHaveValue('zanxc0');
    await expect(page.getByText('列表已冻结')).toBeHidden();
    await expect(page.getByText('没有符合条件的告警')).toBeVisible();
    await expect(page.getByText(/「zanxc0」.*重要/)).toBeVisible();
    expect(countsOf(await operator.call('GET', '/alarms/counts')).unacknowledged, 'nothing was acknowledged').toBe(4);
    await page.keyboard.press('Escape');
    await expect(desk.search, 'Esc leaves the box and keeps the text').toHaveValue('zanxc0');
    await page.keyboard.press('0');
    await expect(desk.rows(web.name)).toBeVisible();
    expect(new URL(page.url()).search).toBe('');
  });

  await test.step('z holds the list still and counts what waits; z again lets it in', async () => {
    await page.keyboard.press('z');
    await expect(page.getByText(/起；之后没有新增/)).toBeVisible();
    await faults.fill(99);
    await expect(page.getByText(/之后新增 1 条，其中紧急 1 条，未显示/)).toBeVisible();
    await expect(desk.rows(host.name)).toHaveCount(0);
    expect((await deskOf(page).counts()).critical, 'the header goes on').toBe(2);
    await page.keyboard.press('z');
    await expect(desk.rows(host.name)).toHaveCount(1);
  });

  await test.step('Esc puts a box away and keeps what was typed', async () => {
    await desk.choose(web.name);
    await page.keyboard.press('a');
    const words = desk.box(`确认 ${web.name}`).getByLabel('处理说明');
    await words.fill('先看一眼');
    await page.keyboard.type('zc');
    await page.keyboard.press('Escape');
    await expect(words).toBeHidden();
    await expect(desk.drawer).toBeVisible();
    await page.keyboard.press('a');
    await expect(words).toHaveValue('先看一眼zc');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(desk.drawer).toBeHidden();
  });

  await test.step('A acknowledges exactly what its box says', async () => {
    await desk.choose(mail.name);
    await page.keyboard.press('x');
    await desk.choose(database.name);
    await page.keyboard.press('x');
    await page.keyboard.press('Shift+A');
    const box = desk.box('确认 2 条');
    await expect(box).toContainText('范围：已选的 2 条未确认告警。');
    await expect(box).toContainText('其中重要 2 条');
    await page.keyboard.press('Enter');
    await expect(desk.rows(mail.name).getByRole('img', { name: '重要，已确认' })).toBeVisible();
    await expect(desk.rows(database.name).getByRole('img', { name: '重要，已确认' })).toBeVisible();
    await expect(desk.rows(web.name).getByRole('img', { name: '紧急，未确认' })).toBeVisible();
  });
  await faults.stop();
});
