import { beforeAll, expect, test } from 'vitest';
import { startI18n } from '../../../i18n/index.ts';
import { aFanRule } from '../../../testing/builders.ts';
import { conditionsOf, copyOf, errorsOf, errorsOfProblem, found, groupsOf, isSame, moved, NEW_RULE } from './model.ts';

beforeAll(startI18n);

const own = [aFanRule({ id: 'a', name: '甲' }), aFanRule({ id: 'b', name: '乙', isOn: false })];
const brought = aFanRule({
  ...{ id: 'if-mib.linkDown', name: '接口中断', isBuiltIn: true, family: '标准 MIB', source: 'IF-MIB linkDown', condition: 'interface' },
  ...{ cause: 'interfaceDown', match: { kind: 'trap', oid: '1.3.6.1.6.3.1.1.5.3', variables: [] }, component: { kind: 'interface' } },
});
const rules = [...own, brought];
const ids = (filter: Parameters<typeof found>[1]) => found(rules, filter).map(({ id }) => id);

test('R-8.4.2-c4-2 rules are found by name, identifier, module, sentence, OID and source, and by what they are', () => {
  for (const q of ['接口', 'ifmib', 'LINKDOWN', '6.3.1.1.5.3', 'interface'])
    expect([q, ids({ q })]).toEqual([q, q === 'ifmib' ? [] : ['if-mib.linkDown']]);
  expect(ids({ q: 'fan {fan}' })).toEqual(['a', 'b']);
  expect([ids({ origin: 'own' }), ids({ origin: 'builtIn' }), ids({ on: 'off' }), ids({ family: '标准 MIB', q: '甲' })]).toEqual([
    ['a', 'b'],
    ['if-mib.linkDown'],
    ['b'],
    [],
  ]);
  expect(groupsOf(rules).map(({ family, items }) => [family, items.length])).toEqual([
    ['', 2],
    ['标准 MIB', 1],
  ]);
});

test('the station’s own can be moved among themselves only', () => {
  expect([moved(rules, 'a', 1), moved(rules, 'a', -1), moved(rules, 'b', 1), moved(rules, 'if-mib.linkDown', -1)]).toEqual([
    ['b', 'a'],
    null,
    null,
    null,
  ]);
});

test('what is wrong is said at its field, here as by the station', () => {
  const wrong = (change: object) => errorsOf({ ...aFanRule(), ...change }).map(({ path, text }) => `${path}: ${text}`);
  expect(wrong({})).toEqual([]);
  expect(errorsOf(NEW_RULE).map(({ path }) => path)).toEqual(['name', 'condition', 'match.template']);
  const line = aFanRule().match;
  expect(wrong({ match: { ...line, template: '{fan}' } })).toEqual([
    'match.template: 变动处不能在句子的两端：前面要有原文',
    'component: 句子里没有这个名字',
  ]);
  expect(wrong({ condition: 'interface' })).toEqual(['cause: 这个事项的原因须与轮询一致：链路中断']);
  expect(wrong({ match: { kind: 'trap', oid: 'x', variables: [] }, component: { kind: 'value', oid: 'y' } })).toEqual([
    'match.oid: 不是一个 OID',
    'component: 不是一个 OID',
  ]);
  const problem = { fields: [{ path: 'body.rule.name', message: 'duplicate' }] } as never;
  expect(errorsOfProblem(problem, 'fan')).toEqual([{ path: 'name', text: '已有同名规则' }]);
});

test('a copy has a name of its own, and is the same in everything else', () => {
  const copy = copyOf(own[0]!, ['甲', '甲 2']);
  expect([copy.name, isSame({ ...copy, name: '甲' }, own[0]!)]).toEqual(['甲 3', true]);
  expect(conditionsOf(rules)).toEqual(['interface', 'mains', 'restart', 'fan']);
});
