import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSelector, type Selector } from '../../../../shared/domain/prometheus/selector.ts';
import { parseExposition } from '../../../../shared/domain/prometheus/text.ts';
import { type CountersBefore, chooseSeries } from './chosen.ts';

const select = (...texts: string[]): readonly Selector[] => texts.map((text) => parseSelector(text) ?? expect.fail(text));

function read(text: string) {
  const parsed = parseExposition(text, () => true);
  if ('malformed' in parsed) throw new Error(parsed.malformed.why);
  return parsed.exposition;
}
const choose = (text: string, selectors: readonly Selector[], before: CountersBefore | null = null, at = 10_000) =>
  chooseSeries(read(text), selectors, before, at);

describe('R-8.4.2-c3-3 series that were chosen', () => {
  const counted = (value: number, begun = 5) => `# TYPE a_total counter\na_total ${value}\nprocess_start_time_seconds ${begun}`;
  const rates = (...texts: string[]): (number | null | undefined)[] => {
    let before: CountersBefore | null = null;
    return texts.map((text, index) => {
      const { readings, counters }: ReturnType<typeof choose> = choose(text, select('a_total'), before, index * 10_000);
      before = counters;
      return readings[0]?.value;
    });
  };

  it('are the value of a gauge, and of a counter its increase a second', () => {
    expect(rates(counted(100), counted(150), counted(150))).toEqual([null, 5, 0]);
    expect(choose('b{x="1"} 7\nb{x="2"} NaN', select('b')).readings).toEqual([
      { metric: 'prometheus.value', series: 'b{x="1"}', value: 7 },
      { metric: 'prometheus.value', series: 'b{x="2"}', value: null, quality: 'noValue' },
    ]);
  });

  it('give no rate over the beginning of a counter or of its process, also where it has overtaken by then', () => {
    expect(rates(counted(100), counted(20), counted(30))).toEqual([null, null, 1]);
    expect(rates(counted(100), counted(500, 9), counted(510, 9))).toEqual([null, null, 1]);
    expect(rates(counted(2 ** 31 + 5), counted(5))).toEqual([null, null]);
  });

  it('R-8.2.2-0-4 say why there is no rate', () => {
    const first = choose(counted(100), select('a_total'));
    expect(first.readings[0]?.quality).toBe('first');
    expect(choose(counted(20), select('a_total'), first.counters, 20_000).readings[0]?.quality).toBe('restarted');
    expect(choose(counted(500, 9), select('a_total'), first.counters, 20_000).readings[0]?.quality).toBe('restarted');
    expect(choose(counted(500), select('a_total'), first.counters, 20_000).readings[0]).not.toHaveProperty('quality');
  });

  it('are a hundred, and it is said how many more there are and which selector chose none', () => {
    const text = Array.from({ length: 130 }, (_, i) => `b{i="${i}"} ${i}`).join('\n');
    const { readings, omitted, unmatched } = choose(text, select('b', 'c', 'b{i="3"}', 'b{i="x"}'));
    expect([readings.length, omitted, unmatched.map(({ name }) => name)]).toEqual([100, 30, ['c', 'b']]);
  });

  it('have no negative or endless rate, whatever is told', () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { minLength: 2, maxLength: 10 }), (values) => {
        const spelled = values.map((value) => counted(Number.isFinite(value) ? value : 0).replace('e+', 'e'));
        for (const rate of rates(...spelled)) if (rate != null) expect(rate >= 0 && Number.isFinite(rate)).toBe(true);
      }),
    );
  });
});
