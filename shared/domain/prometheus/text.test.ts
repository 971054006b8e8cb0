import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCounter, isSelected, labelOf, parseSelector, seriesId } from './selector.ts';
import { type PromSample, parseExposition } from './text.ts';

const all = () => true;
const read = (text: string, wants: (name: string) => boolean = all) => {
  const parsed = parseExposition(text, wants);
  if ('malformed' in parsed) throw new Error(`${parsed.malformed.line} ${parsed.malformed.why}`);
  return parsed.exposition;
};
const refused = (text: string) => {
  const parsed = parseExposition(text, all);
  return 'malformed' in parsed ? `${parsed.malformed.line} ${parsed.malformed.why}` : null;
};

const samples = fc.array(
  fc.record({
    name: fc.stringMatching(/^[A-Za-z_:][A-Za-z0-9_:]{0,20}$/),
    labels: fc.uniqueArray(fc.tuple(fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,10}$/), fc.string({ unit: 'binary', maxLength: 20 })), {
      selector: ([name]) => name,
      maxLength: 5,
    }),
    value: fc.double(),
  }),
  { minLength: 1, maxLength: 30 },
);
const spelled = (value: number): string =>
  Number.isFinite(value) ? String(value) : Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';

describe('R-8.4.2-c3-1 the text format of Prometheus', () => {
  it('gives back every series that was written, whatever its labels hold', () => {
    fc.assert(
      fc.property(samples, (written) => {
        const told = written.map((one) => `${seriesId(one)} ${spelled(one.value)}`).join('\n');
        const { samples: got, count } = read(told);
        expect(count).toBe(written.length);
        expect(got.map(seriesId)).toEqual(written.map(seriesId));
        for (const [index, { value }] of got.entries()) expect(value).toBe(written[index]?.value === 0 ? value : written[index]?.value);
      }),
      { numRuns: 300 },
    );
  });

  it('reads types, times, blanks and the examples of OpenMetrics, and keeps what is wanted', () => {
    const text = [
      '# HELP a_total how many',
      '# TYPE a_total counter',
      '  a_total { x = "1" , } 3e2 1700000000000\r',
      '',
      'a_total{x="2"} 4 # {trace_id="k"} 1 1.5',
      'b +Inf',
      '# EOF',
    ].join('\n');
    const { samples: got, types, count } = read(text, (name) => name.startsWith('a'));
    expect(got.map((one) => [seriesId(one), one.value])).toEqual([
      ['a_total{x="1"}', 300],
      ['a_total{x="2"}', 4],
    ]);
    expect([count, types.get('a_total')]).toEqual([3, 'counter']);
  });

  it.each([
    ['<!DOCTYPE html>', '1 name'],
    ['a 1\nb{x} 1', '2 label'],
    ['a{x="1" y="2"} 1', '1 label'],
    ['a{x="\\q"} 1', '1 label'],
    ['a{x="1} 1', '1 label'],
    ['a one', '1 value'],
    ['a 0x1p3', '1 value'],
    ['a', '1 value'],
    ['a +', '1 value'],
    ['a{} 1.5.5', '1 value'],
    ['a 1 tomorrow', '1 timestamp'],
    ['# only words', '1 empty'],
  ])('refuses %j', (text, why) => {
    expect(refused(text)).toBe(why);
  });

  it('has bounds', () => {
    expect(refused(`a ${'1'.repeat(65)}`)).toBe('1 value');
    expect(refused(`a${' '.repeat(20_000)}1`)).toBe('1 tooLong');
    expect(refused(`a{${Array.from({ length: 65 }, (_, i) => `l${i}="x"`).join(',')}} 1`)).toBe('1 tooMany');
    expect(refused('a 1\n'.repeat(100_001))).toBe('100001 tooMany');
    expect(refused('#\n'.repeat(300_001))).toBe('300001 tooMany');
  });

  it('refuses the whole, not a part, and never throws', () => {
    expect(refused('a 1\nb 2\nc')).toBe('3 value');
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => void parseExposition(text, all)));
  });
});

describe('choosing series', () => {
  const series = (name: string, labels: Record<string, string> = {}): PromSample => ({ name, labels: Object.entries(labels), value: 1 });

  it.each<[string, PromSample, boolean]>([
    ['up', series('up', { job: 'x' }), true],
    ['up', series('upper'), false],
    ['http{code="500"}', series('http', { code: '500', path: '/' }), true],
    ['http{code="500"}', series('http', { code: '200' }), false],
    ['http{code!="200", path="/"}', series('http', { code: '500', path: '/' }), true],
    ['http{code!="200"}', series('http'), true],
    ['http{code=""}', series('http'), true],
    ['http{path="a\\"b"}', series('http', { path: 'a"b' }), true],
    ['http{}', series('http'), true],
  ])('%s of %j: %s', (text, sample, expected) => {
    const selector = parseSelector(text);
    expect(selector && isSelected(selector, sample)).toBe(expected);
  });

  it.each(['', '9a', 'a{', 'a{b}', 'a{b=c}', 'a{b=~"c"}', 'a b', 'a{b="c"} 1'])('%j chooses nothing: it is no selector', (text) => {
    expect(parseSelector(text)).toBeNull();
  });

  it('knows a counter by its type, by the type of its family, and untold by its name', () => {
    const types = new Map([
      ['a', 'counter'],
      ['b', 'histogram'],
      ['c', 'gauge'],
      ['d', 'counter'],
    ]);
    expect(['a', 'b_bucket', 'b_count', 'd_total', 'e_total', 'c', 'b', 'e', 'c_total'].map((name) => isCounter(name, types))).toEqual([
      ...[true, true, true, true, true],
      ...[false, false, false, false],
    ]);
    expect(labelOf(series('a'), 'none')).toBe('');
  });
});
