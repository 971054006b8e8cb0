import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { Collection } from '../../../shared/contracts/collection.ts';
import type { LogList } from '../../../shared/contracts/logs.ts';
import { expect, test } from '../app.ts';
import { deskOf } from '../pages/desk.ts';
import { directly } from '../pages/direct.ts';
import { localHost } from '../pages/faults.ts';
import { expectSound } from '../pages/inspect.ts';
import { savedBy } from '../pages/saved.ts';

const INFO = 190;
const ERROR = 187;
const WARNING = 188;

test('R-8.4.3-c2-1 logs are found while typing, narrowed, read whole, followed and saved; 采集 tells who sends', async ({
  page,
  shellApp,
  station,
  signIn,
  look,
}) => {
  test.slow();
  const operator = await directly(station, 'operator');
  const host = await localHost(operator);
  const doors = async () => (await operator.call<Collection>('GET', '/collection')).reception?.doors ?? [];
  const port = async () => (await doors()).find(({ door, isOpen }) => door === 'syslogUdp' && isOpen)?.port ?? 0;
  await expect.poll(port).toBeGreaterThan(0);
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const to = await port();
  const send = (text: string, priority = INFO) =>
    new Promise<void>((resolve, reject) =>
      socket.send(`<${priority}>${text}`, to, '127.0.0.1', (error) => (error ? reject(error) : resolve())),
    );
  const stored = async (query: string) =>
    (await operator.call<LogList>('GET', `/logs?limit=1000&query=${encodeURIComponent(query)}`)).items.length;
  for (let number = 1; number <= 60; number++) await send(`SSHD: Accepted password for zhangwei from 10.1.1.${number}`);
  await send('%%01IFNET/3/LINK_UPDOWN(l): Line protocol on interface Te2/0/7 is DOWN.', ERROR);
  await send('端口 GE0/0/7 断开，聚合组 BAGG7 成员减少', WARNING);
  await send('光模块温度过高', ERROR);
  await expect.poll(() => stored('')).toBe(63);

  await signIn('operator');
  const desk = deskOf(page);
  await desk.open('/logs');
  const grid = page.getByRole('grid', { name: '日志' });
  const rows = grid.getByRole('row').filter({ hasNot: page.getByRole('columnheader') });
  const box = page.getByRole('searchbox', { name: '检索日志' });
  await expect(grid).toContainText('光模块温度过高');
  await expect(page.getByText('63 条', { exact: true })).toBeVisible();
  await expect(page.getByText('完整（未截断）')).toBeVisible();
  await look('logs-search');

  await test.step('two Chinese letters, any case, while they are typed', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('断开');
    await expect(rows).toHaveCount(1);
    await expect(rows).toContainText('端口 GE0/0/7 断开');
    await expect(rows.locator('mark')).toHaveText(['断开']);
    await box.fill('te2/0/7 down');
    await expect(rows).toHaveCount(1);
    await expect(rows.locator('mark')).toHaveText(['DOWN', 'Te2/0/7', 'DOWN']);
    await box.fill('there is none');
    await expect(page.getByRole('heading', { name: '没有符合条件的日志' })).toBeVisible();
    await box.fill('级别:loud');
    await expect(page.getByText('没有级别“loud”')).toBeVisible();
    await box.fill('');
    await box.press('Escape');
    await expect(page.getByText('63 条', { exact: true })).toBeVisible();
  });

  await test.step('fields are told with their counts and asked for', async () => {
    const severity = page.getByRole('group', { name: '级别' });
    await expect(severity.getByText('错误 err')).toBeVisible();
    await severity.getByRole('checkbox', { name: /错误 err/ }).check();
    await expect(box).toHaveValue('级别:err');
    await expect(rows).toHaveCount(2);
    await severity.getByRole('checkbox', { name: /告警 warning/ }).check();
    await expect(box).toHaveValue('级别:err,warning');
    await expect(rows).toHaveCount(3);
    await page.reload();
    await expect(rows).toHaveCount(3);
  });

  await test.step('a line is read whole, with where it came from, and what was around it', async () => {
    await rows.filter({ hasText: 'Te2/0/7' }).click();
    const detail = page.getByRole('region', { name: /^第 \d+ 条日志$/ });
    await expect(detail).toContainText('<187>%%01IFNET/3/LINK_UPDOWN(l): Line protocol on interface Te2/0/7 is DOWN.');
    await expect(detail).toContainText('Syslog UDP');
    await expect(detail).toContainText('LINK_UPDOWN');
    await look('logs-detail');
    await detail.getByRole('button', { name: '前后 1 分钟' }).click();
    await expect(box).toHaveValue(`设备:${host.name.includes(' ') ? `"${host.name}"` : host.name}`);
    await expect(page.getByText('63 条', { exact: true })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(detail).toBeHidden();
  });

  await test.step('a stretch of time is picked by keys', async () => {
    const bars = page.getByRole('slider', { name: /^按时间的条数/ });
    await bars.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/from=\d+/);
    await page.getByRole('button', { name: '2 时', exact: true }).click();
    await expect(page).not.toHaveURL(/from=\d+/);
    await page.keyboard.press('0');
    await expect(page.getByText('63 条', { exact: true })).toBeVisible();
  });

  await test.step('what was found is saved', async () => {
    await box.fill('zhangwei');
    await expect(page.getByText('60 条', { exact: true })).toBeVisible();
    const file = await savedBy(page, shellApp, () => page.getByRole('button', { name: '导出原文' }).click());
    expect(file.text.trim().split('\n')).toHaveLength(60);
    expect(file.text).toContain('from 10.1.1.60');
    await box.fill('');
  });

  await test.step('R-8.4.2-j-3 a search is saved, asked again, renamed, shared, removed and taken back; an alarm is begun from it', async () => {
    await box.fill('断开 -维护');
    await box.blur();
    await page.keyboard.press('f');
    const menu = page.getByRole('dialog', { name: '已存检索' });
    const item = menu.getByRole('listitem');
    await expect(menu).toContainText('还没有存过检索');
    await page.keyboard.type('链路断开');
    await page.keyboard.press('Enter');
    await expect(item).toContainText('断开 -维护 · 2 时');
    await menu.getByRole('button', { name: '改名 链路断开' }).click();
    await menu.getByLabel('「链路断开」的新名称').fill('断链');
    await page.keyboard.press('Enter');
    await menu.getByRole('button', { name: '共享给所有人 断链' }).click();
    await expect(item).toContainText('共享');
    await menu.getByRole('button', { name: '删除 断链' }).click();
    await expect(item).toHaveCount(0);
    await menu.getByRole('button', { name: '撤销 断链' }).click();
    await expect(item).toContainText('断链');
    await look('logs-saved');
    await expectSound(page, 'the menu of saved searches');
    await page.keyboard.press('Escape');
    await box.fill('');
    await expect(page.getByText('已修改')).toBeVisible();
    await page.getByRole('button', { name: /^断链/ }).click();
    await item.getByRole('button', { name: /^断链/ }).click();
    await expect(box).toHaveValue('断开 -维护');
    await expect(rows).toHaveCount(1);
    await page.keyboard.press('f');
    await expect(item).toContainText('规则不含排除条件');
    await item.getByRole('link', { name: '建告警规则 断链' }).click();
    await expect(page.getByLabel('名称', { exact: true })).toHaveValue('断链');
    await expect(page.getByLabel('事项', { exact: true })).toHaveValue('断链');
    await expect(page.getByLabel('句子', { exact: true })).toHaveValue('断开');
    await expect(page.getByRole('region', { name: /近 30 天/ })).toBeVisible();
    await desk.open('/logs');
  });

  await test.step('what comes is followed, and held still', async () => {
    await page.getByRole('button', { name: '实时尾随' }).click();
    await expect(page.getByText('正在尾随')).toBeVisible();
    await send('尾随的第一条');
    await expect(rows.first()).toContainText('尾随的第一条');
    await look('logs-tail');
    await page.getByRole('button', { name: '暂停' }).click();
    await expect(page.getByText('已暂停')).toBeVisible();
    await send('暂停时来的');
    await expect.poll(() => stored('暂停时来的')).toBe(1);
    await expect(grid).not.toContainText('暂停时来的');
    await page.getByRole('button', { name: '继续' }).click();
    await expect(rows.first()).toContainText('暂停时来的');
  });

  await test.step('采集 tells the doors, who sends how much, and what to type on a device', async () => {
    await page.getByRole('link', { name: '采集' }).click();
    await expect(page.getByRole('region', { name: '接收端口' })).toContainText(`127.0.0.1:${to}`);
    const hearts = page.getByRole('region', { name: '心跳' });
    await expect(hearts.getByRole('row').filter({ hasText: '接收进程' })).toContainText('正常');
    await expect(hearts).toContainText('来源 学习中 1');
    await expect(page.getByRole('region', { name: '接收端口' })).toContainText(/事件规则 \d+ 条在问 · 启动以来命中 \d+/);
    const sources = page.getByRole('grid', { name: '来源' });
    const own = sources.getByRole('row').filter({ hasText: '127.0.0.1' });
    await expect(own).toContainText(host.name);
    await expect(own).toContainText('65');
    await own.click();
    const drawer = page.getByRole('complementary', { name: '来源 127.0.0.1' });
    await expect(drawer).toContainText(`info-center loghost <主站地址> port ${to}`);
    await drawer.getByRole('button', { name: '思科' }).click();
    await expect(drawer).toContainText(`logging host <主站地址> transport udp port ${to}`);
    await look('collection');
    await drawer.getByLabel('允许静默').selectOption({ label: '5 分' });
    await expect(drawer).toContainText('最多静默 5 分（人工设定）');
    await look('collection-limit');
    await drawer.getByLabel('允许静默').selectOption({ label: '按平常间隔' });
    await expect(drawer).not.toContainText('人工设定');
    await drawer.getByRole('link', { name: '看它的日志' }).click();
    await expect(box).toHaveValue('来源:127.0.0.1');
    await expect(page.getByText('65 条', { exact: true })).toBeVisible();
  });

  await test.step('a line becomes the beginning of a rule over events', async () => {
    await box.fill('断开');
    await expect(page.getByRole('link', { name: '按此条件建告警规则' })).toBeVisible();
    await rows.first().click();
    await page.getByRole('link', { name: '建规则', exact: true }).click();
    await expect(page).toHaveURL(/\/policies\?.*view=events/);
    await expect(page.getByLabel('句子', { exact: true })).toHaveValue('端口 GE0/0/7 断开，聚合组 BAGG7 成员减少');
  });
  socket.close();
});
