import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../../support/alive.ts';
import { freePort, windowAt } from '../electronApp.ts';
import { startStandIn } from '../standIn/standIn.ts';
import { expect, shellEvents, standInNotes, test } from './fixture.ts';

const LOCAL = /^shouwang-local:/;

test.describe('finding the station', () => {
  test('a running station that proves itself is attached to and nothing is started', async ({ dataFolder, standInApp, shell }) => {
    const station = await startStandIn(dataFolder);
    const app = await shell({ appFolder: standInApp });
    const page = await windowAt(app, new RegExp(`^http://127.0.0.1:${station.port}/$`));
    await expect(page.getByRole('heading', { name: '守望站的页面' })).toBeVisible();
    expect(standInNotes(dataFolder)).toEqual([]);
    expect(station.requests).toContain('POST /api/v1/station/proof');
    await station.stop();
  });

  test('without a station it is started on its own, and killing the shell leaves it running', async ({ dataFolder, standInApp, shell }) => {
    const app = await shell({ appFolder: standInApp });
    const page = await windowAt(app, /^http:/);
    const address = page.url();
    const pid = Number(standInNotes(dataFolder)[0]?.split(' ')[1]);
    app.process().kill('SIGKILL');
    await expect.poll(() => app.process().signalCode).toBe('SIGKILL');
    expect(isAlive(pid)).toBe(true);
    expect((await fetch(`${address}healthz`)).status).toBe(200);
    const again = await shell({ appFolder: standInApp });
    await windowAt(again, new RegExp(`^${address}`));
    expect(standInNotes(dataFolder)).toHaveLength(1);
  });

  test('a program that cannot sign with the station key is named and never loaded', async ({ dataFolder, standInApp, shell }) => {
    const station = await startStandIn(dataFolder, { proof: 'wrong' });
    const app = await shell({ appFolder: standInApp });
    const page = await windowAt(app, LOCAL);
    await expect(page.getByRole('heading', { name: '端口上的程序不是本机的守望站' })).toBeVisible();
    await expect(
      page.getByText(new RegExp(`端口 ${station.port} 已被 .+（进程号 ${process.pid}）占用.*未能用本机守望站的密钥应答`)),
    ).toBeVisible();
    expect(station.requests).not.toContain('GET /');
    await station.stop();
  });

  test('a station that learns to prove itself is opened without help', async ({ dataFolder, standInApp, shell }) => {
    const wrong = await startStandIn(dataFolder, { proof: 'missing' });
    const app = await shell({ appFolder: standInApp });
    const page = await windowAt(app, LOCAL);
    await expect(page.locator('body')).toHaveAttribute('data-state', 'foreign');
    await wrong.stop();
    await startStandIn(dataFolder, { port: wrong.port }).then(async (right) => {
      await page.waitForURL(new RegExp(`^http://127.0.0.1:${right.port}/$`));
      await right.stop();
    });
  });

  test('a foreign program on the configured port is named, and the station is not started against it', async ({
    dataFolder,
    standInApp,
    shell,
  }) => {
    const { createServer } = await import('node:net');
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const app = await shell({ appFolder: standInApp, env: { NOC_PORT: String(port) } });
    const page = await windowAt(app, LOCAL);
    await expect(page.getByText(new RegExp(`端口 ${port} 已被 .+（进程号 ${process.pid}）占用`))).toBeVisible();
    expect(standInNotes(dataFolder)).toEqual([]);
    server.close();
    await page.waitForURL(new RegExp(`^http://127.0.0.1:${port}/$`));
    expect(standInNotes(dataFolder)).toHaveLength(1);
  });

  test('a record that others may write proves nothing', async ({ dataFolder, standInApp, shell }) => {
    const station = await startStandIn(dataFolder);
    chmodSync(join(dataFolder, 'station.json'), 0o666);
    const app = await shell({ appFolder: standInApp });
    const page = await windowAt(app, LOCAL);
    await expect(page.getByText('其他用户可以改动')).toBeVisible();
    expect(station.requests).toEqual([]);
    await station.stop();
  });

  test('a failed start is said with its own words, its number and its reason, and is tried again', async ({
    dataFolder,
    standInApp,
    shell,
  }) => {
    const app = await shell({ appFolder: standInApp, env: { STAND_IN_FAIL: '1' } });
    const page = await windowAt(app, LOCAL);
    await expect(page.getByRole('heading', { name: '守望站没有启动成功' })).toBeVisible();
    await expect(page.getByText('磁盘已满,守望站无法启动。')).toBeVisible();
    await expect(page.getByText(/第 [2-9] 次/)).toBeVisible();
    const before = standInNotes(dataFolder).length;
    await page.getByRole('button', { name: '立即重试' }).click();
    await expect.poll(() => standInNotes(dataFolder).length, { timeout: 3000 }).toBeGreaterThan(before);
  });

  test('the page stays with its last picture when the station goes, and the station is started again', async ({
    dataFolder,
    standInApp,
    shell,
  }) => {
    const app = await shell({ appFolder: standInApp, env: { NOC_PORT: String(await freePort()) } });
    const page = await windowAt(app, /^http:/);
    const states = () => shellEvents(dataFolder, 'station.state').map(({ state }) => state);
    await page.evaluate(() => {
      document.title = 'kept';
    });
    process.kill(Number(standInNotes(dataFolder)[0]?.split(' ')[1]), 'SIGKILL');
    await expect.poll(() => standInNotes(dataFolder).length, { timeout: 15_000 }).toBe(2);
    await expect.poll(() => states().slice(-2), { timeout: 15_000 }).toEqual(['starting', 'attached']);
    expect(await page.title()).toBe('kept');
  });
});
