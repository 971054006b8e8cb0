import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../../support/alive.ts';
import { ROOT, shellCommand, windowAt } from '../electronApp.ts';
import { answerDialogs, askToQuit, exitCode, expect, shellEvents, test } from './fixture.ts';

test('npm start opens the window, which starts the real station; the end of the one is not the end of the other', async ({
  dataFolder,
}) => {
  const { env } = await shellCommand({ dataFolder });
  const child = spawn(process.execPath, [join(ROOT, 'build/scripts/start.ts'), '--disable-gpu'], { cwd: ROOT, env, stdio: 'ignore' });
  await expect.poll(() => shellEvents(dataFolder, 'station.state').at(-1)?.state, { timeout: 90_000 }).toBe('attached');
  const record = JSON.parse(readFileSync(join(dataFolder, 'station.json'), 'utf8')) as { supervisorPid: number };
  child.kill('SIGTERM');
  await expect.poll(() => child.exitCode).toBe(0);
  expect(isAlive(record.supervisorPid)).toBe(true);
  expect(existsSync(join(dataFolder, 'station.json'))).toBe(true);
});

test('stopping from the shell ends the real station cleanly within its five seconds', async ({ dataFolder, shell }) => {
  const app = await shell();
  const page = await windowAt(app, /^http:.*\/setup/);
  const { supervisorPid } = JSON.parse(readFileSync(join(dataFolder, 'station.json'), 'utf8')) as { supervisorPid: number };
  await answerDialogs(app, 2);
  const isOver = exitCode(app);
  const startedAt = Date.now();
  await askToQuit(page);
  await expect.poll(() => isAlive(supervisorPid), { timeout: 15_000 }).toBe(false);
  test.info().annotations.push({ type: 'figure', description: `stopped after ${Date.now() - startedAt} ms` });
  await expect.poll(isOver).toBe(0);
  expect(existsSync(join(dataFolder, 'station.json'))).toBe(false);
  expect(shellEvents(dataFolder, 'station.stop')).toMatchObject([{ result: 'stopped' }]);
});
