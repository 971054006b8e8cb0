import { expect, test } from 'vitest';
import { linkTokenIn, spendLink, takeLink } from './link.ts';

const TOKEN = 'abcDEF0123456789_-abcDEF0123456789_-abcDEF0';

test('a token is found alone and at the end of a link, and nowhere else', () => {
  for (const text of [TOKEN, ` ${TOKEN}\n`, `#token=${TOKEN}`, `http://127.0.0.1:7460/sign-in/link#token=${TOKEN}`])
    expect([text, linkTokenIn(text)]).toEqual([text, TOKEN]);
  for (const text of ['', 'token', TOKEN.slice(1), `${TOKEN}x`, `http://127.0.0.1:7460/sign-in/link?token=${TOKEN}`])
    expect([text, linkTokenIn(text)]).toEqual([text, null]);
});

test('a token is given up once, and a text without one takes nothing away', () => {
  expect(takeLink(TOKEN)).toBe(true);
  expect(takeLink('no link')).toBe(false);
  expect([spendLink(), spendLink()]).toEqual([TOKEN, null]);
});
