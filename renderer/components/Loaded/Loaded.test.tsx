import { expect, test } from 'vitest';
import { Failure } from '../../lib/api.ts';
import { id } from '../../testing/builders.ts';
import { markup, words } from '../../testing/markup.tsx';
import { type Asked, Loaded } from './Loaded.tsx';

const problem = { type: 'about:blank', title: 'internal', status: 500, code: 'internal' as const, instance: id(7) };
const failed = new Failure('internal', 500, problem);
const away = new Failure('network.unreachable', 0, null);
const shown = (asked: Partial<Asked<string>>, permission: 'alarm.read' | 'user.read' = 'alarm.read') =>
  words(
    markup(
      <Loaded permission={permission} what="列表" query={{ data: undefined, error: null, errorUpdatedAt: 0, refetch: () => {}, ...asked }}>
        {(data) => <p>{data}</p>}
      </Loaded>,
    ),
  );

test('an answer is shown, and nothing before 300 ms of waiting', () => {
  expect(shown({ data: '五人' })).toBe('五人');
  expect(shown({})).toBe('');
});

test('what failed is named with its number and can be tried again', () => {
  const text = shown({ error: failed });
  for (const part of ['没有取到列表', 'internal', id(7), '立即重试']) expect(text).toContain(part);
});

test('an answer that could not be renewed stays, and says so; a station that is away is said by the frame', () => {
  expect(shown({ data: '五人', error: failed })).toMatch(/没有取到新的列表：主站内部出错。以下仍是上次取到的。.*五人/);
  expect(shown({ data: '五人', error: away })).toBe('五人');
});

test('without the permission nothing of it is shown, whatever is known', () => {
  const text = shown({ data: '五人' }, 'user.read');
  expect(text).toContain('您没有「用户：查看」权限');
  expect(text).not.toContain('五人');
});
