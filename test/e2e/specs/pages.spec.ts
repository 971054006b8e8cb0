import type { ElectronApplication, Page } from '@playwright/test';
import { expect, test } from '../app.ts';
import { alarmDeskOf } from '../pages/alarmDesk.ts';
import { deskOf, skinsHere } from '../pages/desk.ts';
import { directly } from '../pages/direct.ts';
import { localHost, openFaults } from '../pages/faults.ts';
import { clippedTexts, expectSound, walkByTab, zoomTwofold } from '../pages/inspect.ts';
import { arrive, type Stop, stopsFor } from '../pages/tour.ts';

/** What everybody must be able to do with a page: see it in its skin, reach all of it without a mouse, read it twice as large. */
async function expectUsable(page: Page, shellApp: ElectronApplication | undefined, what: string): Promise<void> {
  await expectSound(page, what);
  const walk = await walkByTab(page);
  expect.soft(walk, `Tab through ${what}`).toMatchObject({ missed: [], unseen: [], isRound: true });
  await zoomTwofold(page, shellApp, true);
  expect.soft(await clippedTexts(page), `${what} at 200 %`).toEqual([]);
  await zoomTwofold(page, shellApp, false);
}

test('every page is usable by keyboard, at 200 %, and sound in its skin', async ({ page, shellApp, station, signIn, look }) => {
  test.slow();
  const operator = await directly(station, 'operator');
  const host = await localHost(operator);
  const faults = await openFaults(station, host);
  await faults.fill(97);
  await test.step('sign-in', async () => {
    await expect(page.getByLabel('账号', { exact: true })).toBeVisible();
    await expectUsable(page, shellApp, 'sign-in');
  });
  const form: Pick<Stop, 'name' | 'path' | 'title' | 'content'> = {
    name: 'resource-new',
    path: '/resources/new',
    title: '添加资源',
    content: '是什么',
  };
  for (const skin of skinsHere()) {
    const see = (stop: Pick<Stop, 'name' | 'path' | 'title' | 'content'>) =>
      test.step(`${stop.name} ${skin}`, async () => {
        await arrive(page, stop);
        await look(`${stop.name}-${skin}`);
        await expectUsable(page, shellApp, `${stop.name} (${skin})`);
      });
    await signIn('operator');
    await deskOf(page).wear(skin);
    for (const stop of [...stopsFor('operator', host), form]) await see(stop);
    await test.step(`alarm with its drawer ${skin}`, async () => {
      await deskOf(page).open('/alarms');
      await expect(alarmDeskOf(page).rows(host.name)).toBeVisible();
      await page.keyboard.press('n');
      await expect(alarmDeskOf(page).drawer).toContainText(host.name);
      await look(`alarms-drawer-${skin}`);
      await expectUsable(page, shellApp, `alarm drawer (${skin})`);
    });
    await deskOf(page).signOut();
    await signIn('auditAdministrator');
    for (const stop of stopsFor('auditAdministrator', host)) await see(stop);
    await deskOf(page).signOut();
  }
  await faults.stop();
});
