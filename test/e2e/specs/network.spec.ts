import type { Resource } from '../../../shared/contracts/resources.ts';
import type { NetworkInterface, NetworkPart } from '../../../shared/domain/network/inventory.ts';
import type { Observation } from '../../../shared/domain/observation/observation.ts';
import type { Neighbour } from '../../../shared/domain/topology/neighbour.ts';
import { connectPoller } from '../../support/poller.ts';
import { expect, test } from '../app.ts';
import { deskOf } from '../pages/desk.ts';
import { directly } from '../pages/direct.ts';
import { expectSound, walkByTab } from '../pages/inspect.ts';
import { savedBy } from '../pages/saved.ts';

const NAMES = ['SW-CORE-1', 'SW-ACC-A01'] as const;
type Name = (typeof NAMES)[number];
const HALF_HOUR = 1_800_000;
const mac = (n: number): string => `00:1a:2b:00:00:${n.toString(16).padStart(2, '0')}`;

const port = (name: string, rest: Partial<NetworkInterface> = {}): NetworkInterface => ({
  ...{ port: name, index: 7, alias: '', type: 6, speed: 1e9, mtu: 1500, mac: '', pvid: 10, changedAt: null },
  ...rest,
});

/** Two switches tell what they have; a host moved from one port to another half an hour ago. */
function told(ids: ReadonlyMap<Name, string>, now: number): readonly Observation[] {
  const of = (name: Name, at: number) => ({ resourceId: ids.get(name) ?? '', protocol: 'snmp', at }) as const;
  const tells = (name: Name, network: NetworkPart, at = now): Observation => ({ ...of(name, at), kind: 'network', network });
  const learned = (name: Name, neighbour: Neighbour, at = now): Observation => ({ ...of(name, at), kind: 'neighbour', neighbour });
  const cpu = (name: Name): Observation => ({ ...of(name, now), kind: 'sample', metric: 'cpu.utilisation', component: '', value: 12 });
  const hosts = Array.from({ length: 40 }, (_, n) => n + 10);
  const access = Array.from({ length: 24 }, (_, n) => port(`GE0/0/${n + 1}`, { alias: n === 23 ? '上联 SW-CORE-1' : '' }));
  return [
    cpu('SW-CORE-1'),
    cpu('SW-ACC-A01'),
    tells('SW-CORE-1', {
      ...{ part: 'interfaces', isCut: false },
      items: [port('XGE1/0/1', { speed: 1e10, changedAt: now - 3 * 86_400_000, mac: mac(1) }), port('Vlan10', { type: 136, speed: null })],
    }),
    tells('SW-CORE-1', { part: 'status', items: [{ port: 'XGE1/0/1', isAdminUp: true, oper: 1 }] }),
    tells('SW-ACC-A01', { part: 'interfaces', isCut: false, items: access }),
    tells('SW-ACC-A01', {
      part: 'status',
      items: access.map(({ port: name }, n) => ({ port: name, isAdminUp: n !== 22, oper: n === 4 || n === 22 ? 2 : 1 })),
    }),
    tells('SW-CORE-1', {
      ...{ part: 'addresses', isCut: false },
      items: [
        { port: 'Vlan10', address: '10.1.2.1', prefix: 24 },
        { port: 'Vlan10', address: '2001:db8:0:10::1', prefix: 64 },
      ],
    }),
    tells('SW-ACC-A01', { part: 'addresses', isCut: false, items: [{ port: 'GE0/0/1', address: '10.1.2.2', prefix: 24 }] }),
    tells('SW-CORE-1', { part: 'vlans', isCut: false, ports: ['XGE1/0/1'], items: [{ id: 10, name: '办公', tagged: [0], untagged: [] }] }),
    tells('SW-ACC-A01', {
      ...{ part: 'vlans', isCut: false, ports: access.map(({ port: name }) => name) },
      items: [{ id: 10, name: 'OFFICE', tagged: [23], untagged: access.slice(0, 20).map((_, place) => place) }],
    }),
    ...hosts.map((n) => learned('SW-CORE-1', { kind: 'arp', port: 'Vlan10', address: `10.1.2.${n}`, mac: mac(n) })),
    tells('SW-CORE-1', { part: 'learned', table: 'arp', rows: hosts.length, isCut: false }),
    learned('SW-ACC-A01', { kind: 'fdb', port: 'GE0/0/3', vlan: 10, macs: [mac(10)] }, now - HALF_HOUR),
    tells('SW-ACC-A01', { part: 'learned', table: 'fdb', rows: 1, isCut: false }, now - HALF_HOUR),
    ...hosts.map((n) => learned('SW-ACC-A01', { kind: 'fdb', port: `GE0/0/${n === 10 ? 9 : (n % 20) + 1}`, vlan: 10, macs: [mac(n)] })),
    tells('SW-ACC-A01', { part: 'learned', table: 'fdb', rows: hosts.length, isCut: true }),
  ];
}

