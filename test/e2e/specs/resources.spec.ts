import type { Locator } from '@playwright/test';
import type { Resource } from '../../../shared/contracts/resources.ts';
import { expect, test } from '../app.ts';
import { deskOf } from '../pages/desk.ts';
import { directly } from '../pages/direct.ts';
import { localHost } from '../pages/faults.ts';

/** Colours on the canvas of a chart beside the most frequent one: an empty canvas has none. */
function paintedPixels(chart: Locator): Promise<number> {
  return chart.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray();
    let painted = 0;
    for (let i = 3; i < pixels.length; i += 4) if ((pixels[i] ?? 0) > 0) painted += 1;
    return painted;
  });
}

test('R-8.4.3-c2-1 a resource is added by form with its errors at their fields, changed, stopped with a reason, and taken back', async ({
  page,
  station,
  signIn,
}) => {
  const operator = await directly(station, 'operator');
  await signIn('operator');
  await deskOf(page).open('/resources');
  const list = page.getByRole('grid', { name: '资源' });
  const field = (label: string) => page.getByRole('main').getByLabel(label, { exact: true });
  /** The field says that it is wrong and, to whoever cannot see the line under it too, why. */
  const expectError = async (label: string, why: string) => {
    await expect(field(label)).toHaveAttribute('aria-invalid', 'true');
    await expect(field(label)).toHaveAccessibleDescription(new RegExp(why));
  };

  await test.step('what is wrong stands at its field, also an interval of 300 s', async () => {
    await expect(list).toBeVisible();
    await page.keyboard.press('n');
    await expect(page.getByRole('heading', { level: 1, name: '添加资源' })).toBeVisible();
    await field('地址').fill('https://10.1.1.1/');
    await field('自定采集间隔').fill('300');
    await page.getByRole('button', { name: '添加并开始监测' }).click();
    await expectError('名称', '请填名称，最多 100 个字');
    await expectError('地址', '请填主机名、IPv4 或 IPv6，不带协议、端口和路径');
    await expectError('自定采集间隔', '须是 5 至 299 的整数秒，或留空');
    await expect(field('名称'), 'the first of them has the focus').toBeFocused();
    expect(page.url()).toContain('/resources/new');
  });

  await test.step('errors go as they are put right; the preview says what will be collected', async () => {
    await field('名称').fill('边界防火墙 02');
    await field('地址').fill('127.20.1.2');
    await field('自定采集间隔').fill('299');
    await expect(page.locator('main [aria-invalid="true"]')).toHaveCount(0);
    await field('位置').fill('机房A A-01 U40');
    await page.getByRole('button', { name: 'TCP', exact: true }).click();
    await field('端口').fill('443');
    const preview = page.getByRole('complementary', { name: '将采集什么' });
    await expect(preview).toContainText('每 299 秒');
    await expect(preview).toContainText('127.20.1.2:443');
    await expect(preview).toContainText('897 秒没有数据');
    await page.getByRole('button', { name: '添加并开始监测' }).click();
    await expect(page.getByRole('heading', { level: 1, name: '边界防火墙 02' })).toBeVisible();
    await expect(page.getByRole('complementary', { name: '资料、检查与告警' })).toContainText('自定每 299 秒');
  });

  await test.step('a name is not taken twice', async () => {
    await deskOf(page).open('/resources/new');
    await field('名称').fill('边界防火墙 02');
    await field('地址').fill('127.20.1.3');
    await page.getByRole('button', { name: '添加并开始监测' }).click();
    await expectError('名称', '在监测的资源中已有这个名称');
  });

  const added = (await operator.call<{ items: Resource[] }>('GET', '/resources')).items.find(
    ({ name }) => name === '边界防火墙 02',
  ) as Resource;

  await test.step('a change that somebody else made meanwhile is not overwritten', async () => {
    await deskOf(page).open(`/resources/${added.id}`);
    await expect(page.getByRole('heading', { level: 1, name: '边界防火墙 02' })).toBeVisible();
    await page.keyboard.press('e');
    await expect(field('位置')).toHaveValue('机房A A-01 U40');
    const { id, name, resourceClass, importance, address, location, checks, intervalS, version } = added;
    await operator.call('PUT', `/resources/${id}`, {
      name,
      resourceClass,
      importance,
      address,
      location,
      checks,
      intervalS,
      version,
      domain: '互联网出口',
    });
    await field('位置').fill('机房A A-02 U40');
    await page.getByRole('button', { name: '保存' }).click();
    await expect(page.getByText('您打开之后，别人已改过这个资源').first()).toBeVisible();
    await expect(page.getByText('改了：域。保存会被拒绝，请先换成新内容。')).toBeVisible();
    await page.getByRole('button', { name: '换成新内容，放弃我的修改' }).click();
    await expect(field('域')).toHaveValue('互联网出口');
    await field('位置').fill('机房A A-02 U40');
    await page.getByRole('button', { name: '保存' }).click();
    await expect(page.getByRole('heading', { level: 1, name: '边界防火墙 02' })).toBeVisible();
    await expect(page.getByRole('main')).toContainText('机房A A-02 U40');
  });

  await test.step('stopped with a reason it leaves the list, asked for it is there, and it is taken back', async () => {
    await page.getByRole('button', { name: '停止监测' }).click();
    const drawer = page.getByRole('complementary', { name: '停止监测 边界防火墙 02' });
    await expect(drawer).toContainText('检查立即停止，不再产生新数据与新告警');
    await expect(drawer.getByRole('button', { name: '停止监测' })).toHaveAttribute('aria-disabled', 'true');
    await drawer.getByLabel('原因').fill('设备下架，工单 0231');
    await drawer.getByRole('button', { name: '停止监测' }).click();
    await expect(page.getByText(/\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} 已停止监测/)).toBeVisible();
    await deskOf(page).open('/resources');
    await expect(list.getByRole('row').filter({ hasText: '本机' })).toHaveCount(1);
    await expect(list).not.toContainText('边界防火墙 02');
    await page.getByRole('button', { name: '含已停止监测' }).click();
    await expect(page).toHaveURL(/retired=true/);
    await page.reload();
    await expect(list.getByRole('row').filter({ hasText: '边界防火墙 02' })).toContainText('已停止监测');
    await list.getByRole('link', { name: '边界防火墙 02' }).click();
    await page.getByRole('button', { name: '撤销，恢复监测' }).click();
    await expect(page.getByRole('button', { name: '停止监测' })).toBeVisible();
  });
});

