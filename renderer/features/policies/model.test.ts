import { beforeAll, describe, expect, it } from 'vitest';
import type { PolicyInput } from '../../../shared/contracts/policies.ts';
import { startI18n } from '../../i18n/index.ts';
import { aPolicy } from '../../testing/builders.ts';
import { copyOf, errorsOf, errorsOfProblem, found, goingBackTo, inputOf, isSame, NEW_POLICY, NEW_THRESHOLD, newRule } from './model.ts';

beforeAll(startI18n);

const draft = (change: Partial<PolicyInput> = {}): PolicyInput => ({ ...NEW_POLICY, name: '边界', ...change });
const said = (change: Partial<PolicyInput>) => errorsOf(draft(change)).map(({ path, text }) => `${path}: ${text}`);
const rule = (change: object): PolicyInput['metrics'] =>
  [{ ...newRule('cpu.utilisation'), threshold: { ...NEW_THRESHOLD, ...change } }] as PolicyInput['metrics'];

describe('a draft', () => {
  it('is right when it only has a name', () => expect(errorsOf(draft())).toEqual([]));

  it.each([
    [{ name: ' ' }, 'name: 请填名称，最多 60 个字'],
    [{ intervalS: 300 }, 'intervalS: 须是 5 至 299 的整数秒，或留空'],
    [{ metrics: rule({ n: 3, m: 2 }) }, 'metrics.0.threshold.n: 命中次数不能多于观察次数'],
    [
      { metrics: rule({ levels: { ...NEW_THRESHOLD.levels, core: { critical: 80, major: 90, minor: null, warning: null } } }) },
      'metrics.0.threshold.levels.core: 核心：越严重的级别，阈值须越靠坏的一侧',
    ],
    [{ metrics: rule({ windows: [{ days: [], from: 0, to: 60 }] }) }, 'metrics.0.threshold.windows: 每个时段至少要有一天'],
  ] as const)('R-8.4.3-c2-1 says what is wrong at its place: %j', (change, error) => {
    expect(said(change)).toEqual([error]);
  });

  it('shows what the station refuses at the same places', () => {
    const problem = { type: '', title: '', status: 409, code: 'policy.duplicate', instance: '' } as const;
    const fields = [
      { path: 'body.name', message: 'duplicate' },
      { path: 'body.metrics.0.metric', message: 'unknown' },
      { path: 'body.surprise', message: 'too_big' },
    ];
    expect(errorsOfProblem({ ...problem, fields }).map(({ path, text }) => [path, text])).toEqual([
      ['name', '已有同名策略'],
      ['metrics.0.metric', '没有这个指标'],
      ['surprise', '有一处内容不合要求'],
    ]);
  });

  it('is the same as its policy until something is written', () => {
    const policy = aPolicy();
    expect(isSame(inputOf(policy), policy)).toBe(true);
    expect(isSame({ ...inputOf(policy), priority: 1 }, policy)).toBe(false);
  });

  it('copied from a policy has a name of its own', () => {
    expect(copyOf(aPolicy({ name: 'CPU' }), ['CPU', 'CPU 2']).name).toBe('CPU 3');
  });
});

describe('search', () => {
  const policies = [aPolicy({ id: 'a', name: '出口' }), aPolicy({ id: 'b', name: '磁盘', metrics: [] })];
  it('finds by name and by what is watched', () => {
    expect(found(policies, '出').map(({ id }) => id)).toEqual(['a']);
    expect(found(policies, 'cpu 使用').map(({ id }) => id)).toEqual(['a']);
    expect(found(policies, ' ')).toHaveLength(2);
    expect(found(policies, '没有')).toEqual([]);
  });
});

describe('going back to a version', () => {
  const earlier = (isApplied: boolean) => ({ ...draft(), isApplied, version: 1, at: 0, byName: null });
  const now = (isApplied: boolean) => ({ ...aPolicy(), isApplied });

  it('is what applying its draft, or withdrawing the policy, would do', () => {
    const applied = { apply: [], withdraw: [], draft: { id: aPolicy().id, policy: draft() } };
    expect([goingBackTo(now(true), earlier(true)), goingBackTo(now(false), earlier(true))]).toEqual([applied, applied]);
    expect(goingBackTo(now(true), earlier(false))).toEqual({ apply: [], withdraw: [aPolicy().id], draft: null });
    expect(goingBackTo(now(false), earlier(false))).toEqual({ apply: [], withdraw: [], draft: null });
  });
});
