import type { Request } from '@playwright/test';
import { expect, test } from '../app.ts';
import { deskOf } from '../pages/desk.ts';
import { type Direct, directly } from '../pages/direct.ts';
import { clippedTexts, expectSound } from '../pages/inspect.ts';

const SOME = [
  { name: '核心交换机', importance: 'core', address: '127.20.2.1', domain: '政务外网', tags: ['双活'] },
  { name: '重庆汇聚交换机', importance: 'key', address: '127.20.2.2', domain: '政务外网' },
  { name: '边界防火墙 02', importance: 'core', address: '127.20.2.3' },
] as const;

async function addSome(operator: Direct): Promise<void> {
  for (const one of SOME) await operator.call('POST', '/resources', { ...one, resourceClass: 'RC2', checks: [] });
}

test('resources are found by pinyin, and a filter saved under a name is there at another seat, changed, taken back', async ({
  page,
  station,
  signIn,
  openBrowser,
  look,
}) => {
  await addSome(await directly(station, 'operator'));
  await signIn('operator');
  await deskOf(page).open('/resources');
  const list = page.getByRole('grid', { name: '资源' });
  const row = (name: string) => list.getByRole('row').filter({ hasText: name });
  const box = page.getByRole('searchbox', { name: '搜索资源' });
  const filters = page.getByRole('search', { name: '筛选资源' });
  const menu = page.getByRole('dialog', { name: '已存筛选' });
  const opener = filters.getByRole('button', { name: /已存筛选|筛选：/ });
  const name = menu.getByLabel('把当前条件存为');

  await test.step('where the readings cannot be fetched the search goes by text and says so', async () => {
    await expect(row('核心交换机')).toBeVisible();
    await page.route(/pinyinReadings-[^/]*\.js$/, (route) => route.abort());
    await box.fill('hxjhj');
    await expect(filters.getByRole('status')).toContainText('拼音没有载入，只按文字查找');
    await expect(page.getByText('没有符合条件的资源')).toBeVisible();
    await page.unroute(/pinyinReadings-[^/]*\.js$/);
    // A browser may remember a failed module as long as the page lives: what the page says to do is done.
    await deskOf(page).open('/resources');
    await expect(row('核心交换机')).toBeVisible();
  });

  await test.step('while the readings are on their way it does not say that nothing fits', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(/pinyinReadings-[^/]*\.js$/, async (route) => {
      await held;
      await route.continue();
    });
    await page.keyboard.press('/');
    await page.keyboard.type('hxjhj');
    await expect(filters.getByRole('status')).toContainText('正在按拼音查找');
    await expect(page.getByText('没有符合条件的资源')).toHaveCount(0);
    release();
    await expect(filters.getByRole('status')).toHaveText('显示 1 / 4');
    await expect(row('核心交换机')).toBeVisible();
  });

  await test.step('initials, whole syllables, either reading, and what fits nothing', async () => {
    await box.fill('hexinjiaohuanji');
    await expect(row('核心交换机')).toBeVisible();
    await box.fill('cqhj');
    await expect(row('重庆汇聚交换机')).toBeVisible();
    await box.fill('zhongqing');
    await expect(row('重庆汇聚交换机')).toBeVisible();
    await box.fill('bjfhq02 127.20');
    await expect(row('边界防火墙 02')).toBeVisible();
    await expect(filters.getByRole('status')).toHaveText('显示 1 / 4');
    await box.fill('hxjhjx');
    await expect(page.getByText('没有符合条件的资源')).toBeVisible();
    await expect(page.getByText('条件：含「hxjhjx」')).toBeVisible();
  });

  await test.step('narrowed to a domain and to a tag, which stand there because resources have them', async () => {
    await box.fill('');
    await filters.getByLabel('域：').selectOption({ label: '政务外网' });
    await expect(filters.getByRole('status')).toHaveText('显示 2 / 4');
    await filters.getByLabel('标签：').selectOption({ label: '双活' });
    await expect(filters.getByRole('status')).toHaveText('显示 1 / 4');
    await expect(row('核心交换机')).toBeVisible();
    await box.fill('zzz');
    await expect(page.getByText('条件：含「zzz」、域 政务外网、标签 双活')).toBeVisible();
    await box.fill('');
    await box.blur();
    await page.keyboard.press('0');
    await expect(filters.getByRole('status')).toHaveText('显示 4 / 4');
  });

  await test.step('with no conditions there is nothing to save, and the menu says so', async () => {
    await box.fill('');
    await box.blur();
    await page.keyboard.press('f');
    await expect(menu).toContainText('还没有存过筛选');
    await expect(menu.getByRole('button', { name: '保存' })).toHaveAttribute('aria-disabled', 'true');
    await expectSound(page, 'the empty menu');
    await page.keyboard.press('Escape');
    await expect(menu).toBeHidden();
  });

  await test.step('saved by keyboard, chosen after a reload, in the address', async () => {
    await filters.getByLabel('等级：').selectOption({ label: '核心' });
    await box.fill('jhj');
    await expect(filters.getByRole('status')).toHaveText('显示 1 / 4');
    await box.blur();
    await page.keyboard.press('f');
    await name.fill('核心交换机房');
    await page.keyboard.press('Enter');
    await expect(menu).toBeHidden();
    await expect(opener).toContainText('筛选：核心交换机房');
    await expect(page).toHaveURL(/saved=/);
    const isAsking = (request: Request) => request.method() === 'GET' && request.url().endsWith('/saved-filters');
    const first = page.waitForResponse((response) => isAsking(response.request()));
    await deskOf(page).open('/resources');
    await expect(filters.getByRole('status')).toHaveText('显示 4 / 4');
    // A question that is still under way is not asked twice.
    await (await first).finished();
    let asked = 0;
    page.on('request', (request) => {
      if (isAsking(request)) asked += 1;
    });
    await opener.click();
    await expect(menu).toContainText('含「jhj」、等级 核心');
    await expect.poll(() => asked).toBe(1);
    await menu.getByRole('button', { name: '核心交换机房 含' }).click();
    await expect(filters.getByRole('status')).toHaveText('显示 1 / 4');
    await page.reload();
    await expect(opener).toContainText('筛选：核心交换机房');
    await expect(filters.getByRole('status')).toHaveText('显示 1 / 4');
    await page.goBack();
    await expect(filters.getByRole('status')).toHaveText('显示 4 / 4');
    await page.goForward();
    await expect(filters.getByRole('status')).toHaveText('显示 1 / 4');
  });

  await test.step('a filter changed since says so; saved as another it has a name of its own', async () => {
    await box.fill('');
    await expect(filters).toContainText('已修改');
    await look('resources-filter-changed');
    await filters.getByRole('button', { name: '还原' }).click();
    await expect(filters).not.toContainText('已修改');
    await box.fill('fhq');
    await filters.getByRole('button', { name: '另存为' }).click();
    await expect(name).toBeFocused();
    await name.fill('核心交换机房');
    await page.keyboard.press('Enter');
    await expect(name).toHaveAccessibleDescription('您已有同名筛选');
    await name.fill('防火墙');
    await page.keyboard.press('Enter');
    await expect(opener).toContainText('筛选：防火墙');
    await expect(opener).toBeFocused();
    await box.fill('fhq02');
    await filters.getByRole('button', { name: '保存', exact: true }).click();
    await expect(filters).not.toContainText('已修改');
    await opener.click();
    await expect(menu.getByRole('listitem')).toHaveText([/^防火墙含「fhq02」、等级 核心/, /^核心交换机房含「jhj」、等级 核心/]);
    await expectSound(page, 'the menu of saved filters');
    expect(await clippedTexts(page)).toEqual([]);
    await look('resources-filter-menu');
  });

  await test.step('renamed, removed, and the removal taken back', async () => {
    await menu.getByRole('button', { name: '改名 防火墙' }).click();
    await menu.getByLabel('「防火墙」的新名称').fill('边界设备');
    await page.keyboard.press('Enter');
    await expect(menu.getByRole('listitem').first()).toContainText('边界设备');
    await menu.getByRole('button', { name: '删除 核心交换机房' }).click();
    await menu.getByRole('button', { name: '删除 边界设备' }).click();
    await page.keyboard.press('Escape');
    await expect(menu).toBeHidden();
    await expect(opener).toContainText('已存筛选');
    await opener.click();
    await expect(menu).toContainText('已删除「核心交换机房」');
    await expect(menu.getByRole('listitem')).toHaveCount(0);
    await menu.getByRole('button', { name: '撤销 核心交换机房' }).click();
    await menu.getByRole('button', { name: '撤销 边界设备' }).click();
    await expect(menu.getByRole('listitem')).toHaveCount(2);
    await expect(menu).not.toContainText('已删除');
    await expect(opener).toContainText('筛选：边界设备');
  });

  await test.step('the longest words neither widen the menu nor are lost in it', async () => {
    const long = 'CORE-SWITCH-ROOM-0001-0002-0003-0004-005';
    await page.keyboard.press('Escape');
    await box.fill('W'.repeat(100));
    await box.blur();
    await page.keyboard.press('f');
    await name.fill(long);
    await page.keyboard.press('Enter');
    await expect(menu).toBeHidden();
    await expect(opener).toContainText(long);
    await opener.click();
    const entry = menu.getByRole('listitem').filter({ hasText: long });
    await expect(entry.getByTitle(long, { exact: true })).toBeVisible();
    await expect(entry.getByTitle('W'.repeat(100))).toBeVisible();
    const widths = () => menu.evaluate(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth]);
    const [needed, there] = await widths();
    expect(needed).toBe(there);
    const said = page.getByText(`条件：含「${'W'.repeat(100)}」`);
    expect(await said.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
    const whole = await menu.boundingBox();
    for (const button of await menu.getByRole('button').all()) {
      const own = await button.boundingBox();
      expect((own?.x ?? 0) + (own?.width ?? 0)).toBeLessThan((whole?.x ?? 0) + (whole?.width ?? 0));
    }
    await look('resources-filter-long');
    await entry.getByRole('button', { name: `删除 ${long}` }).click();
    await expect(menu.getByRole('listitem')).toHaveCount(2);
    await page.keyboard.press('Escape');
  });

  await test.step('at another seat the same person has them, another person has none', async () => {
    const seat = await openBrowser('/');
    await signIn('operator', seat);
    await deskOf(seat).open('/resources');
    await seat.getByRole('button', { name: /已存筛选/ }).click();
    await expect(seat.getByRole('dialog', { name: '已存筛选' }).getByRole('listitem')).toHaveCount(2);
    const other = await openBrowser('/');
    await signIn('systemAdministrator', other);
    await deskOf(other).open('/resources');
    await other.getByRole('button', { name: /已存筛选/ }).click();
    await expect(other.getByRole('dialog', { name: '已存筛选' })).toContainText('还没有存过筛选');
  });
});
