import type { Page } from '@playwright/test';
import type { Resource } from '../../../shared/contracts/resources.ts';
import type { Station as StationAnswer } from '../../../shared/contracts/session.ts';
import { expect, test } from '../app.ts';
import { freePort } from '../electronApp.ts';
import { withBackendAway } from '../pages/away.ts';
import { deskOf, type Skin, skinsHere } from '../pages/desk.ts';
import { directly } from '../pages/direct.ts';
import { localHost, openFaults } from '../pages/faults.ts';
import { expectSound } from '../pages/inspect.ts';
import { arrive, follow, type Stop, stopsFor } from '../pages/tour.ts';

const REQUEST_ID = '01a20d12-63bd-785d-a154-294ca30cb93d';

/** The next load wears this skin, as if it had been chosen on this screen before. */
const wearNext = (page: Page, skin: Skin) => page.evaluate((chosen) => localStorage.setItem('skin', chosen), skin);

async function firstAlarm(station: { readonly url: string; readonly dataFolder: string }): Promise<Resource> {
  const operator = await directly(station, 'operator');
  const host = await localHost(operator);
  const faults = await openFaults(station, host);
  await faults.fill(91);
  await faults.stop();
  return host;
}

/** Loading, then an error that can be tried again, then the content. The socket is silent, so that only the answer can bring it. */
async function loadingThenError(page: Page, look: (name: string) => Promise<void>, stop: Stop, skin: Skin): Promise<void> {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(stop.api, async (route) => {
    await held;
    const problem = { type: 'about:blank', title: 'internal', status: 500, code: 'internal', instance: REQUEST_ID };
    await route.fulfill({ status: 500, contentType: 'application/problem+json', body: JSON.stringify(problem) });
  });
  await page.goto(new URL(stop.path, page.url()).href);
  const main = page.getByRole('main');
  await expect(
    main
      .getByRole('status')
      .filter({ hasText: `正在取${stop.what}` })
      .first(),
  ).toContainText(/已等 \d+ 秒/);
  await look(`${stop.name}-loading-${skin}`);
  release();
  await expect(main.getByRole('heading', { name: `没有取到${stop.what}` })).toBeVisible();
  await expect(main).toContainText(/主站内部出错（internal），\d\d:\d\d:\d\d/);
  await expect(main).toContainText(`编号 ${REQUEST_ID}`);
  await expectSound(page, `${stop.name} in error, ${skin}`);
  await look(`${stop.name}-error-${skin}`);
  await page.unroute(stop.api);
  // At once, before the page asks again by itself.
  await main.getByRole('button', { name: '立即重试' }).press('Enter');
  await expect(main).toContainText(stop.content);
}

test('every page says that it is loading and for how long, what failed and its number, and comes when it is tried again', async ({
  page,
  station,
  signIn,
  look,
}) => {
  test.slow();
  const host = await firstAlarm(station);
  for (const person of ['operator', 'auditAdministrator'] as const) {
    await signIn(person);
    await page.routeWebSocket(/\/api\/v1\/live$/, () => {});
    for (const skin of skinsHere()) {
      await wearNext(page, skin);
      for (const stop of stopsFor(person, host)) await test.step(`${stop.name} ${skin}`, () => loadingThenError(page, look, stop, skin));
    }
    await deskOf(page).signOut();
  }
});

