import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JSON_PATH_PATTERN, valueAt } from './content.ts';
import { isInStatusSet, STATUS_SET_PATTERN } from './statusSet.ts';

const isPath = (text: string): boolean => new RegExp(`^(?:${JSON_PATH_PATTERN})$`).test(text);
const isSet = (text: string): boolean => new RegExp(`^(?:${STATUS_SET_PATTERN})$`).test(text);

describe('R-8.4.2-c3-4 a value in JSON', () => {
  const body = JSON.stringify({ status: 'UP', data: { items: [{ n: 1.5 }, { n: null }], 'a b': true, 状态: '正常' } });

  it.each<[string, string | null | undefined]>([
    ['status', 'UP'],
    ['$.status', 'UP'],
    ['data.items[0].n', '1.5'],
    ['data.items[1].n', 'null'],
    ['data.items[2].n', undefined],
    ['data["a b"]', 'true'],
    ['data.状态', '正常'],
    ['data.items', '[{"n":1.5},{"n":null}]'],
    ['data.items.length', '2'],
    ['status.length', undefined],
    ['constructor', undefined],
    ['__proto__', undefined],
    ['nothing', undefined],
  ])('%s is %s', (path, expected) => {
    expect(isPath(path)).toBe(true);
    expect(valueAt(body, path)).toBe(expected);
  });

  it('is none where the text is not JSON, and is found wherever it was put', () => {
    expect(valueAt('<html>', 'a')).toBeNull();
    expect(valueAt(`${'['.repeat(201)}${']'.repeat(201)}`, '$')).toBeNull();
    expect(valueAt(JSON.stringify({ a: '["\\'.repeat(300) }), 'a')).toBe('["\\'.repeat(300));
    const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,8}$/);
    fc.assert(
      fc.property(fc.array(fc.oneof(name, fc.nat(3)), { minLength: 1, maxLength: 5 }), fc.string(), (steps, value) => {
        const made = steps.reduceRight<unknown>(
          (inner, step) => (typeof step === 'number' ? [...Array(step).fill(0), inner] : Object.fromEntries([[step, inner]])),
          value,
        );
        const path = steps.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
        expect(valueAt(JSON.stringify(made), `$${path}`)).toBe(value);
      }),
    );
  });

  it.each(['a..b', 'a[', 'a[x]', 'a b', '.'])('%j is no path', (path) => {
    expect(isPath(path)).toBe(false);
  });
});

describe('R-8.4.2-c3-4 a set of status codes', () => {
  it('holds single ones and stretches', () => {
    expect([400, 401, 402, 499, 500, 503, 504].filter((status) => isInStatusSet('401, 500-503', status))).toEqual([401, 500, 503]);
    expect(isInStatusSet('', 200)).toBe(false);
  });

  it.each<[string, boolean]>([
    ['', true],
    ['401', true],
    ['401,403, 500-503', true],
    ['401,', false],
    ['4O1', false],
    ['401 403', false],
    ['99', false],
    ['600', false],
  ])('%j is one: %s', (text, expected) => {
    expect(isSet(text)).toBe(expected);
  });
});
