import { type Peer, startNameServer, startNodeExporter } from '../../protocol/programs.ts';
import { expect, test } from '../app.ts';
import { alarmDeskOf } from '../pages/alarmDesk.ts';
import { deskOf } from '../pages/desk.ts';

/** Three failed cycles of 5 s make an alarm, and the first may be a whole cycle away; the rest is for a crowded machine. */
const THREE_CYCLES_MS = 60_000;

let nameServer: Peer;
let exporter: Peer;
test.beforeAll(async () => {
  nameServer = await startNameServer(['host-record=web.example.cn,10.0.0.1', 'local=/example.cn/']);
  exporter = await startNodeExporter();
});
test.afterAll(async () => {
  await Promise.all([nameServer.stop(), exporter.stop()]);
});

test('R-8.4.2-c3-4 R-8.4.2-c3-1 a name server and an exporter are added by the form, their figures are seen, and a fault says what to do', async ({
  page,
  signIn,
  look,
}) => {
  test.slow();
  await signIn('operator');
  await deskOf(page).open('/resources/new');
  const field = (label: string) => page.getByRole('main').getByLabel(label, { exact: true });
  const add = (protocol: string) => page.getByRole('button', { name: protocol, exact: true }).click();
  const url = `http://127.0.0.1:${exporter.port}/metrics`;

  await test.step('what is wrong with a check stands at its field', async () => {
    await field('名称').fill('域名与主机 01');
    await field('地址').fill('127.0.0.1');
    await field('自定采集间隔').fill('5');
    await add('DNS');
    await add('Prometheus');
    await field('查询的名称').fill('web example');
    await field('指标页网址').fill(url);
    await field('另取序列').fill('process_open_fds\nnot a selector');
    await page.getByRole('button', { name: '添加并开始监测' }).click();
    await expect(field('查询的名称')).toHaveAccessibleDescription(/请填域名或地址/);
    await expect(field('另取序列')).toHaveAccessibleDescription(/每行一条：名称/);
  });

  await test.step('put right it is taken, and the preview says what will be collected', async () => {
    await field('查询的名称').fill('web.example.cn');
    await field('应答应含').fill('10.0.0.1');
    await field('端口').fill(String(nameServer.port));
    await field('另取序列').fill('process_open_fds');
    await expect(page.locator('main [aria-invalid="true"]')).toHaveCount(0);
    const preview = page.getByRole('complementary', { name: '将采集什么' });
    await expect(preview).toContainText('DNS 应答时间');
    await expect(preview).toContainText('所选序列的值');
    await look('service-checks-form');
    await page.getByRole('button', { name: '添加并开始监测' }).click();
    await expect(page.getByRole('heading', { level: 1, name: '域名与主机 01' })).toBeVisible();
  });

  await test.step('both answer, and their figures are drawn', async () => {
    const checks = page.getByRole('region', { name: '检查', exact: true });
    const row = (text: string) => checks.getByRole('row').filter({ hasText: text });
    await expect(row('A web.example.cn')).toContainText(/[\d.]+ ms/, { timeout: THREE_CYCLES_MS });
    await expect(row(url)).toContainText(/[\d.]+ ms/, { timeout: THREE_CYCLES_MS });
    const words = (metric: string, component: string) =>
      page.locator(`[data-metric="${metric}"][data-component="${component}"] [id]`).filter({ hasText: '最低' });
    await expect(words('memory.utilisation', '')).toContainText(/最高 [\d.]+ %/, { timeout: THREE_CYCLES_MS });
    const show = (group: string) => page.getByRole('button', { name: group, exact: true }).click();
    await show('Prometheus');
    await expect(words('prometheus.value', `127.0.0.1:${exporter.port} process_open_fds`)).toContainText(/最高 [\d.]+/, {
      timeout: THREE_CYCLES_MS,
    });
    await look('service-checks-page');
    await show('DNS');
    await expect(words('dns.answers', 'A web.example.cn')).toContainText(/最高 1/, { timeout: THREE_CYCLES_MS });
  });

  await test.step('a name server that is gone is an alarm that says what to do', async () => {
    await nameServer.stop();
    await deskOf(page).open('/alarms');
    const desk = alarmDeskOf(page);
    const alarm = desk.rows('域名与主机 01');
    await expect(alarm).toContainText('服务不可用：DNS 连接被拒绝', { timeout: THREE_CYCLES_MS });
    await alarm.click();
    await expect(desk.drawer).toContainText('对端拒绝连接：服务没有启动、端口不对，或被防火墙回绝');
    await look('service-checks-alarm');
  });
});
