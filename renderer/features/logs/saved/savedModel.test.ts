import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LOG_PERIODS } from '../../../../shared/domain/log/query.ts';
import { LogsSearch } from '../model.ts';
import { isSameView, searchOf, unaskedOf, viewOf } from './savedModel.ts';

describe('R-8.4.2-j-3 a saved search and the address', () => {
  it('are the same question, there and back, a fixed stretch and the line that was read taken away', () => {
    const anyView = fc.record({
      query: fc.string({ maxLength: 1000 }).map((text) => text.trim()),
      period: fc.constantFrom(...LOG_PERIODS),
    });
    fc.assert(
      fc.property(anyView, (view) => {
        const search = LogsSearch.parse({ from: 1, to: 2, n: 3, ...searchOf(view) });
        expect(viewOf(search)).toEqual(view);
        expect(isSameView(viewOf(search), view)).toBe(true);
        expect([search.from, search.to]).toEqual([undefined, undefined]);
      }),
    );
    expect(viewOf({})).toEqual({ query: '', period: '2h' });
    expect(isSameView(viewOf({ q: 'x' }), viewOf({ q: 'x', period: '7d' }))).toBe(false);
  });
});

describe('a rule made of a question', () => {
  it.each([
    ['端口 断开 程序:IFNET 摘要:LINK 级别:>=warning', []],
    ['断开 -维护', ['not']],
    ['断开 -程序:SSH', ['not']],
    ['断开 设备:SW-01', ['device']],
    ['断开 来源:10.0.0.1 主机:a 类型:syslog', ['source', 'host', 'kind']],
    ['程序:IFNET,SSH', ['several']],
    ['断开 级别:err,warning', ['severity']],
    ['程序:IF* 断开', ['several']],
  ])('%s leaves out %j', (q, left) => expect(unaskedOf(q)).toEqual(left));
});