const DAY = 86_400_000;
const STEP = 300_000;
const SPEED = 1e10;

/** Nine days of traffic of the uplink: two hours of the afternoon are busy, more so every day. */
function traffic(resourceId: string, now: number): readonly Observation[] {
  const own = { kind: 'sample', resourceId, protocol: 'snmp', component: 'XGE1/0/1' } as const;
  const facts: Observation[] = [
    { kind: 'fact', resourceId, protocol: 'snmp', at: now, name: 'interface.speed', component: 'XGE1/0/1', value: SPEED },
  ];
  return Array.from({ length: (9 * DAY) / STEP }, (_, i): readonly Observation[] => {
    const at = now - 9 * DAY + i * STEP;
    const hour = Math.floor(((at + 8 * 3_600_000) % DAY) / 3_600_000);
    const bits = hour === 15 || hour === 16 ? (0.5 + (0.02 * i * STEP) / DAY) * SPEED : 0.1 * SPEED;
    return [
      { ...own, at, metric: 'interface.in', value: bits },
      { ...own, at, metric: 'interface.out', value: bits / 4 },
      { ...own, at, metric: 'interface.in.utilisation', value: (100 * bits) / SPEED },
      { ...own, at, metric: 'interface.out.utilisation', value: (25 * bits) / SPEED },
    ];
  })
    .flat()
    .concat(facts);
}

