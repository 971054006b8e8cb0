import { beforeAll, expect, test } from 'vitest';
import { hashPassword } from '../../lib/crypto.ts';
import { attemptOf } from './attempt.ts';

let decoy: string;
let stored: string;
beforeAll(async () => {
  [decoy, stored] = await Promise.all([hashPassword('decoy'), hashPassword('right-words')]);
});

const given = (password: string, newPassword?: string) => ({ account: 'wanglei', password, newPassword });
const PHC = /^\$argon2id\$/;

test('R-6.2-a-3 a new password is hashed whether the old one is right, wrong or of nobody: the time tells no guess', async () => {
  for (const [password, of, hash] of [
    ['right-words', stored, stored],
    ['wrong-words', stored, null],
    ['right-words', undefined, null],
    ['decoy', undefined, null],
  ] as const)
    expect(await attemptOf(given(password, 'other-words-2026'), of, decoy)).toEqual({
      account: 'wanglei',
      hash,
      newHash: expect.stringMatching(PHC),
    });
});

test('without a new password nothing takes the place of the old one', async () => {
  expect(await attemptOf(given('right-words'), stored, decoy)).toEqual({ account: 'wanglei', hash: stored, newHash: null });
});
