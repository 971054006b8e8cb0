import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import type { AuditRecord } from '../../../shared/contracts/audit.ts';
import type { RemoteWrite } from '../../../shared/contracts/remoteWrite.ts';
import type { Retention, RetentionUse } from '../../../shared/contracts/retention.ts';
import { temporaryFolder } from '../../protocol/peers.ts';
import { preparePrometheus, stored } from '../../support/prometheus.ts';
import { expect, test } from '../app.ts';
import { deskOf } from '../pages/desk.ts';
import { directly } from '../pages/direct.ts';
import { clippedTexts } from '../pages/inspect.ts';

const DAY = 86_400_000;

/** From its next load on the page has this answer of an address, until the stored one goes. A route of Playwright has no status in Electron 33. */
async function answerFrom(page: Page, path: string, told: unknown): Promise<void> {
  await page.addInitScript((ending) => {
    const text = sessionStorage.getItem('answer');
    const real = window.fetch;
    if (text !== null)
      window.fetch = (input, init) => (String(input).endsWith(ending) ? Promise.resolve(new Response(text)) : real(input, init));
  }, path);
  await page.evaluate((text) => sessionStorage.setItem('answer', text), JSON.stringify(told));
}

test('R-8.4.3-f1-2 how long measured values are kept is seen, changed with its reason at the fields, and taken back', async ({
  page,
  station,
  signIn,
  look,
}) => {
  const administrator = await directly(station, 'systemAdministrator');
  const setting = () => administrator.call<Retention>('GET', '/retention');
  const form = page.getByRole('region', { name: '保存期限', exact: true });
  const samples = form.getByLabel('采样保存天数', { exact: true });
  await signIn('systemAdministrator');
  await deskOf(page).open('/keeping');

  await test.step('what is kept, by which clause, since when and how large', async () => {
    const rows = page.getByRole('region', { name: '现有数据' }).getByRole('row');
    await expect(rows.filter({ hasText: '8.2.2 e）半年' }).first()).toContainText('184 天');
    await expect(rows.filter({ hasText: '十二个月' })).toContainText('397 天');
    await expect(rows.filter({ hasText: '审计链不可删' })).toContainText(/\d{4}-\d\d-\d\d.*[KM]B/);
    await expect(page.getByRole('region', { name: '占用估算' })).toContainText('落盘的采样还不满一天，估不出增长');
    await look('keeping');
  });

  await test.step('R-8.2.2-e-1 never below six months, and the field says by which clause', async () => {
    await samples.fill('183');
    await expect(form.getByRole('alert')).toContainText('不能少于 184 天：GB/T 34077.3 8.2.2 e）');
    await expect(form.getByRole('button', { name: '保存', exact: true })).toHaveAttribute('aria-disabled', 'true');
    await form.getByLabel('汇总保存天数').fill('12x');
    await expect(form.getByRole('alert')).toHaveCount(2);
    await look('keeping-wrong');
    await form.getByRole('button', { name: '放弃改动' }).click();
    await expect(samples).toHaveValue('184');
    // Enter saves what was written, and nothing where nothing was.
    await samples.press('Enter');
    expect(await setting()).toMatchObject({ version: 0 });
  });

  await test.step('what was written is not left without a word', async () => {
    await samples.fill('300');
    await page.getByRole('link', { name: '自检' }).click();
    await expect(form).toContainText('保存期限的改动还没有保存');
    await form.getByRole('status').getByRole('button', { name: '取消' }).click();
    await expect(form).not.toContainText('还没有保存');
    await expect(samples).toHaveValue('300');
    await page.getByRole('link', { name: '自检' }).click();
    await look('keeping-unsaved');
    await form.getByRole('status').getByRole('button', { name: '放弃改动' }).click();
    await expect(page).toHaveURL(/\/health/);
    await deskOf(page).open('/keeping');
    await expect(samples).toHaveValue('184');
  });

  await test.step('a class of its own, with the series it has; longer is saved at once and can be taken back', async () => {
    await samples.fill('400');
    await form.getByRole('button', { name: '加一类' }).click();
    await expect(form).toContainText('请选类别或指标');
    await form.getByLabel('资源类别').selectOption({ label: '主机' });
    await form.getByLabel('第 1 类保存天数').fill('700');
    await expect(form).toContainText(/现有 [\d,]+ 条序列/);
    expect(await clippedTexts(page)).toEqual([]);
    await form.getByRole('button', { name: '保存', exact: true }).press('Enter');
    await expect(form).toContainText('已保存为第 1 版');
    const kept = { samplesDays: 400, rollupsDays: 397, longer: [{ resourceClass: 'RC3', metric: null, days: 700 }] };
    expect(await setting()).toMatchObject({ ...kept, version: 1, held: null });
    await expect(page.getByRole('region', { name: '现有数据' })).toContainText('最长 700 天');
    await look('keeping-saved');
  });

  await test.step('shorter is asked first with what goes and when, is kept for a day, and is taken back after a reload too', async () => {
    await samples.fill('200');
    await form.getByRole('button', { name: '保存（先看会删什么）' }).click();
    const ask = page.getByRole('region', { name: '缩短保存期限' });
    await expect(ask).toContainText('采样 400 → 200 天');
    await expect(ask).toContainText('届时没有早于期限的整周');
    await look('keeping-shorten');
    expect(await setting()).toMatchObject({ version: 1 });
    await ask.getByRole('button', { name: '确认缩短' }).click();
    await expect(form).toContainText(/缩短到 \d{4}-\d\d-\d\d \d\d:\d\d:\d\d 才生效，此前数据都还在/);
    expect(await setting()).toMatchObject({ samplesDays: 200, version: 2, held: { samplesDays: 400 } });
    await page.reload();
    await form.getByRole('button', { name: '撤回缩短' }).click();
    await expect(samples).toHaveValue('400');
    expect(await setting()).toMatchObject({ samplesDays: 400, version: 3, held: null });
  });

  await test.step('somebody else was faster: both are shown, and neither is lost', async () => {
    await samples.fill('500');
    const { changedAt, changedBy, held, ...now } = await setting();
    await administrator.call('PUT', '/retention', { ...now, rollupsDays: 800 });
    const overtaken = page.getByRole('alert', { name: '别人改过' });
    await form.getByRole('button', { name: '保存', exact: true }).click();
    await expect(overtaken).toContainText('系统员');
    await expect(overtaken.getByRole('row').filter({ hasText: '采样保存天数' })).toContainText('500');
    await expect(overtaken.getByRole('row').filter({ hasText: '汇总保存天数' })).toContainText('800');
    await look('keeping-overtaken');
    await overtaken.getByRole('button', { name: '用现在的' }).click();
    await expect(form.getByLabel('汇总保存天数')).toHaveValue('800');
    await expect(samples).toHaveValue('400');
  });

  await test.step('a year of weeks, told as the station would: how large it becomes, whether the disk holds it, and which weeks a shorter time takes', async () => {
    const real = await administrator.call<RetentionUse>('GET', '/retention/use');
    const start = Math.floor((real.at - 4 * DAY) / (7 * DAY)) * 7 * DAY + 4 * DAY;
    const week = (ago: number, bytes: number) => ({ from: start - ago * 7 * DAY, to: start - (ago - 1) * 7 * DAY, bytes, isHeld: false });
    const weeks = (from: number, to: number, bytes: number) => Array.from({ length: from - to + 1 }, (_, i) => week(from - i, bytes));
    const told: RetentionUse = {
      ...{
        ...real,
        since: start - 60 * 7 * DAY,
        samples: weeks(56, 0, 7e8),
        rollups: weeks(60, 53, 2e8),
        inMemorySince: real.at - 3_600_000,
      },
      ...{ telemetryBytes: 56 * 7e8 + 8 * 2e8, logs: { ...real.logs, bytes: 2e10, days: 184, oldestDay: real.at - 184 * DAY } },
      disk: { total: 500e9, free: 90e9, low: 2 ** 31 },
    };
    await answerFrom(page, '/retention/use', told);
    await page.reload();
    const space = page.getByRole('region', { name: '占用估算' });
    await expect(space).toContainText(/每天新增 采样 \d+(\.\d)? MB、日志 10\d(\.\d)? MB/);
    await expect(space).toContainText('放得下');
    await samples.fill('200');
    await expect(space.getByRole('columnheader', { name: '改动后' })).toBeVisible();
    await form.getByRole('button', { name: '保存（先看会删什么）' }).click();
    const gone = page.getByRole('region', { name: '缩短保存期限' }).getByRole('listitem').first();
    await expect(gone).toContainText(/采样 400 → 200 天：.*删除 \d{4}-\d\d-\d\d 至 \d{4}-\d\d-\d\d 的 \d\d 周，\d+(\.\d)? GB/);
    expect(await clippedTexts(page)).toEqual([]);
    await look('keeping-year');
    await page.getByRole('region', { name: '缩短保存期限' }).getByRole('button', { name: '取消' }).click();
    await samples.fill('3000');
    await expect(space).toContainText(/数据盘只有 .* 可用，约 \d+ 天后用完/);
    await look('keeping-short');
    await page.evaluate(() => sessionStorage.removeItem('answer'));
    await form.getByRole('button', { name: '放弃改动' }).click();
  });

  await test.step('who may only look sees the setting and why nothing can be changed', async () => {
    await deskOf(page).signOut();
    await signIn('operator');
    await deskOf(page).open('/keeping');
    await expect(form).toContainText('400 天');
    await expect(form).toContainText('需要「保存期限与外送：修改」权限');
    await expect(page.getByText('改动都记入审计链，由审计管理员查看')).toBeVisible();
    await look('keeping-operator');
  });

  await test.step('R-8.4.3-d1-4 the auditor goes from here to what was changed', async () => {
    await deskOf(page).signOut();
    await signIn('auditAdministrator');
    await deskOf(page).open('/keeping');
    await page.getByRole('link', { name: '保存期限的改动记录' }).click();
    await expect(page).toHaveURL(/\/audit\?action=changeRetention/);
    await expect(page.getByRole('main')).toContainText('改保存期限');
  });
});

