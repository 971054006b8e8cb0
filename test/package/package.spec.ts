import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { listPackage } from '@electron/asar';
import { expect } from '@playwright/test';
import { PEOPLE } from '../e2e/station.ts';
import { FOLDER, PROGRAM, RESOURCES, stationRecord, test } from './packed.ts';

test.describe('the package', () => {
  test('holds the shell in its archive, the station beside it, and nothing else of ours', () => {
    const packed = listPackage(join(RESOURCES, 'app.asar'), { isPack: false });
    const tops = new Set(packed.map((file) => file.split('/').slice(1, 3).join('/')));
    expect([...tops].sort()).toEqual(
      ['dist', 'dist/backend', 'dist/electron', 'dist/renderer', 'node_modules', 'node_modules/better-sqlite3', 'package.json'].sort(),
    );
    expect(packed.filter((file) => /\.(map|ts)$|\.test\./.test(file))).toEqual([]);
    const unpacked = join(RESOURCES, 'app.asar.unpacked');
    expect(readdirSync(join(unpacked, 'node_modules/better-sqlite3/prebuilds'))).toEqual([`linux-${process.arch}.node`]);
    expect(existsSync(join(unpacked, 'dist/backend/supervisor.mjs'))).toBe(true);
    expect(existsSync(join(RESOURCES, 'default_app.asar'))).toBe(false);
    expect(existsSync(join(RESOURCES, 'app'))).toBe(false);
    expect(statSync(join(RESOURCES, 'runtime/node')).mode & 0o111).toBe(0o111);
    expect(readdirSync(join(RESOURCES, 'licenses')).sort()).toEqual(['THIRD-PARTY-NOTICES.txt', 'shouwang.txt']);
    const notices = readFileSync(join(RESOURCES, 'licenses/THIRD-PARTY-NOTICES.txt'), 'utf8');
    for (const name of ['better-sqlite3', 'react', 'fastify', 'Electron', 'Node.js']) expect(notices).toContain(`\n${name} `);
    expect(existsSync(join(FOLDER, 'LICENSES.chromium.html'))).toBe(true);
  });

  test('cannot be made to run other code as Node', () => {
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', NOC_DATA: '/etc/shouwang' };
    const asNode = spawnSync(PROGRAM, ['-e', 'console.log("ran " + 6 * 7)'], { env, encoding: 'utf8', timeout: 30_000 });
    expect(asNode.stdout).not.toContain('ran 42');
    const options = spawnSync(PROGRAM, [], {
      env: { ...process.env, NODE_OPTIONS: '--require /nonexistent-module', NOC_DATA: '/etc/shouwang' },
      encoding: 'utf8',
      timeout: 30_000,
    });
    expect(options.stderr).not.toContain('nonexistent-module');
    expect(options.stderr).toContain('守望的窗口没有打开');
  });

  test('starts its own station on the Node inside it, shows its page, and a person signs in', async ({
    packed: { page, dataFolder, child },
  }) => {
    const station = stationRecord(dataFolder);
    expect(readlinkSync(`/proc/${station?.pid}/exe`)).toBe(join(RESOURCES, 'runtime/node'));
    expect(readFileSync(`/proc/${station?.pid}/cmdline`, 'utf8')).toContain(join(RESOURCES, 'app.asar.unpacked/dist/backend/'));
    expect(readFileSync(`/proc/${child.pid}/cmdline`, 'utf8')).not.toContain('no-sandbox');
    await page.getByLabel('账号', { exact: true }).fill(PEOPLE.operator.account);
    await page.getByLabel('口令', { exact: true }).fill(PEOPLE.operator.password);
    await page.getByRole('button', { name: '登录' }).click();
    await expect(page).toHaveURL(/\/alarms/, { timeout: 20_000 });
    const info = await page.evaluate(() => (window as unknown as { desktop: { info(): Promise<unknown> } }).desktop.info());
    expect(info).toMatchObject({ mode: 'desk', platform: 'linux' });
  });
});
