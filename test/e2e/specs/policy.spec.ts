import type { Policy } from '../../../shared/contracts/policies.ts';
import { expect, test } from '../app.ts';
import { deskOf, skinsHere } from '../pages/desk.ts';
import { directly } from '../pages/direct.ts';
import { localHost, openFaults } from '../pages/faults.ts';

test('R-8.4.2-c2-7 a policy is written, what it would do is seen before it is done, applied, undone, and observed silently', async ({
  page,
  station,
  signIn,
  look,
}) => {
  const operator = await directly(station, 'operator');
  const host = await localHost(operator);
  const faults = await openFaults(station, host);
  await faults.fill(40);
  await signIn('operator');
  await deskOf(page).open('/policies');
  const main = page.getByRole('main');
  const field = (label: string) => main.getByLabel(label, { exact: true });
  const region = (name: string) => main.getByRole('region', { name, exact: true });
  const policy = async (name: string) =>
    (await operator.call<{ items: Policy[] }>('GET', '/policies')).items.find((one) => one.name === name);

  await test.step('the product brings a profile for each importance', async () => {
    await main.getByRole('button', { name: /^核心资源：有发言权的资源 1 台/ }).click();
    await expect(field('采集间隔')).toHaveValue('30');
    await expect(region('历史')).toContainText('随产品提供');
  });

  await test.step('a new one says what is wrong at its field, and 300 s is refused', async () => {
    await page.keyboard.press('n');
    await field('采集间隔').fill('300');
    await field('采集间隔').blur();
    await expect(main.getByRole('alert').filter({ hasText: '须是 5 至 299 的整数秒，或留空' })).toBeVisible();
    await field('采集间隔').fill('20');
    await field('名称').fill('主机磁盘加严');
    await field('类别').click();
    await page.getByTitle('主机', { exact: true }).click();
    await page.keyboard.press('Escape');
    await field('添加指标').click();
    await page.keyboard.type('文件系统使用率');
    await page.keyboard.press('Enter');
    await field('核心资源的重要阈值').fill('30');
    await field('关键资源的重要阈值').fill('30');
    await field('一般资源的重要阈值').fill('30');
    await field('优先序').fill('5');
    await expect(main).toContainText('适用 1 / 1 台');
  });

  await test.step('what is not saved is not lost by ticking others, nor by going away without a word', async () => {
    await main.getByRole('checkbox', { name: '选中 核心资源' }).check();
    await expect(region('选中 1 条')).toBeVisible();
    await expect(field('名称')).toBeHidden();
    await main.getByRole('checkbox', { name: '选中 核心资源' }).uncheck();
    await expect(field('名称')).toHaveValue('主机磁盘加严');
    const held = main.getByRole('status').filter({ hasText: '先保存或放弃修改' });
    await main.getByRole('checkbox', { name: '选中 核心资源' }).check();
    await page.getByRole('navigation').getByRole('link', { name: /^告警/ }).click();
    await held.getByRole('button', { name: '取消' }).click();
    await expect(held).toBeHidden();
    await expect(field('名称')).toHaveValue('主机磁盘加严');
    await main.getByRole('button', { name: /^核心资源：/ }).click();
    await expect(held).toBeVisible();
    await expect(field('核心资源的重要阈值')).toHaveValue('30');
    await held.getByRole('button', { name: '取消' }).click();
  });

  await test.step('the effect and the replay over stored samples are seen before anything is saved', async () => {
    await expect(region('保存并应用的后果')).toContainText('1 台换阈值');
    await main.getByRole('button', { name: '预演', exact: true }).click();
    await expect(region('预演：近 30 天')).toContainText(/判了 [\d,]+ 个样本/);
    await expect(region('预演：近 30 天').getByRole('row').filter({ hasText: '/data' })).toContainText('新增，现行不触发');
    expect(await policy('主机磁盘加严')).toBeUndefined();
    for (const skin of skinsHere()) {
      await deskOf(page).wear(skin);
      await look(`policy-${skin}`);
    }
  });

  await test.step('saved it changes nothing; applied it is in force from the next sample', async () => {
    await page.keyboard.press('Control+s');
    await expect(region('主机磁盘加严')).toContainText('第 1 版');
    await main.getByRole('button', { name: '应用…' }).click();
    await expect(region('应用的后果')).toContainText('全部轮询每分钟');
    await main.getByRole('button', { name: '应用 1 条策略' }).click();
    await expect(region('主机磁盘加严')).toContainText('已应用');
    await faults.fill(41);
    await expect(main.getByRole('button', { name: /^主机磁盘加严：.*活动告警 [1-9]/ })).toBeVisible();
  });

  await test.step('a change that was given up is left behind', async () => {
    await field('名称').fill('不要的名字');
    await main.getByRole('button', { name: /^核心资源：/ }).click();
    await main.getByRole('status').filter({ hasText: '先保存或放弃修改' }).getByRole('button', { name: '放弃修改' }).click();
    await expect(field('名称')).toHaveValue('核心资源');
    await main.getByRole('button', { name: /^主机磁盘加严：/ }).click();
    await expect(field('名称')).toHaveValue('主机磁盘加严');
  });

  await test.step('a step that waits is off once another seat saved; its target does not move', async () => {
    await main.getByRole('button', { name: '退回第 1 版' }).click();
    await expect(main.getByRole('button', { name: '换成第 1 版，不应用' })).not.toHaveAttribute('aria-disabled');
    const there = await policy('主机磁盘加严');
    if (!there) throw new Error('the policy is gone');
    const { name, targets, priority, intervalS, metrics, version } = there;
    await operator.call('PUT', `/policies/${there.id}`, { name, targets, priority: priority + 1, intervalS, metrics, version });
    await expect(region('退回第 1 版的后果')).toContainText('已有新版，请取消后重看');
    await expect(main.getByRole('button', { name: '换成第 1 版，不应用' })).toHaveAttribute('aria-disabled', 'true');
    await main.getByRole('button', { name: '取消' }).click();
  });

  await test.step('a step back withdraws it again, and only one step waits at a time', async () => {
    await main.getByRole('button', { name: '退回第 2 版' }).click();
    await region('历史').getByRole('button', { name: '退回 第 1 版' }).click();
    await expect(region('退回第 2 版的后果')).toHaveCount(0);
    await expect(region('退回第 1 版的后果')).toContainText('去留由下一个样本定');
    await expect(region('主机磁盘加严')).toContainText('已应用');
    await main.getByRole('button', { name: '换成第 1 版，不应用' }).click();
    await expect(region('主机磁盘加严')).toContainText('未应用');
    // The product's own policy has the say again, from the next sample.
    await faults.fill(41);
    await expect.poll(async () => (await policy('主机磁盘加严'))?.activeAlarms).toBe(0);
  });

  await test.step('a draft outlives its policy that another seat removes, and can be saved as a new one', async () => {
    const there = await policy('主机磁盘加严');
    if (!there) throw new Error('the policy is gone');
    await field('优先序').fill('7');
    await operator.call('POST', `/policies/${there.id}/remove`, { version: there.version });
    await expect(main.getByRole('status').filter({ hasText: '别人刚删除了这条策略' })).toBeVisible();
    await expect(field('优先序')).toHaveValue('7');
    await page.keyboard.press('Control+s');
    await expect(region('主机磁盘加严')).toContainText('第 1 版');
    const saved = await policy('主机磁盘加严');
    expect([saved?.priority, saved?.id === there.id]).toEqual([7, false]);
    await operator.call('POST', `/policies/${saved?.id}/remove`, { version: saved?.version });
    await expect(main).toContainText('没有这条策略');
  });

  await test.step('a batch is observed silently: on its page and the resource', async () => {
    await main
      .getByRole('button', { name: /^静默观察/ })
      .first()
      .click();
    await field('名称').fill('新入网一批');
    await field('资源').click();
    await page.getByTitle(host.name, { exact: true }).click();
    await page.keyboard.press('Escape');
    await main.getByRole('button', { name: '开始，1 台' }).click();
    await expect(region('静默观察')).toContainText('还剩 23 时 59 分');
    await faults.fill(99);
    await expect(region('若不静默会响的')).toContainText('/data');
    for (const skin of skinsHere()) {
      await deskOf(page).wear(skin);
      await look(`silent-${skin}`);
    }
    await main.getByRole('link', { name: host.name }).first().click();
    await expect(page.getByText(/^静默观察至/)).toBeVisible();
    await expect(page.getByRole('region', { name: '监测策略' })).toContainText('核心资源');
  });
  await faults.stop();
});
