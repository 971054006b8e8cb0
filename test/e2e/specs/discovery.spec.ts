import { foreignWorkbook, inlineRows } from '../../support/workbookFile.ts';
import { expect, test } from '../app.ts';
import { freeUdpPort, type RunningAgent, startSnmpd } from '../pages/agents.ts';
import { deskOf, skinsHere } from '../pages/desk.ts';
import { directly } from '../pages/direct.ts';
import { expectSound } from '../pages/inspect.ts';
import { downloadedBy } from '../pages/saved.ts';

const COMMUNITY = 'faxian-zhidu-61';
const agents: RunningAgent[] = [];
test.afterEach(async () => {
  for (const agent of agents.splice(0)) await agent.stop();
});

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const WORKBOOK = foreignWorkbook({
  sheets: [
    { name: '封面', xml: inlineRows([['二〇二六年度'], ['填报单位：信息中心']]) },
    {
      name: '设备',
      xml: inlineRows([
        ['全市设备清单'],
        ['设备名称', '管理IP', '设备类型', '重要等级', '机房', '序列号'],
        ['汇聚交换机', '10.78.0.1', '交换机', '关键', '机房A', '2102350001234567890'],
        null,
        ['=1+1', '10.78.0.2', '存储', '一般', '机房B', '@SUM'],
        ['坏等级', '10.78.0.3', '服务器', '顶级', '机房B', ''],
      ]),
    },
    {
      name: '备件',
      xml: inlineRows([
        ['名称', '数量'],
        ['光模块', '12'],
      ]),
    },
  ],
});
const OLD_WORKBOOK = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(512), Buffer.from('Workbook', 'utf16le')]);

const LIST = [
  '设备名称,管理IP,设备类型,重要等级,机房',
  '核心防火墙,10.77.0.1,防火墙,核心,机房A',
  '应用服务器一,10.77.0.2,服务器,关键,机房B',
  '坏地址,10.77.0.300/24,服务器,一般,机房B',
  '坏类别,10.77.0.4,潜艇,一般,机房B',
  '重复,10.77.0.1,服务器,一般,机房B',
].join('\r\n');

