import type { Alarm, AlarmList } from '../../../shared/contracts/alarms.ts';
import { expect, PEOPLE, test } from '../app.ts';
import { deskOf } from '../pages/desk.ts';
import { directly } from '../pages/direct.ts';
import { localHost, openFaults } from '../pages/faults.ts';
import { savedBy } from '../pages/saved.ts';

test('D-AUD-1 R-8.4.2-j-3 the auditor alone reads who acknowledged what, before and after, and verifies the chain', async ({
  page,
  shellApp,
  station,
  signIn,
}) => {
  const operator = await directly(station, 'operator');
  const host = await localHost(operator);
  const faults = await openFaults(station, host);
  await faults.fill(97);
  const raised = async () => (await operator.call<AlarmList>('GET', '/alarms')).items.find(({ component }) => component === '/data');
  await expect.poll(raised).toBeDefined();
  const { id, number } = (await raised()) as Alarm;
  await operator.call('POST', `/alarms/${id}/acknowledge`, { comment: '已通知存储组' });

  await test.step('others are told which permission it takes and who grants it', async () => {
    await signIn('operator');
    const desk = deskOf(page);
    await expect(page.getByRole('link', { name: '审计' })).toBeHidden();
    await desk.open('/audit');
    await expect(page.getByRole('heading', { name: '您没有「审计：查看」权限' })).toBeVisible();
    await expect(page.getByText('当前角色：值班长、值班员。需要时请安全管理员授予；本次访问未读取任何数据。')).toBeVisible();
    await desk.signOut();
  });

  await test.step('the acknowledgement stands there with what changed', async () => {
    await signIn('auditAdministrator');
    await expect(page).toHaveURL(/\/health|\/audit/);
    await page.getByRole('link', { name: '审计' }).click();
    const rows = page.getByRole('grid', { name: '审计' }).getByRole('row');
    const row = rows.filter({ hasText: '确认告警' });
    await expect(row).toHaveCount(1);
    await expect(row).toContainText(PEOPLE.operator.name);
    await expect(row).toContainText(number);
    await row.click();
    await expect(page).toHaveURL(/seq=\d+/);
    const drawer = page.getByRole('complementary', { name: /^第 \d+ 条$/ });
    const changed = drawer.getByRole('row').filter({ hasText: '已通知存储组' });
    await expect(changed).toHaveCount(1);
    await expect(drawer.getByRole('row').filter({ hasText: /^确认 · 由/ })).toHaveText(`确认 · 由—${PEOPLE.operator.name}`);
    await expect(drawer.getByRole('row').filter({ hasText: /^确认 · 时刻/ })).toHaveText(
      /^确认 · 时刻—\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/,
    );
    await expect(drawer).toContainText('复算相符');
    await expect(drawer).toContainText('值班长');
    await expect(drawer).toContainText('127.0.0.1');
  });

  await test.step('the whole chain is computed again, and that deed is in it', async () => {
    await page.getByRole('button', { name: '校验全链' }).click();
    const chain = page.getByRole('region', { name: '审计链' });
    await expect(chain.getByRole('heading')).toHaveText(/^(链完整|已复算 [\d,]+ \/ [\d,]+)，0 断点$/);
    await expect(chain).toContainText(/链头 SHA-256 [0-9a-f]{8} … [0-9a-f]{8}/);
    await expect(page.getByRole('grid', { name: '审计' }).getByRole('row').filter({ hasText: '校验审计链' })).toHaveCount(1);
  });

  await test.step('filters are in the address and what they match can be saved with its hashes', async () => {
    await page.getByLabel('动作：').selectOption({ label: '确认告警' });
    await expect(page.getByRole('grid', { name: '审计' }).getByRole('row').filter({ hasText: PEOPLE.operator.name })).toHaveCount(1);
    await page.reload();
    await expect(page.getByText(/显示 1 \/ 1；全链 \d+/)).toBeVisible();
    const file = await savedBy(page, shellApp, () => page.getByRole('button', { name: '导出 JSON' }).click());
    const { records } = JSON.parse(file.text) as { records: { action: string; hash: string; before: unknown; after: unknown }[] };
    expect(records.map(({ action }) => action)).toEqual(['acknowledgeAlarm']);
    expect(records[0]?.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(records[0]?.after)).toContain('已通知存储组');
  });
  await faults.stop();
});