test('R-8.4.3-f3-2 samples are passed on to a real Prometheus from the page: tried first, begun, seen there, stopped', async ({
  page,
  station,
  signIn,
  openBrowser,
  look,
}) => {
  test.slow();
  const folder = temporaryFolder();
  const receiver = await preparePrometheus(folder.path);
  const refusing = createServer(({ headers }, response) =>
    headers.authorization === 'Bearer lingpai-8802' ? response.writeHead(204).end() : response.writeHead(401).end('who are you'),
  );
  await new Promise<void>((resolve) => refusing.listen(0, '127.0.0.1', resolve));
  const administrator = await directly(station, 'systemAdministrator');
  const remote = () => administrator.call<RemoteWrite>('GET', '/remote-write');
  const panel = page.getByRole('region', { name: '外送', exact: true });
  const address = panel.getByLabel('接收地址');
  try {
    await signIn('systemAdministrator');
    await deskOf(page).open('/keeping');
    await expect(panel).toContainText('未外送');

    await test.step('an address with a password in it is refused at its field and goes nowhere', async () => {
      await address.fill('http://name:geheim-8801@127.0.0.1/');
      await expect(panel.getByRole('alert')).toContainText('地址里不能带用户名和口令');
      await address.fill('ftp://127.0.0.1/');
      await expect(panel.getByRole('alert')).toContainText('只支持 http 和 https');
      await panel.getByRole('button', { name: '试连' }).click();
      expect((await remote()).version).toBe(0);
    });

    await test.step('a try says what the other side said', async () => {
      await address.fill(`${receiver.base}/api/v1/write`);
      await panel.getByRole('button', { name: '试连' }).click();
      await expect(panel.getByRole('status')).toContainText('对方没有在这个端口接收');
      await address.fill(`http://127.0.0.1:${(refusing.address() as AddressInfo).port}/`);
      await panel.getByRole('button', { name: '试连' }).click();
      await expect(panel.getByRole('status')).toContainText('对方要求认证（401）。原话：who are you');
      await look('keeping-test');
      const origin = `http://127.0.0.1:${(refusing.address() as AddressInfo).port}`;
      await expect(panel).toContainText('请安全管理员为这个地址录入 HTTP 凭据');
      const seat = await openBrowser();
      await signIn('securityAdministrator', seat);
      await deskOf(seat).open('/users/credentials');
      await seat.getByRole('button', { name: '录入凭据' }).first().click();
      const drawer = seat.getByRole('complementary', { name: '录入凭据' });
      await drawer.getByRole('button', { name: 'HTTP 令牌' }).click();
      await drawer.getByLabel('名称').fill('时序库写入');
      await drawer.getByLabel('用于地址').fill('时序库');
      await drawer.getByLabel('令牌', { exact: true }).fill('lingpai-8802');
      await drawer.getByRole('button', { name: '存入凭据库' }).click();
      await expect(drawer.getByRole('alert')).toContainText('请填 http 或 https 的地址');
      expect(await clippedTexts(seat)).toEqual([]);
      await drawer.getByLabel('用于地址').fill(`${origin}/write`);
      await drawer.getByRole('button', { name: '存入凭据库' }).click();
      await expect(seat.getByRole('main')).toContainText(origin);
      await page.reload();
      await address.fill(`${origin}/write`);
      await panel.getByLabel('凭据').selectOption({ label: '时序库写入' });
      await panel.getByRole('button', { name: '试连' }).click();
      await expect(panel.getByRole('status')).toContainText('对方收下了一个空请求');
      await look('keeping-credential');
      await address.fill('https://127.0.0.1/write');
      await expect(panel).toContainText('这组凭据不是为这个地址录入的');
      await panel.getByLabel('凭据').selectOption({ label: '不认证' });
      await receiver.start();
      await address.fill(`${receiver.base}/api/v1/write`);
      await panel.getByRole('button', { name: '试连' }).click();
      await expect(panel.getByRole('status')).toContainText('对方收下了一个空请求');
      expect((await remote()).url).toBeNull();
    });

    await test.step('begun after a question; what the station measures arrives there', async () => {
      await panel.getByRole('button', { name: '开始外送' }).click();
      const ask = page.getByRole('region', { name: '外送到这个地址' });
      await expect(ask).toContainText(`每条入库的采样同时送往 ${receiver.base}/api/v1/write`);
      await ask.getByRole('button', { name: '确认外送' }).click();
      await expect(panel).toContainText(/正常.*已送达.*[1-9]\d* 批/s, { timeout: 90_000 });
      await expect
        .poll(() => stored(receiver.base, '{__name__=~"shouwang_.+"}').then(({ length }) => length), { timeout: 60_000 })
        .toBeGreaterThan(0);
      await look('keeping-sending');
    });

    await test.step('with the receiver away samples wait, and the page says why', async () => {
      await receiver.stop();
      await expect(panel).toContainText('对方没有收下，排队重试', { timeout: 120_000 });
      await expect(panel).toContainText('对方没有在这个端口接收');
      await look('keeping-waiting');
    });

    await test.step('stopped after a question, and all of it is in the audit without a secret', async () => {
      await panel.getByRole('button', { name: '停止外送' }).click();
      await page.getByRole('region', { name: '停止外送' }).getByRole('button', { name: '确认停止' }).click();
      await expect(panel).toContainText('未外送');
      expect(await remote()).toMatchObject({ url: null, version: 2 });
      const auditor = await directly(station, 'auditAdministrator');
      const { items } = await auditor.call<{ items: readonly AuditRecord[] }>('GET', '/audit?limit=200');
      const actions = items.map(({ action }) => action);
      expect(actions.filter((action) => action === 'testRemoteWrite')).toHaveLength(4);
      expect(actions.filter((action) => action === 'changeRemoteWrite')).toHaveLength(2);
      expect(JSON.stringify(items)).not.toMatch(/geheim-8801|lingpai-8802/);
    });
  } finally {
    await receiver.stop();
    await new Promise((resolve) => refusing.close(resolve));
    folder.remove();
  }
});
