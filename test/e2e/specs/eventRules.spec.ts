import { createSocket } from 'node:dgram';
import type { Alarm } from '../../../shared/contracts/alarms.ts';
import type { Collection } from '../../../shared/contracts/collection.ts';
import type { EventRule, EventRuleView } from '../../../shared/contracts/eventRules.ts';
import { expect, test } from '../app.ts';
import { deskOf, skinsHere } from '../pages/desk.ts';
import { directly } from '../pages/direct.ts';
import { expectSound } from '../pages/inspect.ts';

test('R-8.4.2-c4-2 a rule over events is found, tried, written, asked of 30 days, raises an alarm, is removed and had back', async ({
  page,
  station,
  signIn,
  look,
}) => {
  const operator = await directly(station, 'operator');
  const rules = async () => (await operator.call<EventRuleView>('GET', '/event-rules')).items;
  const rule = async (name: string): Promise<EventRule | undefined> => (await rules()).find((one) => one.name === name);
  const alarms = async () =>
    (await operator.call<{ items: Alarm[] }>('GET', '/alarms')).items.filter(({ rule: by }) => by === 'event.spare');
  const port = async (): Promise<number> => {
    const { reception } = await operator.call<Collection>('GET', '/collection');
    return reception?.doors.find(({ door, isOpen }) => door === 'syslogUdp' && isOpen)?.port ?? 0;
  };
  await expect.poll(port, { timeout: 30_000 }).toBeGreaterThan(0);
  const to = await port();
  const socket = createSocket('udp4');
  const say = (text: string) => socket.send(`<131>Nov 28 10:20:30 sw1 spare: ${text}`, to, '127.0.0.1');

  await signIn('operator');
  await deskOf(page).open('/policies?view=events');
  const main = page.getByRole('main');
  const field = (label: string) => main.getByLabel(label, { exact: true });
  const region = (name: string) => main.getByRole('region', { name, exact: true });

  await test.step('one of the product is found by what it says, and tells of a line what it makes of it', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('FAN_FAILED');
    await main
      .getByRole('button', { name: /^风扇故障：24 时命中 0/ })
      .first()
      .click();
    await expect(region('风扇故障')).toContainText('内置');
    await expect(field('名称')).toBeDisabled();
    await main.getByRole('button', { name: '用样例' }).click();
    await expect(region('试一行')).toContainText(/读作日志：模块 \S+，助记符 FAN_FAILED/);
    await expect(region('试一行')).toContainText('命中');
    await main.getByRole('button', { name: '内置', exact: true }).click();
    await expect(main.getByRole('button', { name: /风扇故障：24 时命中/ }).first()).toBeVisible();
    await main.getByRole('button', { name: '本站', exact: true }).click();
    await expect(main).toContainText('没有符合条件的规则');
    await main.getByRole('button', { name: '清除筛选' }).click();
    for (const skin of skinsHere()) {
      await deskOf(page).wear(skin);
      await look(`event-rules-${skin}`);
    }
    await expectSound(page, 'event rules');
  });

  await test.step('a new one says what is wrong at its field and is tried before it is kept', async () => {
    await page.keyboard.press('n');
    await field('名称').fill('备件丢失');
    await field('模块').fill('spare');
    await field('句子').fill('{part} lost');
    await expect(main.getByRole('alert').filter({ hasText: '变动处不能在句子的两端' })).toBeVisible();
    await field('句子').fill('part {part} lost');
    await field('事项').fill('spare');
    await page.keyboard.press('Tab');
    await field('部件').click();
    await page.getByTitle('句中的 part', { exact: true }).click();
    await field('粘贴一行日志，或日志里的一条通知').fill('<131>Nov 28 10:20:30 sw1 spare: part A7 lost');
    await main.getByRole('button', { name: '试', exact: true }).click();
    await expect(region('试一行')).toContainText(/命中\s*这份草稿 备件丢失\s*A7/);
    expect(await rule('备件丢失')).toBeUndefined();
  });

  await test.step('asked of the records that are kept it tells how often it would have found something', async () => {
    say('part A1 lost');
    say('part A1 lost');
    say('part A2 lost');
    await expect
      .poll(async () => (await operator.call<{ items: unknown[] }>('GET', '/logs?query=lost')).items.length, { timeout: 20_000 })
      .toBe(3);
    await main.getByRole('button', { name: '预演', exact: true }).click();
    await expect(region('预演：近 30 天')).toContainText(/命中\s*3/);
    await expect(region('预演：近 30 天')).toContainText(/会引发告警\s*2/);
    await expect(region('预演：近 30 天').getByRole('row').filter({ hasText: 'part A2 lost' })).toHaveCount(1);
    expect(await alarms()).toEqual([]);
  });

  await test.step('kept it finds nothing until it is on; then the next line is an alarm', async () => {
    await page.keyboard.press('Control+s');
    await expect(region('备件丢失')).toContainText('第 1 版');
    await main.getByRole('button', { name: '启用', exact: true }).last().click();
    await expect(region('备件丢失')).toContainText('第 2 版');
    await expect
      .poll(
        async () => {
          say('part A9 lost');
          return (await alarms()).map(({ component, cleared }) => [component, cleared]);
        },
        { timeout: 20_000 },
      )
      .toEqual([['A9', null]]);
    await expect(region('命中')).toContainText(/活动告警\s*1 条/);
  });

  await test.step('removed it ends what it raised, and can be had back as it was', async () => {
    await main.getByRole('button', { name: '删除', exact: true }).click();
    await main.getByRole('button', { name: '恢复 备件丢失' }).click();
    await expect(region('备件丢失')).toContainText('第 4 版');
    await expect(region('历史')).toContainText('第 1 版');
    expect((await alarms())[0]?.cleared).toMatchObject({ reason: 'ruleWithdrawn' });
    expect(await rule('备件丢失')).toMatchObject({ isOn: true, version: 4 });
  });
  socket.close();
});
