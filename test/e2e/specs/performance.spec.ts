import { readFileSync } from 'node:fs';
import { expect, test } from '../app.ts';
import { deskOf, skinsHere } from '../pages/desk.ts';
import { directly } from '../pages/direct.ts';
import { localHost, openFaults } from '../pages/faults.ts';
import { clippedTexts, expectSound, walkByTab, zoomTwofold } from '../pages/inspect.ts';

test('R-8.4.2-c4-3 R-8.4.2-c2-8 curves are picked, laid over one another, summed up, saved as a dashboard and exported; R-8.4.2-c7-3 TopN leads to them', async ({
  page,
  shellApp,
  station,
  signIn,
  openBrowser,
  look,
}) => {
  test.slow();
  const host = await localHost(await directly(station, 'operator'));
  await signIn('operator');
  await deskOf(page).open('/performance');
  const picker = page.getByRole('region', { name: /选曲线|的指标/ }).or(page.getByRole('region', { name: host.name }));
  const table = page.getByRole('region', { name: '各条曲线的统计' });
  const rows = table.getByRole('row');

  await test.step('nothing is picked yet, and the page says what to do', async () => {
    await expect(page.getByText('还没有选曲线')).toBeVisible();
    await expect(page.getByRole('button', { name: '导出 CSV' })).toHaveAttribute('aria-disabled', 'true');
    await look('performance-empty');
  });

  await test.step('a resource is found, its metrics are added by the keyboard, a third unit is refused', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type(host.name.slice(0, 3));
    await page.getByRole('button', { name: host.name }).press('Enter');
    const metric = (name: string) => picker.getByRole('button', { name });
    await expect(metric('CPU 使用率')).toBeVisible({ timeout: 60_000 });
    await metric('CPU 使用率').press('Enter');
    await metric('内存使用率').press('Enter');
    await metric('1 分钟负载').press('Enter');
    await expect(rows).toHaveCount(4);
    await picker.getByRole('searchbox', { name: '找指标' }).fill('内存已用');
    await expect(metric('内存已用')).toHaveAttribute('aria-disabled', 'true');
    await expect(metric('内存已用')).toContainText('同图最多两种单位');
    await picker.getByRole('searchbox', { name: '找指标' }).fill('');
  });

  await test.step('each has its figures and its age, and the one that is looked at can be changed', async () => {
    await page.getByRole('button', { name: '1 时', exact: true }).click();
    await page.getByLabel('自动更新').selectOption('30');
    await expect(rows.nth(1)).toContainText('%', { timeout: 60_000 });
    await expect(rows.nth(1)).toContainText(/\d+ \/ \d+/);
    await expect(page.getByRole('slider', { name: '3 条曲线同图' })).toBeVisible();
    await rows
      .nth(2)
      .getByRole('button', { name: /看这条/ })
      .click();
    await expect(rows.nth(2).getByRole('button', { name: /看这条/ })).toHaveAttribute('aria-pressed', 'true');
    await expect(page).toHaveURL(/focus=1/);
  });

  await test.step('the page is usable by keyboard, at 200 %, and sound in its skin', async () => {
    for (const skin of skinsHere()) {
      await deskOf(page).wear(skin);
      await look(`performance-${skin}`);
      await expectSound(page, `performance (${skin})`);
    }
    const walk = await walkByTab(page);
    expect.soft(walk, 'Tab through performance').toMatchObject({ missed: [], unseen: [], isRound: true });
    await zoomTwofold(page, shellApp, true);
    expect.soft(await clippedTexts(page), 'performance at 200 %').toEqual([]);
    await zoomTwofold(page, shellApp, false);
  });

  await test.step('the samples are saved as a file', async () => {
    if (shellApp) return;
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出 CSV' }).click()]);
    const text = readFileSync(await file.path(), 'utf8');
    expect(text.split('\r\n')[0]).toContain('资源,指标,部件,时间（北京）,值,单位,质量');
    expect(text).toContain(`${host.name},CPU 使用率,,`);
  });

  await test.step('the view is saved, shared, and another seat opens it', async () => {
    await page.getByRole('button', { name: /^看板/ }).click();
    const menu = page.getByRole('dialog', { name: '看板' });
    await menu.getByLabel('名称').fill('主机一览');
    await menu.getByLabel('共享给所有人').check();
    await menu.getByRole('button', { name: '另存为看板' }).click();
    await expect(menu.getByRole('listitem')).toContainText('主机一览');
    await expect(menu.getByRole('listitem')).toContainText('共享');
    await menu.getByRole('button', { name: '改名 主机一览' }).click();
    await menu.getByLabel('「主机一览」的新名称').fill('主机总览');
    await page.keyboard.press('Enter');
    await expect(menu.getByRole('button', { name: /^主机总览/ })).toBeVisible();
    await look('performance-boards');
    await page.keyboard.press('Escape');
    await expect(page).toHaveURL(/board=/);
    const other = await openBrowser();
    await signIn('systemAdministrator', other);
    await deskOf(other).open('/performance');
    await other.getByRole('button', { name: /^看板/ }).click();
    await other
      .getByRole('dialog', { name: '看板' })
      .getByRole('button', { name: /^主机总览/ })
      .click();
    await expect(other.getByRole('region', { name: '各条曲线的统计' }).getByRole('row')).toHaveCount(4);
  });

  await test.step('each in its own plot', async () => {
    await page.getByRole('button', { name: '分图', exact: true }).click();
    await expect(page.getByRole('slider')).toHaveCount(3);
    await look('performance-split');
  });

  await test.step('TopN ranks, says how many it left out, and leads to the curve', async () => {
    await page.keyboard.press('n');
    const ranking = page.getByRole('region', { name: 'CPU 使用率 排名' });
    await expect(ranking.getByRole('row')).toHaveCount(2);
    await expect(page.getByText(/排名 1 条，列出 1 条/)).toBeVisible();
    await page.getByRole('button', { name: '1 时', exact: true }).click();
    await page.getByRole('button', { name: 'p95', exact: true }).click();
    await expect(page).toHaveURL(/by=p95/);
    await expect(ranking.getByRole('columnheader', { name: '样本 / 缺' })).toBeVisible();
    for (const skin of skinsHere()) {
      await deskOf(page).wear(skin);
      await look(`top-${skin}`);
      await expectSound(page, `top (${skin})`);
    }
    const walk = await walkByTab(page);
    expect.soft(walk, 'Tab through TopN').toMatchObject({ missed: [], unseen: [], isRound: true });
    await zoomTwofold(page, shellApp, true);
    expect.soft(await clippedTexts(page), 'TopN at 200 %').toEqual([]);
    await zoomTwofold(page, shellApp, false);
    await ranking.getByRole('button', { name: new RegExp(host.name) }).click();
    await expect(rows).toHaveCount(2);
  });
});

