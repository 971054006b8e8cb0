import { expect, test } from 'vitest';
import { markup, words } from '../../testing/markup.tsx';
import { Once } from './Once.tsx';

test('a secret stands whole with what it is, that it is shown once, and what to do with it', () => {
  const html = markup(
    <Once title="令牌 ITSM" secret="swt_abc" onClose={() => {}}>
      放进请求头
    </Once>,
  );
  expect(words(html)).toBe('令牌 ITSM 只显示这一次 swt_abc 放进请求头 复制 已记下，关闭');
  expect(html).toMatch(/<output[^>]*>swt_abc<\/output>/);
});
