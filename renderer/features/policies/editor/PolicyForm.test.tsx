import { expect, test } from 'vitest';
import type { Policy, PolicyInput } from '../../../../shared/contracts/policies.ts';
import { aPolicy, aResource } from '../../../testing/builders.ts';
import { markup, words } from '../../../testing/markup.tsx';
import { errorsOf, inputOf } from '../model.ts';
import { PolicyForm, type PolicyFormProps } from './PolicyForm.tsx';

const hosts = [aResource({ resourceClass: 'RC3', points: 40 }), aResource({ id: '018f0000-0000-7000-8000-00000000beef', points: 4 })];
const form = (
  draft: PolicyInput,
  seen: Policy | null = null,
  isReadOnly = false,
  resources: PolicyFormProps['resources'] = hosts,
): string =>
  markup(
    <PolicyForm
      draft={draft}
      seen={seen}
      isDirty={seen === null}
      errors={errorsOf(draft)}
      resources={resources}
      isReadOnly={isReadOnly}
      onChange={() => undefined}
      onSubmit={() => undefined}
    />,
  );

test('R-8.2.2-b-5 says at once how many resources and points a draft is for', () => {
  expect(words(form(inputOf(aPolicy())))).toContain('适用 1 / 2 台，40 个监测点');
  const nobody = { ...inputOf(aPolicy()), targets: { ...aPolicy().targets, importances: ['core' as const] } };
  expect(words(form(nobody))).toContain('适用 0 / 2 台，0 个监测点');
});

test('where resources are not known it tells what the station counted, or that it is not counted yet, and never nought', () => {
  const seen = { ...aPolicy(), targeted: 12, points: 480 };
  expect(words(form(inputOf(seen), seen, true, null))).toContain('适用 12 台，480 个监测点');
  expect(words(form(inputOf(seen), null, false, null))).toContain('正在数适用的资源');
  const changed = { ...inputOf(seen), targets: { ...seen.targets, classes: [] } };
  expect(words(form(changed, seen, false, null))).toContain('正在数适用的资源');
});

test('R-8.4.3-b4-2 has a level for every importance and severity, and only for those the policy is for', () => {
  const html = form(inputOf(aPolicy()));
  expect([...html.matchAll(/aria-label="(核心|关键|一般)资源的(紧急|重要|次要|提示)阈值"/g)]).toHaveLength(12);
  const core = { ...inputOf(aPolicy()), targets: { ...aPolicy().targets, importances: ['core' as const] } };
  expect([...form(core).matchAll(/aria-label="\S+资源的\S+阈值"/g)]).toHaveLength(4);
});

test('what is wrong stands at its field', () => {
  const draft = { ...inputOf(aPolicy()), intervalS: 300 };
  expect(form(draft)).toMatch(/<input[^>]*aria-invalid="true"[^>]*value="300"/);
  expect(words(form(draft))).toContain('须是 5 至 299 的整数秒，或留空');
});

test('whoever may only read sees everything and changes nothing', () => {
  const html = form(inputOf(aPolicy()), aPolicy(), true);
  expect(words(html)).toContain('第 1 版 随产品提供 已应用');
  const inputs = [...html.matchAll(/<input[^>]*>/g)].map(([input]) => input);
  expect(inputs.length).toBeGreaterThan(10);
  expect(inputs.filter((input) => !/ disabled=""/.test(input))).toEqual([]);
  expect(html).not.toContain('添加指标');
});

test('a metric that faults are told by cannot be switched off, and one that is off says what that means', () => {
  const of = (metric: string, isCollected: boolean) =>
    words(form({ ...inputOf(aPolicy()), metrics: [{ metric, isCollected, threshold: null }] }));
  expect(of('interface.up', true)).toContain('总是采集');
  expect(of('disk.read', false)).toContain('不存、不判定、不计入监测点');
  expect(of('disk.read', true)).toContain('只存曲线，不告警');
});
