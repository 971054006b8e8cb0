import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Resource } from '../../../shared/contracts/resources.ts';
import { expect, test } from '../app.ts';
import { freePort } from '../electronApp.ts';
import { alarmDeskOf } from '../pages/alarmDesk.ts';
import { directly } from '../pages/direct.ts';

/** Three failed cycles of 5 s make an alarm, and the first may be a whole cycle away; the rest is for a crowded machine. */
const THREE_CYCLES_MS = 45_000;

function serve(port: number): Promise<Server> {
  const server = createServer((_request, response) => response.end('办事大厅'));
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)));
}

const stopped = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

test('R-8.4.2-c3-4 the real poller: a closed port and a stopped web server are one row each, and the row ends when the server is back', async ({
  page,
  station,
  signIn,
}) => {
  test.slow();
  const operator = await directly(station, 'operator');
  const web = await serve(0);
  const { port } = web.address() as AddressInfo;
  const add = (name: string, check: object) =>
    operator.call<Resource>('POST', '/resources', {
      name,
      resourceClass: 'RC8',
      importance: 'core',
      address: '127.0.0.1',
      intervalS: 5,
      checks: [check],
    });
  await add('短信网关', { protocol: 'tcp', port: await freePort() });
  await add('门户网站', { protocol: 'http', url: `http://127.0.0.1:${port}/`, contains: '办事大厅' });
  await signIn('operator');
  const desk = alarmDeskOf(page);
  await expect
    .poll(
      async () =>
        (await operator.call<{ items: Resource[] }>('GET', '/resources')).items.find(({ name }) => name === '门户网站')?.reachable,
      {
        timeout: THREE_CYCLES_MS,
      },
    )
    .toBe(true);

  await stopped(web);
  const closed = desk.rows('短信网关');
  const down = desk.rows('门户网站');
  await expect(closed).toContainText('服务不可用：TCP 连接被拒绝', { timeout: THREE_CYCLES_MS });
  await expect(down).toContainText('服务不可用：HTTP 连接被拒绝', { timeout: THREE_CYCLES_MS });
  await expect(down.getByRole('img', { name: '紧急，未确认' })).toBeVisible();
  await down.click();
  await expect(desk.drawer.getByRole('listitem').filter({ hasText: /^阈值/ })).toContainText('连续 3 次失败即报，连续 1 次成功即清');

  const back = await serve(port);
  await expect(down).toContainText('已清除', { timeout: THREE_CYCLES_MS });
  await expect(desk.drawer).toContainText('条件消失，自动清除');
  await expect(closed, 'the other stays').not.toContainText('已清除');
  await expect(closed).toHaveCount(1);
  await stopped(back);
});
