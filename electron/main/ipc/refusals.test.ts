import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRefusalLog } from './refusals.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a flood of one refusal is two lines, the first at once and the count ten seconds later', () => {
  const lines: unknown[] = [];
  const refusals = createRefusalLog({ write: (event, fields) => void lines.push({ event, ...fields }) });
  for (let call = 0; call < 1000; call += 1) refusals.note('shell.quit', 'desktop.tooMany');
  refusals.note('shell.info', 'desktop.wrongSender');
  expect(lines).toEqual([
    { event: 'call.refused', channel: 'shell.quit', code: 'desktop.tooMany' },
    { event: 'call.refused', channel: 'shell.info', code: 'desktop.wrongSender' },
  ]);
  vi.advanceTimersByTime(10_000);
  expect(lines.slice(2)).toEqual([{ event: 'call.refused', channel: 'shell.quit', code: 'desktop.tooMany', repeated: 999 }]);
});
