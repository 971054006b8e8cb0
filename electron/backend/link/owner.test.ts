import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimFolder } from './owner.ts';

const log = pino({ level: 'silent' });
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'owner-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const startOf = (pid: number) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')[19]!;
const owner = () => JSON.parse(readFileSync(join(folder, 'owner'), 'utf8'));
const claim = async (limitMs: number): Promise<number> => {
  const startedAt = performance.now();
  await claimFolder(folder, limitMs, log);
  return performance.now() - startedAt;
};

describe('owner of a spool folder', () => {
  it('takes a new folder at once, and again its own', async () => {
    await claim(5000);
    expect(await claim(5000)).toBeLessThan(1000);
    expect(owner()).toMatchObject({ pid: process.pid });
  });

  it('waits for a living owner to end', async () => {
    const child = spawn('sleep', ['60']);
    const ended = new Promise((resolve) => child.on('exit', resolve));
    writeFileSync(join(folder, 'owner'), JSON.stringify({ pid: child.pid, start: startOf(child.pid!) }));
    const claiming = claim(20_000);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(owner().pid).toBe(child.pid);
    child.kill('SIGKILL');
    await ended;
    expect(await claiming).toBeLessThan(10_000);
    expect(owner().pid).toBe(process.pid);
  });

  it('does not wait for another process that got the pid of the old owner, nor for ever', async () => {
    const child = spawn('sleep', ['60']);
    writeFileSync(join(folder, 'owner'), JSON.stringify({ pid: child.pid, start: '1' }));
    expect(await claim(20_000)).toBeLessThan(1000);
    writeFileSync(join(folder, 'owner'), JSON.stringify({ pid: child.pid, start: startOf(child.pid!) }));
    expect(await claim(200)).toBeLessThan(5000);
    expect(owner().pid).toBe(process.pid);
    child.kill('SIGKILL');
  });

  it('goes on without a folder that cannot be used', async () => {
    writeFileSync(join(folder, 'file'), '');
    await expect(claimFolder(join(folder, 'file'), 100, log)).resolves.toBeUndefined();
  });
});
