import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clockOffsetMs, piecesOf, seedOfLine, seedOfQuery, spanOf, toggled, wordsOf } from './model.ts';

describe('R-8.4.3-c2-1 the log page', () => {
  test('marks what was looked for, whatever its letters, and changes no line', () => {
    expect(piecesOf('Te2/0/7 is DOWN, 端口断开', wordsOf('down te2 断开 -x 级别:err')).filter((one) => one.isFound)).toEqual([
      { text: 'Te2', isFound: true },
      { text: 'DOWN', isFound: true },
      { text: '断开', isFound: true },
    ]);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string({ maxLength: 3 }), { maxLength: 4 }), (line, words) => {
        expect(
          piecesOf(line, words)
            .map(({ text }) => text)
            .join(''),
        ).toBe(line);
      }),
    );
  });

  test('asks for what its address says, else for the period that ended just now', () => {
    expect(spanOf({ from: 5, to: 9 } as never, 100)).toEqual({ from: 5, to: 9 });
    expect(spanOf({ from: 9, to: 5, period: '15m' } as never, 999_999.4)).toEqual({ from: 100_000, to: 1_000_000 });
  });

  test('a value is put into the question and taken out again', () => {
    const once = toggled('down', 'severity', 'err');
    expect(once).toBe('down 级别:err');
    expect(toggled(once, 'severity', 'warning')).toBe('down 级别:err,warning');
    expect(toggled(toggled(once, 'severity', 'warning'), 'severity', 'err')).toBe('down 级别:warning');
    expect(toggled(once, 'severity', 'err')).toBe('down');
  });

  test('hands over to a rule what a line or a question says', () => {
    const line = { kind: 'syslog', app: 'IFNET', messageId: null, line: '<1>x port {a} down', textFrom: 4 } as const;
    expect(seedOfLine(line)).toEqual({ app: 'IFNET', sentence: 'port' });
    expect(seedOfLine({ ...line, messageId: 'LINK' })).toEqual({ app: 'IFNET', digest: 'LINK' });
    expect(seedOfLine({ ...line, kind: 'trap', line: '1.3.6.1 linkDown x=1' })).toEqual({ oid: '1.3.6.1' });
    expect(seedOfQuery('断开 "power failed" -x 程序:DEV 级别:>=warning')).toEqual({
      ...{ app: 'DEV', sentence: '断开 * power failed', least: 'warning' },
    });
    expect(seedOfQuery('来源:10.0.0.1')).toBeNull();
  });

  test('says a clock that goes wrong, and not one that is near enough', () => {
    expect([clockOffsetMs({ at: 12_600, receivedAt: 10_000 }), clockOffsetMs({ at: 11_000, receivedAt: 10_000 })]).toEqual([2600, null]);
    expect(clockOffsetMs({ at: null, receivedAt: 10_000 })).toBeNull();
  });
});
