import { expect, test } from 'vitest';
import type { PolicyVersion } from '../../../../shared/contracts/policies.ts';
import { stationQuery } from '../../../lib/session.ts';
import { aPolicy, at } from '../../../testing/builders.ts';
import { anOperator, markup, words } from '../../../testing/markup.tsx';
import { inputOf } from '../model.ts';
import { versionsQuery } from '../queries.ts';
import { StepConfirm } from './StepConfirm.tsx';
import { hindranceOf, type Step } from './steps.ts';

const BACK: Step = { kind: 'back', to: 1, of: 3 };
const versions: readonly PolicyVersion[] = [3, 2, 1].map((version) => ({
  ...inputOf(aPolicy()),
  version,
  at: at(),
  byName: 'Wang Lei',
  isApplied: version > 1,
}));
interface Case {
  readonly isDirty?: boolean;
  readonly step?: Step;
  readonly known?: readonly PolicyVersion[] | null;
}
const session = { ...anOperator, permissions: ['policy.edit' as const] };
const confirm = (version: number, { isDirty = false, step = BACK, known = versions }: Case = {}): string =>
  markup(<StepConfirm policy={aPolicy({ version })} step={step} isDirty={isDirty} onDone={() => undefined} />, (client) => {
    client.setQueryData(stationQuery.queryKey, (old) => old && { ...old, session });
    if (known) client.setQueryData(versionsQuery(aPolicy().id, 3).queryKey, [...known]);
  });

test('what is gone back to stays what was chosen while others save, and is no longer to be had then', () => {
  expect(words(confirm(3))).toContain('换成第 1 版，不应用 取消');
  expect(words(confirm(4))).toContain('换成第 1 版，不应用 已有新版，请取消后重看 取消');
  expect(confirm(4)).toContain('aria-disabled="true"');
});

test('no step is taken over a draft that is not saved', () => {
  const apply: Step = { kind: 'apply', of: 3 };
  expect(words(confirm(3, { step: apply }))).toContain('应用 1 条策略 取消');
  expect(words(confirm(3, { step: apply, isDirty: true }))).toContain('应用 1 条策略 先保存或放弃修改 取消');
  expect([hindranceOf(apply, { version: 3 }, false), hindranceOf(apply, { version: 4 }, false)]).toEqual([null, 'newer']);
});

test('while the versions are on their way, and where the one is not among them, it can be given up', () => {
  expect(words(confirm(3, { known: null }))).toMatch(/^退回第 1 版的后果 .*取消$/);
  expect(words(confirm(3, { known: [] }))).toMatch(/^退回第 1 版的后果 .*版.*取消$/);
});
