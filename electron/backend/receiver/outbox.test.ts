import { expect, test, vi } from 'vitest';
import type { LogRecord } from '../../../shared/domain/log/record.ts';
import { SYSLOG_SEVERITIES } from '../../../shared/domain/syslog/message.ts';
import { createRecordOutbox, MOST_GATHERED } from './outbox.ts';

const durable = () => Promise.resolve();
const record = (severity: LogRecord['severity'], line = 'x') => ({ severity, line }) as LogRecord;

test('R-8.4.3-b5-2 records are gathered for a moment, or until there are many', () => {
  vi.useFakeTimers();
  const sent: number[] = [];
  const outbox = createRecordOutbox({ send: (records) => sent.push(records.length), fill: () => 0, durable });
  for (let index = 0; index < MOST_GATHERED + 7; index++) outbox.add(record('err'));
  expect(sent).toEqual([MOST_GATHERED]);
  vi.advanceTimersByTime(100);
  expect(sent).toEqual([MOST_GATHERED, 7]);
  outbox.flush();
  expect(sent).toHaveLength(2);
  expect(outbox.stats()).toEqual({ taken: MOST_GATHERED + 7, shed: 0 });
  vi.useRealTimers();
});

test('R-8.4.3-b5-2 the least severe go first where room is scarce, what is a warning or worse never, and all are taken again when there is room', () => {
  let full = 0;
  const sent: (string | null)[] = [];
  const outbox = createRecordOutbox({
    send: (records) => sent.push(...records.map(({ severity }) => severity)),
    fill: () => full,
    durable,
  });
  const kept = (fill: number) => {
    full = fill;
    outbox.flush();
    sent.length = 0;
    for (const severity of [...SYSLOG_SEVERITIES, null]) outbox.add(record(severity));
    outbox.flush();
    return sent.length;
  };
  expect([0, 0.85, 0.92, 0.99, 5, 0].map(kept)).toEqual([9, 8, 6, 5, 5, 9]);
  expect(outbox.stats()).toEqual({ taken: 42, shed: 12 });
});

test('R-8.4.3-d2-6 who waits for a record to be safe waits until it was sent and what was sent is on the disk; many wait once', async () => {
  vi.useFakeTimers();
  const order: string[] = [];
  const outbox = createRecordOutbox({
    send: (records) => order.push(`sent ${records.length}`),
    fill: () => 0,
    durable: async () => void order.push('on the disk'),
  });
  outbox.add(record('err'));
  const first = outbox.settled().then(() => order.push('first'));
  outbox.add(record('err'));
  const second = outbox.settled().then(() => order.push('second'));
  await vi.advanceTimersByTimeAsync(200);
  await Promise.all([first, second]);
  expect(order).toEqual(['sent 2', 'on the disk', 'first', 'second']);
  outbox.add(record('err'));
  outbox.flush();
  const third = outbox.settled().then(() => order.push('third'));
  await vi.advanceTimersByTimeAsync(200);
  await third;
  expect(order.slice(4)).toEqual(['sent 1', 'on the disk', 'third']);
  vi.useRealTimers();
});

test('R-8.4.3-d2-6 who waits is told where the disk does not take it, and so is nobody else', async () => {
  let isBroken = true;
  const outbox = createRecordOutbox({
    send: () => undefined,
    fill: () => 0,
    durable: () => (isBroken ? Promise.reject(new Error('full')) : Promise.resolve()),
  });
  expect(outbox.add(record('err'))).toBe(true);
  await expect(outbox.settled()).rejects.toThrow('full');
  isBroken = false;
  await outbox.settled();
});
