import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldValues, parseLogQuery, quoted, withField } from './parse.ts';

const NOTHING_ASKED = { terms: [], severity: [], kind: [], device: [], source: [], host: [], app: [], messageId: [], problems: [] };

describe('R-8.4.3-c2-1 what a search box says', () => {
  it.each([
    ['', {}],
    [
      'down 断开',
      {
        terms: [
          { text: 'down', isNot: false },
          { text: '断开', isNot: false },
        ],
      },
    ],
    ['-debug', { terms: [{ text: 'debug', isNot: true }] }],
    [
      '- x',
      {
        terms: [
          { text: '-', isNot: false },
          { text: 'x', isNot: false },
        ],
      },
    ],
    ['"link is \\"down\\""', { terms: [{ text: 'link is "down"', isNot: false }] }],
    ['http://a:80', { terms: [{ text: 'http://a:80', isNot: false }] }],
    ['设备：SW-ACC-*', { device: [{ values: ['SW-ACC-*'], isNot: false }] }],
    ['-设备:-', { device: [{ values: [null], isNot: true }] }],
    ['app:"my app"', { app: [{ values: ['my app'], isNot: false }] }],
    ['级别:>=err', { severity: [{ values: ['emerg', 'alert', 'crit', 'err'], isNot: false }] }],
    ['level:error+', { severity: [{ values: ['emerg', 'alert', 'crit', 'err'], isNot: false }] }],
    ['severity:info,-', { severity: [{ values: ['info', null], isNot: false }] }],
    ['类型:trap,syslog', { kind: [{ values: ['trap', 'syslog'], isNot: false }] }],
    [
      'severity:loud kind:x',
      {
        problems: [
          { field: 'severity', value: 'loud' },
          { field: 'kind', value: 'x' },
        ],
      },
    ],
    ['source:10.0.0.1,10.0.0.2', { source: [{ values: ['10.0.0.1', '10.0.0.2'], isNot: false }] }],
    [
      'app: down',
      {
        terms: [
          { text: 'app:', isNot: false },
          { text: 'down', isNot: false },
        ],
      },
    ],
  ])('%s', (text, asked) => {
    expect(parseLogQuery(text)).toEqual({ ...NOTHING_ASKED, ...asked });
  });

  it('is changed field by field, and the rest of it stays', () => {
    expect(withField('down', 'severity', ['err', 'warning'])).toBe('down 级别:err,warning');
    expect(withField('级别:err down -级别:debug app:x', 'severity', ['info'])).toBe('down -级别:debug app:x 级别:info');
    expect(withField('down 设备:SW-1', 'device', [])).toBe('down');
    expect(withField('', 'app', ['my app'])).toBe('程序:"my app"');
    expect(fieldValues('x 程序:"my app",sshd', 'app')).toEqual(['my app']);
    expect(fieldValues(withField('a', 'app', ['my app', 'sshd']), 'app')).toEqual(['my app', 'sshd']);
    expect(fieldValues('-app:x', 'app')).toEqual([]);
  });

  it('is read whatever it is, and every quoted word comes back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        parseLogQuery(text);
      }),
    );
    const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).filter((text) => /^[^-\s"\\:：][^:：]*$/u.test(text));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
        expect(parseLogQuery(words.map(quoted).join(' ')).terms.map(({ text }) => text)).toEqual(words);
      }),
    );
  });
});