test('R-8.4.2-c2-1 real agents are found, reviewed, accepted and taken back; a list is imported', async ({
  page,
  station,
  shellApp,
  signIn,
  look,
}) => {
  const port = await freeUdpPort('127.0.0.61');
  agents.push(startSnmpd({ name: 'RT-CORE-1', community: COMMUNITY, addresses: ['127.0.0.61', '127.0.0.62'], port }));
  agents.push(startSnmpd({ name: 'SW-AGG-2', community: COMMUNITY, addresses: ['127.0.0.63'], port }));
  const security = await directly(station, 'securityAdministrator');
  for (const [name, community] of [
    ['旧团体字', 'jiu-tuanti'],
    ['政务外网只读', COMMUNITY],
  ] as const)
    await security.call('POST', '/credentials', { name, settings: { kind: 'snmpCommunity', version: '2c' }, secrets: { community } });
  await signIn('operator');
  const desk = deskOf(page);
  const rows = page.getByRole('grid', { name: '评审表' }).getByRole('row');
  const drawer = page.getByRole('complementary');

  await test.step('what will be asked stands there before anything is sent', async () => {
    await page.getByRole('link', { name: '发现' }).click();
    await expect(page.getByRole('heading', { name: '还没有发现过设备' })).toBeVisible();
    await page.keyboard.press('n');
    await page.getByLabel('名称', { exact: true }).fill('试验网段');
    await page.getByLabel('地址范围', { exact: true }).fill('127.0.0.61-127.0.0.68\ncore-1');
    await expect(page.getByRole('alert')).toHaveText('有 1 条认不出，改正后才能开始');
    await page.getByLabel('地址范围', { exact: true }).fill('127.0.0.61-127.0.0.68  # 机房A');
    await page.getByLabel('排除', { exact: true }).fill('127.0.0.65/32, 127.0.0.66-68');
    await page.getByLabel('加一组凭据：').selectOption({ label: '旧团体字' });
    await page.getByLabel('加一组凭据：').selectOption({ label: '政务外网只读' });
    await page.getByLabel('SNMP 端口', { exact: true }).fill(String(port));
    await page.getByRole('button', { name: '每秒 200 包' }).click();
    const before = page.getByRole('region', { name: '开始前请读完' });
    await expect(before).toContainText('8 = 4 + 4');
    await expect(before).toContainText('旧团体字、政务外网只读');
    await look('discovery-new');
    await expectSound(page, 'new run');
    await page.getByRole('button', { name: '开始发现' }).click();
  });

  await test.step('one device under two addresses is proposed with its evidence, and nothing is monitored', async () => {
    await expect(rows.filter({ hasText: 'RT-CORE-1' })).toContainText('127.0.0.61 等 2 个', { timeout: 60_000 });
    await expect(rows.filter({ hasText: 'SW-AGG-2' })).toContainText('127.0.0.63');
    await expect(rows.filter({ hasText: '未命名' })).toContainText('127.0.0.64');
    await expect(page.getByRole('region', { name: '范围' })).toContainText('台拒绝');
    await expect(page.getByRole('region', { name: '扫描' })).toContainText(/单台最多 \d+ 个，上限 48 个/);
    await rows.filter({ hasText: 'RT-CORE-1' }).click();
    await expect(drawer).toContainText('引擎 ID 相同，唯一');
    await expect(drawer).toContainText('RT-CORE-1：2 个地址');
    for (const skin of skinsHere()) {
      await desk.wear(skin);
      await look(`discovery-review-${skin}`);
    }
    await desk.wear('desk');
    await expectSound(page, 'review');
  });

  await test.step('by key it becomes one device; the new one is accepted by the bar, the unknown is put off', async () => {
    await page.getByRole('grid', { name: '评审表' }).focus();
    await page.keyboard.press('y');
    await expect(rows.filter({ hasText: 'RT-CORE-1' })).toHaveCount(0);
    await page.getByRole('button', { name: '先接受「新」1' }).click();
    await expect(rows.filter({ hasText: 'SW-AGG-2' })).toHaveCount(0);
    await rows.filter({ hasText: '未命名' }).click();
    await page.keyboard.press('u');
    await expect(rows.filter({ hasText: '未命名' })).toContainText('以后再定');
    await page.getByRole('button', { name: /^全部 3$/ }).click();
    await expect(rows.filter({ hasText: 'RT-CORE-1' })).toContainText('已接受');
    await look('discovery-decided');
    await desk.open('/resources');
    const resources = page.getByRole('grid', { name: '资源' }).getByRole('row');
    await expect(resources.filter({ hasText: 'RT-CORE-1' })).toContainText('127.0.0.61');
    await expect(resources.filter({ hasText: 'SW-AGG-2' })).toHaveCount(1);
  });

  await test.step('the whole batch is taken back after a second word', async () => {
    await page.goBack();
    await page.getByRole('button', { name: '撤回整批' }).click();
    await page.getByRole('button', { name: '停止监测 2 台，确定撤回' }).click();
    await expect(page.getByText('已撤回 2 台。')).toBeVisible();
    await desk.open('/resources');
    await expect(page.getByRole('grid', { name: '资源' }).getByRole('row').filter({ hasText: '127.0.0.6' })).toHaveCount(0);
  });

  await test.step('a list shows what is wrong in which row, and its valid rows come to a review', async () => {
    await desk.open('/discovery/import');
    await page.getByLabel('选择文件').setInputFiles({ name: '设备清单.csv', mimeType: 'text/csv', buffer: Buffer.from(`\uFEFF${LIST}`) });
    const preview = page.getByRole('grid', { name: '预览' }).getByRole('row');
    await expect(page.getByText('可导入 2 行，有误 3 行')).toBeVisible();
    await expect(preview.filter({ hasText: '坏地址' })).toContainText('「10.77.0.300/24」不是地址或主机名');
    await expect(preview.filter({ hasText: '坏类别' })).toContainText('类别「潜艇」认不出');
    await expect(preview.filter({ hasText: '重复' })).toContainText('与第 2 行地址相同');
    await look('discovery-import');
    await expectSound(page, 'import');
    await page.getByRole('button', { name: '导入有效的 2 行' }).click();
    await expect(rows.filter({ hasText: '核心防火墙' })).toContainText('安全系统');
    await expect(rows.filter({ hasText: '应用服务器一' })).toHaveCount(1);
    await desk.open('/discovery');
    const batches = page.getByRole('grid', { name: '发现' }).getByRole('row');
    await expect(batches.filter({ hasText: '试验网段' })).toContainText('已撤回');
    await expect(batches.filter({ hasText: '设备清单' })).toContainText('评审中');
    await look('discovery-list');
  });

  await test.step('a workbook: its table is found, one row is faulty, the template is taken back', async () => {
    const preview = page.getByRole('grid', { name: '预览' }).getByRole('row');
    const choose = (name: string, buffer: Buffer) => page.getByLabel('选择文件').setInputFiles({ name, mimeType: XLSX, buffer });
    const workers: string[] = [];
    page.on('worker', (worker) => workers.push(new URL(worker.url()).pathname.replace(/-[\w-]+\.js$/, '')));
    await desk.open('/discovery/import');
    await look('discovery-import-choose');
    expect(workers, 'nothing is loaded before a workbook is asked for').toEqual([]);
    const template = await downloadedBy(page, shellApp, () => page.getByRole('button', { name: '下载 Excel 模板' }).click());
    expect(template.name).toBe('设备清单模板.xlsx');
    await choose(template.name, template.bytes);
    await expect(page.getByText('没有一张可见的工作表有列名和数据')).toBeVisible();
    await choose('旧清单.xls', OLD_WORKBOOK);
    await expect(page.getByText('这是 Excel 97-2003 的旧格式（.xls）')).toBeVisible();
    await look('discovery-import-refused');
    await choose('全市设备.xlsx', Buffer.from(WORKBOOK));
    await expect(page.getByText('工作表「设备」，列名在第 2 行，3 行')).toBeVisible();
    await expect(page.getByText('另有 2 张工作表不读取：封面、备件')).toBeVisible();
    await expect(page.getByText('可导入 2 行，有误 1 行')).toBeVisible();
    await expect(preview.filter({ hasText: '坏等级' })).toContainText('等级「顶级」认不出');
    await expect(preview.filter({ hasText: '坏等级' }).getByRole('gridcell').first()).toHaveText('6');
    await expect(preview.filter({ hasText: '汇聚交换机' })).toContainText('2102350001234567890');
    await look('discovery-import-workbook');
    expect(workers, 'one for the template and one for each archive, of our own origin').toEqual(Array(3).fill('/assets/worker'));
    await expect.poll(() => page.workers().length, 'each is ended').toBe(0);
    await expectSound(page, 'workbook');
    await page.getByRole('button', { name: '导入有效的 2 行' }).click();
    await expect(rows.filter({ hasText: '=1+1' })).toContainText('10.78.0.2');
    await expect(rows.filter({ hasText: '汇聚交换机' })).toHaveCount(1);
  });
});
