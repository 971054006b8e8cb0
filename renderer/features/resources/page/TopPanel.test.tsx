import { expect, test } from 'vitest';
import { at } from '../../../testing/builders.ts';
import { markup, words } from '../../../testing/markup.tsx';
import type { MetricLatest } from './metricGroups.ts';
import { TopPanel } from './TopPanel.tsx';

const item = (metric: string, component: string, value: number): MetricLatest => ({
  metric,
  component,
  value,
  at: at(),
  intervalMs: 30_000,
  quality: null,
});
const bars = (html: string): number => html.match(/style="width:/g)?.length ?? 0;

test('a bar needs a capacity: a part of a hundred has one, a rate has none', () => {
  const disks = [item('filesystem.utilisation', '/', 25), item('filesystem.utilisation', '/data', 91)];
  const full = markup(<TopPanel title="top" metric="filesystem.utilisation" latest={disks} at={at()} limit={100} />);
  expect(bars(full)).toBe(2);
  expect(words(full)).toMatch(/\/data 91\.0 % \/ 25\.0 %$/);
  const traffic = [item('interface.in', 'eth0', 5_000_000)];
  expect(bars(markup(<TopPanel title="top" metric="interface.in" latest={traffic} at={at()} limit={null} />))).toBe(0);
});

test('R-8.2.2-0-4 a value that is to be doubted says so', () => {
  const traffic = [{ ...item('interface.in', 'eth0', 5_000_000), quality: 'wrapped' as const }, item('interface.in', 'eth1', 4_000_000)];
  const html = markup(<TopPanel title="top" metric="interface.in" latest={traffic} at={at()} limit={null} />);
  expect(words(html)).toMatch(/eth0 存疑 5\.0 Mbit\/s eth1 4\.0 Mbit\/s$/);
  expect(html).toContain('title="存疑：32 位计数器回绕"');
});

test('a resource without the metric has no such panel', () => {
  expect(markup(<TopPanel title="top" metric="interface.in" latest={[]} at={at()} limit={null} />)).toBe('');
});
