import type { Health, HealthHistory } from '../../../shared/contracts/health.ts';
import { expect, test } from '../app.ts';
import { alarmDeskOf } from '../pages/alarmDesk.ts';
import { deskOf } from '../pages/desk.ts';
import { directly } from '../pages/direct.ts';
import { clippedTexts } from '../pages/inspect.ts';
import { savedBy } from '../pages/saved.ts';

test.use({
  stationOptions: {
    within: ['unshare', '--map-root-user', '--mount', 'sh', '-c', 'mount --bind /dev/null /usr/bin/fping; exec "$@"', 'sh'],
  },
});

test('R-8.4.2-j-4 R-8.4.3-h-2 the station about itself: live figures, a missing tool with what to do, and all of it as a file', async ({
  page,
  shellApp,
  station,
  signIn,
  look,
}) => {
  const operator = await directly(station, 'operator');
  await operator.call('POST', '/resources', {
    name: '核心交换 01',
    resourceClass: 'RC2',
    importance: 'key',
    address: '127.0.0.1',
    checks: [{ protocol: 'icmp' }],
  });
  await signIn('operator');
  await deskOf(page).open('/health');

  await test.step('the three processes run, each with figures of its own', async () => {
    const rows = page.getByRole('region', { name: '进程' }).getByRole('row');
    for (const name of ['监督', '后端', '采集']) {
      await expect(rows.filter({ hasText: name })).toContainText('运行');
      await expect(rows.filter({ hasText: name })).toContainText(/\d MB/);
    }
  });

  await test.step('figures move by themselves', async () => {
    const uptime = page.getByRole('region', { name: '版本与运行' });
    const before = await uptime.textContent();
    await expect.poll(() => uptime.textContent()).not.toBe(before);
    const known = (await operator.call<Health>('GET', '/health')).audit.records;
    await expect(page.getByRole('region', { name: '审计链' })).toContainText(
      new RegExp(`${known.toLocaleString('en-US')} 条`.replace(',', ',?')),
    );
  });

  await test.step('R-8.4.3-h-2 figures have their curves of 24 hours and of seven days beside them', async () => {
    const memory = async () =>
      (await operator.call<HealthHistory>('GET', '/health/history')).series.some(({ code }) => code === 'processMemory');
    await expect.poll(memory, { timeout: 60_000 }).toBe(true);
    await page.reload();
    const disk = page.getByRole('img', { name: /^数据盘已用，24 时，最低 .+ %，最高 .+ %$/ });
    await expect(disk).toBeVisible({ timeout: 30_000 });
    await expect(
      page
        .getByRole('region', { name: '进程' })
        .getByRole('img', { name: /^内存，24 时/ })
        .first(),
    ).toBeVisible();
    await expect(
      page
        .getByRole('region', { name: '队列' })
        .getByRole('img', { name: /^等待，24 时/ })
        .first(),
    ).toBeVisible();
    await look('health');
    await page.getByRole('button', { name: '7 天', exact: true }).click();
    await expect(page.getByRole('img', { name: /^数据盘已用，7 天/ })).toBeVisible();
    await expect(page).toHaveURL(/curves=7d/);
    await expect(page.getByRole('region', { name: '版本与运行' })).toContainText('未用 TLS，没有证书');
    expect(await clippedTexts(page)).toEqual([]);
  });

  await test.step('the missing tool stands under its collector with the next step, and is an alarm', async () => {
    const collectors = page.getByRole('region', { name: '采集器' });
    await expect(collectors).toContainText('本机没有 fping', { timeout: 30_000 });
    await expect(collectors).toContainText('apt install fping');
    await expect(page.getByText(/项需要处理/)).toBeVisible();
  });

  await test.step('the diagnosis file carries the page and no secret', async () => {
    const file = await savedBy(page, shellApp, () => page.getByRole('button', { name: '导出诊断文件' }).click());
    expect(file.name).toMatch(/^shouwang-diagnosis .*\.json$/);
    const { kind, health } = JSON.parse(file.text) as { kind: string; health: Health };
    expect(kind).toBe('shouwang-diagnosis');
    expect(health.processes.map(({ name }) => name).sort()).toEqual(['backend', 'poller', 'receiver', 'supervisor']);
    expect(health.stores.find(({ name }) => name === 'core')?.synchronous).toBe('FULL');
    expect(file.text).not.toMatch(/password|PRIVATE KEY|token/i);
  });

  await deskOf(page).open('/alarms');
  await expect(alarmDeskOf(page).list).toContainText('缺少采集工具', { timeout: 30_000 });
});