test('every page says why it is empty: nothing there, nothing that matches, or no permission and who grants it', async ({
  page,
  station,
  signIn,
  look,
}) => {
  test.slow();
  const operator = await directly(station, 'operator');
  const host = await localHost(operator);

  await test.step('nothing there, nothing that matches', async () => {
    await signIn('operator');
    const main = page.getByRole('main');
    const bare = [
      {
        name: 'alarms-empty',
        path: '/alarms',
        says: '没有活动或未确认的告警',
        next: /最近一次更新 \d\d:\d\d:\d\d。新告警会自动出现在这里/,
      },
      { name: 'alarms-filtered', path: '/alarms?text=%22zzz%22', says: '没有符合条件的告警', next: /条件：「zzz」/ },
      { name: 'history-empty', path: '/alarms/history', says: '这一时段没有告警', next: /换一个时段/ },
      { name: 'history-filtered', path: '/alarms/history?text=%22zzz%22', says: '没有符合条件的告警', next: /条件：「zzz」/ },
      { name: 'resources-filtered', path: '/resources?q=%22zzz%22', says: '没有符合条件的资源', next: /未经筛选共 1 台/ },
      {
        name: 'resource-missing',
        path: '/resources/01990000-0000-7000-8000-000000000000',
        says: '没有这个资源',
        next: /可能来自另一个主站/,
      },
      { name: 'no-page', path: '/nowhere', says: '没有这一页', next: /地址不对/ },
    ] as const;
    for (const skin of skinsHere()) {
      await wearNext(page, skin);
      await page.goto(`${station.url}/alarms`);
      await expect(page.getByRole('banner')).toBeVisible();
      for (const { name, path, says, next } of bare) {
        await follow(page, path);
        await expect(main.getByRole('heading', { name: says })).toBeVisible();
        await expect(main).toContainText(next);
        await look(`${name}-${skin}`);
      }
      await expectSound(page, `a page that is not there, ${skin}`);
    }
    await deskOf(page).signOut();
  });

  await test.step('no permission', async () => {
    await signIn('auditAdministrator');
    const denied = [
      { name: 'alarms', path: '/alarms', permission: '告警：查看' },
      { name: 'history', path: '/alarms/history', permission: '告警：查看' },
      { name: 'resources', path: '/resources', permission: '资源：查看' },
      { name: 'resource', path: `/resources/${host.id}`, permission: '资源：查看' },
      { name: 'resource-new', path: '/resources/new', permission: '资源：修改' },
      { name: 'health', path: '/health', permission: '自检：查看' },
      { name: 'keeping', path: '/keeping', permission: '自检：查看' },
      { name: 'audit', path: '/audit', permission: '审计：查看' },
      { name: 'people', path: '/users/people', permission: '用户：查看' },
      { name: 'roles', path: '/users/roles', permission: '用户：查看' },
      { name: 'credentials', path: '/users/credentials', permission: '凭据：查看名称' },
      { name: 'tokens', path: '/users/tokens', permission: 'API 令牌：查看' },
      { name: 'devices', path: '/users/devices', permission: '席位与大屏：查看' },
    ] as const;
    // No role of a person lacks 自检, and the auditor reads the audit and people: the session is told to have less.
    const answer = await page.evaluate(async () => (await (await fetch('/api/v1/station')).json()) as StationAnswer);
    const permissions = answer.session?.permissions.filter((permission) => !/^(health|audit|user|token|device)\./.test(permission)) ?? [];
    const json = { ...answer, session: answer.session && { ...answer.session, permissions } };
    // Put in place inside the page: an answer fulfilled over the wire has status 0 in Electron 33.
    await page.addInitScript((told) => {
      const ask = window.fetch;
      window.fetch = (input, init) => (String(input) === '/api/v1/station' ? Promise.resolve(Response.json(told)) : ask(input, init));
    }, json);
    for (const skin of skinsHere()) {
      await wearNext(page, skin);
      await page.goto(`${station.url}/alarms`);
      await expect(page.getByRole('banner')).toBeVisible();
      for (const { name, path, permission } of denied) {
        await follow(page, path);
        await expect(page.getByRole('heading', { name: `您没有「${permission}」权限` })).toBeVisible();
        await expect(page.getByText('当前角色：审计管理员。需要时请安全管理员授予；本次访问未读取任何数据。')).toBeVisible();
        await look(`${name}-denied-${skin}`);
      }
      await expectSound(page, `a page without permission, ${skin}`);
    }
  });
});

/** Inside the program, as a person goes while nothing can be loaded. */
async function goTo(page: Page, stop: Stop, resource: Resource): Promise<void> {
  const nav = page.getByRole('navigation');
  if (stop.name === 'alarms' || stop.name === 'history') await nav.getByRole('link', { name: '告警' }).click();
  if (stop.name === 'history') await page.getByRole('button', { name: '历史' }).click();
  if (stop.name === 'resources' || stop.name === 'resource') await nav.getByRole('link', { name: '资源', exact: true }).click();
  if (stop.name === 'resource') await page.getByRole('main').getByRole('link', { name: resource.name }).click();
  if (stop.name === 'health') await nav.getByRole('link', { name: '自检' }).click();
  if (stop.name === 'audit') await nav.getByRole('link', { name: '审计' }).click();
  if (stop.name === 'discovery') await nav.getByRole('link', { name: '发现' }).click();
  if (['logs', 'collection', 'keeping', 'topology', 'network'].includes(stop.name))
    await nav.getByRole('link', { name: stop.title }).click();
  if (['policies', 'event-rules', 'panel', 'hardware'].includes(stop.name)) await follow(page, stop.path);
  await expect(page.getByRole('heading', { level: 1, name: stop.title })).toBeVisible();
}

test.describe('away and back', () => {
  // The page finds the station again at the same address.
  test.use({ stationOptions: async ({ viewport: _ }, use) => use({ env: { NOC_PORT: String(await freePort()) } }) });

  test('W2 with the station away every page keeps its last picture under a banner with its time, says what cannot be done, and comes back by itself', async ({
    page,
    station,
    signIn,
    look,
  }) => {
    test.slow();
    const host = await firstAlarm(station);
    await signIn('operator');
    const stops = stopsFor('operator', host);
    for (const stop of stops) await arrive(page, stop);
    // Once more without loading the page, so that everything it needs is here.
    for (const stop of stops) await goTo(page, stop, host);
    const desk = deskOf(page);
    await withBackendAway(station, async () => {
      await expect(desk.banner).toContainText(/以下为 \d\d:\d\d:\d\d 的数据，已断开 \d+ 秒/, { timeout: 30_000 });
      for (const skin of skinsHere()) {
        await desk.wear(skin);
        for (const stop of stops) {
          await goTo(page, stop, host);
          await expect(desk.banner).toBeVisible();
          await expect(page.getByRole('main')).toContainText(stop.content);
          if (stop.name === 'health') await expect(page.getByRole('main')).toContainText('断开前的自检；现在的状态未知');
          await look(`${stop.name}-stale-${skin}`);
        }
        await expectSound(page, `the station away, ${skin}`);
      }
      const before = await desk.banner.textContent();
      await expect(desk.banner, 'the age grows').not.toHaveText(before ?? '');
    });
    await expect(desk.banner).toBeHidden({ timeout: 45_000 });
    await expect(page.getByText(/已连接 主站/)).toBeVisible();
  });
});
