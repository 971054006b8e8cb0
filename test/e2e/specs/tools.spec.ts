import { createServer, type Server } from 'node:net';
import type { AuditRecord } from '../../../shared/contracts/audit.ts';
import type { Resource } from '../../../shared/contracts/resources.ts';
import { expect, test } from '../app.ts';
import { freeUdpPort, type RunningAgent, startSnmpd } from '../pages/agents.ts';
import { deskOf, skinsHere } from '../pages/desk.ts';
import { directly } from '../pages/direct.ts';
import { clippedTexts, expectSound, walkByTab, zoomTwofold } from '../pages/inspect.ts';
import { savedBy } from '../pages/saved.ts';

const COMMUNITY = 'zhenduan-zhidu-71';
const ADDRESS = '127.0.0.71';
const agents: RunningAgent[] = [];
const servers: Server[] = [];
test.afterEach(async () => {
  for (const agent of agents.splice(0)) await agent.stop();
  for (const server of servers.splice(0)) server.close();
});

test('R-8.4.2-c2-3 a device is pinged, traced, tried and read from its page, by key, and the audit has it', async ({
  page,
  station,
  shellApp,
  signIn,
  look,
}) => {
  test.slow();
  const port = await freeUdpPort(ADDRESS);
  agents.push(startSnmpd({ name: 'SW-CORE-1', community: COMMUNITY, addresses: [ADDRESS], port }));
  const server = createServer((socket) => socket.on('error', () => undefined));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, ADDRESS, resolve));
  const { port: open } = server.address() as { port: number };
  const security = await directly(station, 'securityAdministrator');
  const set = await security.call<{ id: string }>('POST', '/credentials', {
    ...{ name: '只读', settings: { kind: 'snmpCommunity', version: '2c' }, secrets: { community: COMMUNITY } },
  });
  const leader = await directly(station, 'operator');
  const { id } = await leader.call<Resource>('POST', '/resources', {
    ...{ name: 'SW-CORE-1', resourceClass: 'RC2', importance: 'core', address: ADDRESS },
    checks: [{ protocol: 'icmp' }, { protocol: 'snmp', port, credential: set.id }],
  });
  await signIn('operator');
  const desk = deskOf(page);
  const main = page.getByRole('main');
  const runs = main.getByRole('region', { name: '最近的诊断' });

  await test.step('d leads from the page of the resource to its tools; r pings it', async () => {
    await desk.open(`/resources/${id}`);
    await expect(page.getByRole('button', { name: /^诊断/ })).toBeVisible();
    await page.keyboard.press('d');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('诊断工具');
    await expect(runs).toContainText('还没有人诊断过');
    await look('tools-empty');
    await page.getByLabel('次数').fill('0');
    await expect(page.getByRole('alert')).toHaveText('请填 1 到 100 的整数');
    await page.getByLabel('次数').fill('3');
    await page.keyboard.press('Enter');
    await expect(main).toContainText('发 3 收 3，丢包 0 %', { timeout: 20_000 });
    await expect(main).toContainText(/最小 [\d.]+ ms，平均 [\d.]+ ms/);
    await expect(runs.getByRole('button').first()).toContainText('Ping 3 次');
    for (const skin of skinsHere()) {
      await desk.wear(skin);
      await look(`tools-ping-${skin}`);
    }
    await desk.wear('desk');
    await expectSound(page, 'ping');
  });

  await test.step('a long ping is stopped by key, and says how far it came', async () => {
    await page.getByLabel('次数').fill('100');
    await page.keyboard.press('Enter');
    await expect(main.getByRole('status').filter({ hasText: '进行中' })).toBeVisible();
    await expect(main).toContainText(/发 [2-9] 收 [2-9]/);
    await page.keyboard.press('x');
    await expect(main.getByRole('status').filter({ hasText: '已停止' })).toBeVisible();
    await expect(runs.getByRole('button').first()).toContainText('已停止');
  });

  await test.step('the way there is one step to the device itself, which is named', async () => {
    await page.keyboard.press('2');
    await page.keyboard.press('r');
    await expect(main).toContainText('1 跳到达', { timeout: 20_000 });
    await expect(main.getByRole('cell').getByRole('link', { name: 'SW-CORE-1' })).toBeVisible();
    await look('tools-trace');
  });

  await test.step('ports are open or refused, each with how long it took', async () => {
    await page.keyboard.press('3');
    await page.getByLabel('端口', { exact: true }).fill(`ssh ${open}`);
    await page.keyboard.press('Enter');
    const row = (which: number) => main.getByRole('row').filter({ has: page.getByRole('cell', { name: String(which), exact: true }) });
    await expect(row(open)).toContainText('开放', { timeout: 20_000 });
    await expect(row(22)).toContainText('拒绝');
    await expect(main).toContainText('1 个开放，共 2 个');
    await look('tools-port');
    await expectSound(page, 'ports');
  });

  await test.step('variables are read by name, filtered and saved; the secret is nowhere', async () => {
    await page.keyboard.press('4');
    await page.keyboard.press('r');
    const rows = main.getByRole('grid', { name: 'SNMP 浏览' }).getByRole('row');
    await expect(rows.filter({ hasText: 'sysName.0' })).toContainText('SW-CORE-1', { timeout: 20_000 });
    await expect(main).toContainText('已到子树末尾');
    await rows.filter({ hasText: 'sysUpTime.0' }).click();
    await expect(main).toContainText(/SNMPv2-MIB::sysUpTime\.0 = \d+ d \d\d:\d\d:\d\d/);
    for (const skin of skinsHere()) {
      await desk.wear(skin);
      await look(`tools-snmp-${skin}`);
    }
    await desk.wear('desk');
    await expectSound(page, 'SNMP');
    await page.getByLabel('筛选', { exact: true }).fill('syslocation');
    await expect(main).toContainText(/显示 1 \/ \d+ 行/);
    const saved = await savedBy(page, shellApp, () => page.getByRole('button', { name: '导出 CSV' }).click());
    expect(saved.text).toContain('sysLocation.0');
    expect(saved.text).toContain('sysName.0');
    expect(saved.text).not.toContain(COMMUNITY);
    await page.getByLabel('OID 或名称').fill('nobodyKnows');
    await expect(page.getByRole('alert')).toHaveText('不认识这个名称；也可以直接填数字 OID');
  });

  await test.step('l tells how to sign in, and leaves its trace', async () => {
    await page.getByRole('heading', { level: 1 }).click();
    const session = main.getByRole('region', { name: '远程登录' });
    if (shellApp === undefined) {
      await page.keyboard.press('l');
      await expect(session.getByRole('link', { name: `打开 ssh://${ADDRESS}:22` })).toHaveAttribute('href', `ssh://${ADDRESS}:22`);
    } else {
      const opened = shellApp.evaluate(
        ({ shell }) =>
          new Promise<string>((resolve) => {
            shell.openExternal = async (url) => resolve(url);
          }),
      );
      await page.keyboard.press('l');
      expect(await opened).toBe(`ssh://${ADDRESS}:22`);
      await expect(session.getByRole('status')).toHaveText('已交给本机的程序打开');
    }
    await expect(session).toContainText(`ssh -p 22 ${ADDRESS}`);
    await session.getByRole('button', { name: 'Telnet' }).click();
    await expect(session).toContainText('Telnet 明文传输口令');
    await look('tools-session');
    await expectSound(page, 'sessions');
  });

  await test.step('earlier runs are opened again, by keyboard alone and at twice the size too', async () => {
    await runs.getByRole('button').filter({ hasText: 'Ping 3 次' }).click();
    await expect(main).toContainText('发 3 收 3');
    await expect(page.getByLabel('次数')).toHaveValue('3');
    const walk = await walkByTab(page);
    expect.soft(walk).toMatchObject({ missed: [], unseen: [], isRound: true });
    await zoomTwofold(page, shellApp, true);
    expect.soft(await clippedTexts(page), 'tools at 200 %').toEqual([]);
    await zoomTwofold(page, shellApp, false);
    await page.keyboard.press('F1');
    await expect(page.getByRole('dialog')).toContainText('本页说明：诊断工具');
    await page.keyboard.press('Escape');
  });

  await test.step('the audit has who ran what where, and what came of it', async () => {
    const auditor = await directly(station, 'auditAdministrator');
    const { items } = await auditor.call<{ readonly items: readonly AuditRecord[] }>('GET', '/audit?limit=100');
    expect(items.map(({ action }) => action)).toContain('openToolSession');
    const about = items.filter(({ objectType }) => objectType === 'tool');
    expect(about.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['startPing', 'startTrace', 'startPortTest', 'startSnmpBrowse', 'stopToolRun', 'tool.end']),
    );
    expect(JSON.stringify(about)).toContain(ADDRESS);
    expect(JSON.stringify(about)).not.toContain(COMMUNITY);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('SW-CORE-1');
  });
});
