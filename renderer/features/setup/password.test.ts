import { describe, expect, it } from 'vitest';
import { Password } from '../../../shared/contracts/session.ts';
import { judgePassword, MIN_PASSWORD_LENGTH } from './password.ts';

describe('password judgement', () => {
  it.each([
    ['short', [], 'tooShort'],
    ['abcdefghijklmn', [], 'weak'],
    ['aaaaaaaaaaaa', [], 'weak'],
    ['wanglei-Wang-77', ['wanglei'], 'weak'],
    ['Kd7#mq2Lx9w!', [], 'enough'],
    ['correct horse battery staple', [], 'strong'],
    ['值守夜班灯火 lamp 27 盏', [], 'strong'],
    ['plainwordsonly', [], 'weak'],
  ] as const)('%s is %s', (password, own, strength) => {
    expect(judgePassword(password, own).strength).toBe(strength);
  });

  it('names what weakens it', () => {
    expect(judgePassword('Abc12345xyzQ', []).weaknesses).toContain('sequence');
    expect(judgePassword('ABABABABABAB', []).weaknesses).toEqual(expect.arrayContaining(['repeated', 'oneKind']));
    expect(judgePassword('my-zw-0144-pass', ['ZW-0144']).weaknesses).toEqual(['ownName']);
  });

  it('counts characters, not code units', () => {
    expect(judgePassword('😀😀😀😀😀😀', []).length).toBe(6);
  });

  it('insists on the length the station insists on', () => {
    expect(Password.safeParse('x'.repeat(MIN_PASSWORD_LENGTH)).success).toBe(true);
    expect(Password.safeParse('x'.repeat(MIN_PASSWORD_LENGTH - 1)).success).toBe(false);
  });
});
