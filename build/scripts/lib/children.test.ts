import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { capture, exitCode, forwardSignals, run } from './children.ts';

const node = (code: string) => spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });

describe('children of a task', () => {
  test('an exit code is kept, a signal is 128 and its number, a program that is missing is 127', async () => {
    expect(await run(process.execPath, ['-e', 'process.exit(7)'])).toBe(7);
    expect(await run(process.execPath, ['-e', "process.kill(process.pid, 'SIGKILL')"])).toBe(137);
    expect(await run('/nonexistent', [])).toBe(127);
  });

  test('a signal is passed on once, however often it comes, and no longer after the end', async () => {
    const child = node(
      "let n = 0; process.on('SIGHUP', () => { n += 1; console.log(n); setTimeout(() => process.exit(n), 300); }); console.log('up'); setInterval(() => 0, 1000);",
    );
    await once(child.stdout, 'data');
    const before = process.listenerCount('SIGHUP');
    forwardSignals(child);
    process.emit('SIGHUP');
    process.emit('SIGHUP');
    expect(await exitCode(child)).toBe(1);
    expect(process.listenerCount('SIGHUP')).toBe(before);
  });

  test('output is captured, and a failure carries what the program said', async () => {
    expect(await capture(process.execPath, ['-e', 'console.log(6 * 7)'])).toBe('42\n');
    await expect(capture(process.execPath, ['-e', 'console.error("why"); process.exit(2)'])).rejects.toThrow(/2: why/);
  });
});
