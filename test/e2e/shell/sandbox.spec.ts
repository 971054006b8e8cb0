import { readFileSync } from 'node:fs';
import { expect, test } from './fixture.ts';

const status = (pid: number, field: string) =>
  new RegExp(`^${field}:\\s+(.+)$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]?.trim() ?? '';

test('the sandbox is on: an ordinary user, no switch against it, and each renderer filtered and in namespaces of its own', async ({
  attached: { app },
}) => {
  expect(process.getuid?.()).not.toBe(0);
  const metrics = await app.evaluate((electron) => electron.app.getAppMetrics().map(({ pid, type }) => ({ pid, type })));
  const renderers = metrics.filter(({ type }) => type === 'Tab');
  expect(renderers.length).toBeGreaterThan(0);
  for (const { pid } of metrics) expect(readFileSync(`/proc/${pid}/cmdline`, 'utf8')).not.toContain('no-sandbox');
  for (const { pid } of renderers) {
    expect(status(pid, 'Seccomp'), 'a seccomp filter').toBe('2');
    expect(status(pid, 'NoNewPrivs')).toBe('1');
    expect(status(pid, 'NSpid').split(/\s+/).length, 'a process namespace of its own').toBeGreaterThan(1);
    expect(status(pid, 'CapEff')).toBe('0000000000000000');
  }
  const [first] = renderers;
  const figure = `${renderers.length} renderer(s), Seccomp ${status(first?.pid ?? 0, 'Seccomp')}, NSpid ${status(first?.pid ?? 0, 'NSpid')}`;
  test.info().annotations.push({ type: 'figure', description: figure });
});
