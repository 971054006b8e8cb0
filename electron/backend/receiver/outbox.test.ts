import { expect, test, vi } from 'vitest';
import type { LogRecord } from '../../../shared/domain/log/record.ts';
import { SYSLOG_SEVERITIES } from '../../../shared/domain/syslog/message.ts';
import { createRecordOutbox, MOST_GATHERED } from './outbox.ts';

const record = (severity: LogRecord['severity'], line = 'x') => ({ severity, line }) as LogRecord;

test('R-8.4.3-b5-2 records are gathered for a moment, or until there are many', () => {
  vi.useFakeTimers();
  const sent: number[] = [];
  const outbox = createRecordOutbox({ send: (records) => sent.push(records.length), fill: () => 0 });
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
  const outbox = createRecordOutbox({ send: (records) => sent.push(...records.map(({ severity }) => severity)), fill: () => full });
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