test('R-8.4.2-c3-1 R-8.4.2-c4-3 the page of the local host draws its real figures, tells them as a table, and keeps its window in the address', async ({
  page,
  station,
  signIn,
}) => {
  const host = await localHost(await directly(station, 'operator'));
  await signIn('operator');

  const cpu = page.locator('[data-metric="cpu.utilisation"][data-component=""]');
  await test.step('asked every 5 s it has curves soon', async () => {
    await deskOf(page).open(`/resources/${host.id}`);
    await expect(page.getByRole('heading', { level: 1, name: host.name })).toBeVisible();
    await page.keyboard.press('e');
    await page.getByRole('main').getByLabel('自定采集间隔', { exact: true }).fill('5');
    await page.getByRole('button', { name: '保存' }).click();
    const words = cpu.locator('[id]').filter({ hasText: '最低' });
    await expect(words).toContainText(/CPU 使用率，.*最低 [\d.]+ %，平均 [\d.]+ %，最高 [\d.]+ %/, { timeout: 60_000 });
    await expect.poll(() => paintedPixels(cpu)).toBeGreaterThan(500);
    for (const group of ['CPU', '内存', '文件系统', '磁盘', '接口', '进程', '系统'])
      await expect(page.getByRole('region', { name: group, exact: true })).toBeAttached();
  });

  await test.step('each curve can be read as rows, and by the arrow keys', async () => {
    await cpu.getByRole('button', { name: /表格/ }).click();
    const rows = cpu.getByRole('row');
    await expect.poll(() => rows.filter({ hasText: /\d{2}:\d{2}:\d{2}.*[\d.]+ %/ }).count()).toBeGreaterThan(0);
    await cpu.getByRole('button', { name: /曲线/ }).click();
    const slider = cpu.getByRole('slider');
    await slider.focus();
    await page.keyboard.press('ArrowLeft');
    await expect(slider).toHaveAttribute('aria-valuetext', /\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} .*(%|无数据)/);
  });

  await test.step('group and window are the address', async () => {
    await page.getByRole('group', { name: '时间范围' }).getByRole('button', { name: '6 时' }).click();
    await page.getByRole('group', { name: '指标分组' }).getByRole('button', { name: '内存' }).click();
    await expect(page).toHaveURL(/range=6h/);
    await page.reload();
    await expect(page.getByRole('group', { name: '时间范围' }).getByRole('button', { name: '6 时' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await expect(page.getByRole('region', { name: '内存', exact: true })).toBeVisible();
    await expect(page.getByRole('region', { name: 'CPU', exact: true })).toHaveCount(0);
  });

  await test.step('in the list it answers with figures of its own', async () => {
    await deskOf(page).open('/resources');
    const row = page.getByRole('grid', { name: '资源' }).getByRole('row').filter({ hasText: '本机' });
    await expect(row).toContainText(host.name);
    await expect(row).toContainText(/\d+ %.*\d+ %/, { timeout: 30_000 });
    await row.click();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(new RegExp(`/resources/${host.id}`));
    await expect(page.getByRole('heading', { level: 1, name: host.name })).toBeVisible();
  });
});