test('R-8.4.2-c2-6 network resources are listed, searched over all kinds, followed through their history, and saved', async ({
  page,
  station,
  shellApp,
  signIn,
  look,
}) => {
  test.slow();
  const operator = await directly(station, 'operator');
  const security = await directly(station, 'securityAdministrator');
  const set = { name: 'v2c', settings: { kind: 'snmpCommunity', version: '2c' }, secrets: { community: 'canary-0000' } };
  const credential = (await security.call<{ id: string }>('POST', '/credentials', set)).id;
  const ids = new Map<Name, string>();
  for (const [index, name] of NAMES.entries()) {
    const { id } = await operator.call<Resource>('POST', '/resources', {
      ...{ name, resourceClass: 'RC2', importance: 'core', address: `127.0.9.${index + 1}`, intervalS: 120 },
      checks: [{ protocol: 'snmp', port: 161, credential }],
    });
    ids.set(name, id);
  }
  const collector = await connectPoller(station.dataFolder, 'network');
  await collector.send(told(ids, Date.now()));
  const history = traffic(ids.get('SW-CORE-1') ?? '', Date.now());
  for (let i = 0; i < history.length; i += 4000) await collector.send(history.slice(i, i + 4000));
  await collector.stop();
  await signIn('operator');
  const desk = deskOf(page);
  const kinds = page.getByRole('group', { name: '网络资源的种类' });
  const table = page.getByRole('grid');
  const rows = table.getByRole('row').filter({ has: page.getByRole('gridcell') });
  const row = (text: string) => rows.filter({ hasText: text });
  const side = page.getByRole('complementary').filter({ has: page.getByRole('heading', { level: 2 }) });

  await test.step('interfaces with their states; what is down and what was switched off are told apart', async () => {
    await desk.open('/network');
    await expect(kinds.getByRole('button', { name: '接口 26' })).toBeVisible();
    await expect(page.getByRole('main')).toContainText('来自 2 / 2 台 SNMP 设备');
    await expect(row('XGE1/0/1')).toContainText('10.0 Gbit/s');
    await look('network-interfaces');
    await page.getByLabel('状态').selectOption('断');
    await expect(rows).toHaveCount(1);
    await expect(rows).toContainText('GE0/0/5');
    await page.getByLabel('状态').selectOption('停用');
    await expect(rows).toContainText('GE0/0/23');
    await expectSound(page, 'interfaces');
  });

  await test.step('by keys: search, another kind, a row, its details, and back', async () => {
    await page.keyboard.press('0');
    await page.keyboard.press('/');
    await page.keyboard.type('上联');
    await expect(kinds.getByRole('button', { name: '接口 1' })).toBeVisible();
    await expect(kinds.getByRole('button', { name: '网段 0' })).toBeVisible();
    await page.keyboard.press('Escape');
    await table.focus();
    await page.keyboard.press('ArrowDown');
    await expect(side).toContainText('GE0/0/24');
    await expect(side.getByRole('link', { name: '这个端口的 MAC' })).toBeVisible();
    await look('network-interface');
    await expectSound(page, 'an interface');
    const walk = await walkByTab(page);
    expect(walk).toMatchObject({ isRound: true, missed: [], unseen: [] });
    await page.keyboard.press('Escape');
    await expect(side).toBeHidden();
    await page.keyboard.press('0');
    await page.keyboard.press(']');
    await expect(row('办公')).toContainText('名称不一');
    await row('办公').click();
    await expect(side).toContainText('不带标签：GE0/0/1、GE0/0/2');
    await look('network-vlan');
  });

  await test.step('subnets with their use lead to their addresses', async () => {
    await kinds.getByRole('button', { name: /^网段/ }).click();
    await expect(row('10.1.2.0/24')).toContainText('16.5 %');
    await row('10.1.2.0/24').click();
    await expect(side).toContainText('42 / 254，其中设备自有 2，7 天内 ARP 见过 40');
    await look('network-subnet');
    await expectSound(page, 'subnets');
    await side.getByRole('link', { name: '列出它的地址' }).click();
    await expect(kinds.getByRole('button', { name: /^地址/ })).toHaveAttribute('aria-pressed', 'true');
    await expect(page.getByRole('main')).toContainText('42 / 42');
  });

  await test.step('a hardware address that moved has been at the one port, and is at the other', async () => {
    await page.keyboard.press('/');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('001a-2b00-000a');
    await kinds.getByRole('button', { name: 'MAC 1' }).click();
    await expect(rows).toHaveCount(2);
    await expect(row('GE0/0/3')).toContainText('不确定');
    await row('GE0/0/9').click();
    await expect(side.getByRole('listitem').first()).toContainText('GE0/0/9');
    await expect(side).toContainText(`SW-CORE-1 在 Vlan10 上把 10.1.2.10 解析为 ${mac(10)}`);
    await expect(page.getByRole('main')).toContainText('SW-ACC-A01 的表超过上限');
    await look('network-history');
    await expectSound(page, 'history');
  });

  await test.step('R-8.2.2-a2-1 what its traffic comes to stands beside an interface, and the busiest links are ranked', async () => {
    await desk.open('/network?q=XGE1');
    await row('XGE1/0/1').click();
    const load = side.getByRole('region', { name: '流量分析' });
    await expect(load).toContainText(/1[56]–1[67] 时 \d+\.\d Gbit\/s（\d+\.\d %）（\d+ 天平均）/);
    await expect(load).toContainText(/\d{4}-\d\d-\d\d 到 80 %（\d{4}-\d\d-\d\d 至 \d{4}-\d\d-\d\d）/);
    await load.getByRole('button', { name: '24 时' }).click();
    await expect(load).toContainText('时段的 100 %，按 5 分钟平均');
    await load.getByRole('button', { name: '30 天' }).click();
    await expect(load).toContainText('时段的 30 %，按 5 分钟平均');
    await look('network-load');
    await expectSound(page, 'what traffic comes to');
    await page.keyboard.press('Escape');
    await page.keyboard.press('[');
    await expect(kinds.getByRole('button', { name: '最忙的链路' })).toHaveAttribute('aria-pressed', 'true');
    const ranking = page.getByRole('table').getByRole('row');
    await expect(ranking.filter({ hasText: 'SW-CORE-1 XGE1/0/1' })).toContainText('到 80 %');
    await page.getByRole('button', { name: 'SW-CORE-1 XGE1/0/1 的流量分析' }).press('Enter');
    await expect(side).toContainText('流量分析');
    await look('network-busiest');
    await expectSound(page, 'the busiest links');
    expect(await walkByTab(page)).toMatchObject({ isRound: true, missed: [], unseen: [] });
    await desk.open('/network?tab=macs');
  });

  await test.step('what the filter matches is saved whole', async () => {
    await page.keyboard.press('0');
    const { text } = await savedBy(page, shellApp, () => page.getByRole('button', { name: '导出 CSV' }).click());
    const lines = text.trim().split('\r\n');
    expect(lines).toHaveLength(42);
    expect(lines[0]).toContain('MAC,VLAN,设备');
    expect(lines.join('\n')).toContain(`${mac(10)},10,SW-ACC-A01,,GE0/0/9`);
  });
});
