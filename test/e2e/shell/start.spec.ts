import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, shellCommand } from '../electronApp.ts';
import { expect, isAlive, shellEvents, test } from './fixture.ts';

test('npm start opens the window, which starts the real station; the end of the one is not the end of the other', async ({
  dataFolder,
}) => {
  const { env } = await shellCommand({ dataFolder });
  const child = spawn(process.execPath, [join(ROOT, 'build/scripts/start.ts'), '--disable-gpu'], { cwd: ROOT, env, stdio: 'ignore' });
  await expect.poll(() => shellEvents(dataFolder, 'station.state').at(-1)?.state, { timeout: 45_000 }).toBe('attached');
  const record = JSON.parse(readFileSync(join(dataFolder, 'station.json'), 'utf8')) as { supervisorPid: number };
  child.kill('SIGTERM');
  await expect.poll(() => child.exitCode).toBe(0);
  expect(isAlive(record.supervisorPid)).toBe(true);
  expect(existsSync(join(dataFolder, 'station.json'))).toBe(true);
});
