import type { Resource } from '../../../shared/contracts/resources.ts';
import { introductions } from '../../support/neighbours.ts';
import { connectPoller } from '../../support/poller.ts';
import { expect, test } from '../app.ts';
import { deskOf, skinsHere } from '../pages/desk.ts';
import { directly } from '../pages/direct.ts';
import { clippedTexts, expectSound, walkByTab, zoomTwofold } from '../pages/inspect.ts';
import { downloadedBy, savedBy } from '../pages/saved.ts';

/** Two cores, two aggregations on both, access below; a server on one access switch only. */
const LINKS = [
  ['SW-CORE-1', 'SW-CORE-2'],
  ['SW-CORE-1', 'SW-AGG-1'],
  ['SW-CORE-2', 'SW-AGG-1'],
  ['SW-CORE-1', 'SW-AGG-2'],
  ['SW-CORE-2', 'SW-AGG-2'],
  ['SW-AGG-1', 'SW-ACC-1'],
  ['SW-AGG-2', 'SW-ACC-1'],
  ['SW-ACC-1', 'SRV-1'],
] as const;
const NAMES = [...new Set(LINKS.flat())];

test('R-8.4.2-c2-3 ways between two devices are drawn and told step by step', async ({ page, station, shellApp, signIn, look }) => {
  test.slow();
  const operator = await directly(station, 'operator');
  const ids = new Map<string, string>();
  for (const [index, name] of NAMES.entries()) {
    const { id } = await operator.call<Resource>('POST', '/resources', {
      ...{ name, resourceClass: name.startsWith('SRV') ? 'RC3' : 'RC2', importance: 'core', address: `127.0.7.${index + 1}` },
      ...{ location: '机房A', checks: [{ protocol: 'icmp' }] },
    });
    ids.set(name, id);
  }
  const collector = await connectPoller(station.dataFolder, 'neighbours');
  await collector.send(introductions({ ids, links: LINKS }, Date.now()));
  await collector.stop();
  await signIn('operator');
  const desk = deskOf(page);
  const main = page.getByRole('main');
  const devices = main.getByRole('list', { name: '图上的设备' });
  const panel = main.getByRole('complementary', { name: '路径' });

  await test.step('from the device the map is around, p leads to the ways to the one that is selected', async () => {
    await desk.open(`/topology?device=${ids.get('SRV-1')}&hops=4`);
    await devices.getByRole('button').filter({ hasText: 'SW-CORE-2' }).click();
    await expect(main.getByRole('link', { name: '从 SRV-1 到这里的路径' })).toBeVisible();
    await expect(main.getByRole('link', { name: '诊断 SW-CORE-2' })).toBeVisible();
    await page.keyboard.press('p');
    await expect(panel).toContainText('互不相交的 1 条');
    await expect(panel).toContainText('最短，3 跳');
    await expect(panel).toContainText('每条路径都要经过：SW-ACC-1；唯一的链路 1 条');
    await expect(main.getByRole('status').filter({ hasText: '绘制' })).toContainText(/绘制 1 条路径上的全部 4 台、3 条链路/);
    for (const skin of skinsHere()) {
      await desk.wear(skin);
      await look(`path-single-${skin}`);
    }
    await desk.wear('desk');
    await expectSound(page, 'ways');
  });

  await test.step('another end is found by name; there two ways share nothing, and keys choose between them', async () => {
    await page.getByRole('searchbox', { name: '换一个终点' }).fill('sw-acc');
    await panel.getByRole('button').filter({ hasText: 'SW-ACC-1' }).last().click();
    await expect(panel).toContainText('最短，1 跳');
    await desk.open(`/topology?device=${ids.get('SW-ACC-1')}&path=${ids.get('SW-CORE-1')}`);
    await expect(panel).toContainText('互不相交的 2 条');
    await expect(panel).toContainText('没有单点');
    await page.keyboard.press('2');
    await expect(panel.getByRole('button', { name: /^另一条，2 跳/ })).toHaveAttribute('aria-pressed', 'true');
    await expect(panel.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'SW-AGG-2' }) })).toContainText(
      'to SW-AGG-2 0/1 → to SW-ACC-1 0/1',
    );
    await look('path-redundant');
    await page.keyboard.press('e');
    await expect(page.getByRole('dialog', { name: '导出这张图' })).toBeInViewport({ ratio: 1 });
    await page.keyboard.press('Escape');
    const walk = await walkByTab(page);
    expect.soft(walk).toMatchObject({ missed: [], unseen: [], isRound: true });
    await zoomTwofold(page, shellApp, true);
    expect.soft(await clippedTexts(page), 'ways at 200 %').toEqual([]);
    await zoomTwofold(page, shellApp, false);
  });

  await test.step('the map is saved as lines, as points, as a table and as data, each with what it is of', async () => {
    const save = async (name: string) => {
      await page.keyboard.press('e');
      const saved = await savedBy(page, shellApp, () => page.getByRole('button', { name }).click());
      await look('path-export');
      await page.keyboard.press('Escape');
      return saved;
    };
    const svg = await save('SVG 图');
    expect(svg.name).toMatch(/^拓扑 SW-ACC-1 到 SW-CORE-1 的路径 .*\.svg$/);
    for (const text of ['<svg', 'SW-AGG-1', 'SW-AGG-2', '绘制 2 条路径上的全部 4 台、4 条链路', '值班员 导出于'])
      expect(svg.text).toContain(text);
    const csv = await save('CSV 表');
    expect(csv.text.split('\r\n').filter((line) => line.startsWith('链路,'))).toHaveLength(4);
    const data = JSON.parse((await save('JSON 数据')).text);
    expect(data).toMatchObject({ format: 'shouwang.topology', savedBy: '值班员', notDrawn: { nodes: 0 } });
    expect(data.nodes.map(({ name }: { name: string }) => name).sort()).toEqual(['SW-ACC-1', 'SW-AGG-1', 'SW-AGG-2', 'SW-CORE-1']);
    await page.keyboard.press('e');
    const { bytes: png } = await downloadedBy(page, shellApp, () => page.getByRole('button', { name: 'PNG 图' }).click());
    expect([...png.subarray(1, 4)].map((byte) => String.fromCharCode(byte)).join('')).toBe('PNG');
    expect(png.readUInt32BE(16), 'wide enough to be read').toBeGreaterThan(800);
    await expectSound(page, 'the menu of files');
    await page.keyboard.press('Escape');
  });

  await test.step('w turns the ways round, Esc leads back to the map', async () => {
    await page.keyboard.press('w');
    await expect(main).toContainText('SW-CORE-1 到 SW-ACC-1 的路径');
    await page.keyboard.press('Escape');
    await expect(devices.getByRole('button').filter({ hasText: 'SW-CORE-1' })).toBeVisible();
  });
});