test('R-8.2.2-0-4 a gap says its reason and what is to be doubted says so: at the cursor, in words, in the table, in the export and on the page of the resource', async ({
  page,
  shellApp,
  station,
  signIn,
  look,
}) => {
  test.slow();
  const host = await localHost(await directly(station, 'operator'));
  const faults = await openFaults(station, host);
  await faults.traffic('trial0');
  await faults.stop();
  await signIn('operator');
  const doubt = '存疑：32 位计数器回绕';
  const curves = JSON.stringify([`${host.id}~interface.in~trial0`]);

  await test.step('under the curve and at the cursor', async () => {
    await deskOf(page).open(`/performance?period=1h&s=${encodeURIComponent(curves)}`);
    const slider = page.getByRole('slider', { name: '1 条曲线同图' });
    await expect(slider).toBeVisible({ timeout: 30_000 });
    const box = (await slider.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const point = (minutesAgo: number) => page.mouse.move(box.x + (box.width * (60 - minutesAgo)) / 60, box.y + box.height / 2);
    await point(20);
    await expect(slider).toHaveAttribute('aria-valuetext', /无数据（超时无应答）$/);
    await point(3);
    await expect(slider).toHaveAttribute('aria-valuetext', new RegExp(`bit/s（${doubt}）$`));
    await point(8);
    await expect(slider).toHaveAttribute('aria-valuetext', /bit\/s$/);
    for (const skin of skinsHere()) {
      await deskOf(page).wear(skin);
      await point(3);
      await look(`quality-${skin}`);
      await expectSound(page, `quality (${skin})`);
    }
  });

  await test.step('in the export', async () => {
    if (shellApp) return;
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出 CSV' }).click()]);
    const lines = readFileSync(await file.path(), 'utf8').split('\r\n');
    expect(lines[0]).toMatch(/单位,质量$/);
    const words = [',良好', ',超时无应答', `,${doubt}`];
    expect(words.map((word) => lines.filter((line) => line.endsWith(word)).length)).toEqual([152, 59, 30]);
  });

  await test.step('in the table of each curve', async () => {
    await page.getByRole('button', { name: '分图', exact: true }).click();
    await page.getByRole('button', { name: '表格', exact: true }).click();
    await expect(page.getByRole('columnheader', { name: '质量' })).toBeVisible();
    const rows = page.getByRole('row');
    await expect(rows.filter({ hasText: '超时无应答' }).first()).toContainText('无数据');
    await expect(rows.filter({ hasText: doubt }).first()).toContainText('bit/s');
    await expect(rows.filter({ hasText: '良好' }).first()).toContainText('bit/s');
    await look('quality-table');
  });

  await test.step('on the page of the resource, with the newest value', async () => {
    await deskOf(page).open(`/resources/${host.id}?range=1h&group=interface&only=${encodeURIComponent('["trial0"]')}`);
    const chart = page.locator('[data-metric="interface.in"][data-component="trial0"]');
    await expect(chart).toContainText(doubt, { timeout: 30_000 });
    await expect(chart.getByRole('slider')).toBeVisible();
    await look('quality-resource');
    expect.soft(await clippedTexts(page), 'page of the resource').toEqual([]);
  });
});

test('who may not read metrics is told so on both pages', async ({ page, signIn }) => {
  await signIn('auditAdministrator');
  for (const path of ['/performance', '/performance/top']) {
    await deskOf(page).open(path);
    await expect(page.getByText(/指标：查看/)).toBeVisible();
  }
});
