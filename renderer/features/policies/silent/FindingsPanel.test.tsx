import { beforeAll, expect, test } from 'vitest';
import type { SilentWatch } from '../../../../shared/contracts/silentWatches.ts';
import { i18n, startI18n } from '../../../i18n/index.ts';
import { at, id } from '../../../testing/builders.ts';
import { findingState } from './FindingsPanel.tsx';

beforeAll(startI18n);

const watch: SilentWatch = {
  ...{ id: id(1), name: '新入网一批', policyId: null, resourceIds: [id(2)], startedAt: at(-3_600_000), startedBy: '王磊' },
  ...{ endsAt: at(60_000), endedAt: null, endedBy: null, conditions: 1, times: 1, noisyResources: 1 },
};
const said = (change: Partial<SilentWatch>, endedAt: number | null = null) =>
  findingState(i18n.getFixedT('zh-CN', 'policies'), { ...watch, ...change }, endedAt, at());

test('that a condition still holds is said only while somebody looks', () => {
  expect(said({})).toBe('仍成立');
  expect(said({ endsAt: at() })).toBe('观察结束时仍成立');
  expect(said({ endedAt: at(-1), endedBy: '王磊' })).toBe('观察结束时仍成立');
  expect(said({ endsAt: at() }, at(-60_000))).toMatch(/恢复$/);
});
