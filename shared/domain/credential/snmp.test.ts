import { describe, expect, it } from 'vitest';
import { type CredentialSettings, foreignSecrets, isSnmp, keptSecrets, secretFaults, secretsNeeded } from './snmp.ts';

const user = (level: 'noAuthNoPriv' | 'authNoPriv' | 'authPriv'): CredentialSettings => ({
  kind: 'snmpUser',
  userName: 'watch',
  level,
  authProtocol: 'SHA-256',
  privProtocol: 'AES-128',
  context: '',
});
const community: CredentialSettings = { kind: 'snmpCommunity', version: '2c' };

describe('secrets of a credential', () => {
  it('are those its version and level need', () => {
    expect(secretsNeeded(community)).toEqual(['community']);
    expect(secretsNeeded(user('noAuthNoPriv'))).toEqual([]);
    expect(secretsNeeded(user('authNoPriv'))).toEqual(['authPassphrase']);
    expect(secretsNeeded(user('authPriv'))).toEqual(['authPassphrase', 'privPassphrase']);
  });

  it('RFC 3414 are refused where they are missing or a passphrase is shorter than eight characters', () => {
    expect(secretFaults(community, {})).toEqual([{ secret: 'community', code: 'missing' }]);
    expect(secretFaults(community, { community: '' })).toEqual([{ secret: 'community', code: 'missing' }]);
    expect(secretFaults(community, { community: 'x' })).toEqual([]);
    expect(secretFaults(user('authPriv'), { authPassphrase: '1234567' })).toEqual([
      { secret: 'authPassphrase', code: 'too_small' },
      { secret: 'privPassphrase', code: 'missing' },
    ]);
    expect(secretFaults(user('authPriv'), { authPassphrase: '12345678', privPassphrase: 'abcdefgh' })).toEqual([]);
  });

  it('of HTTP are a password or a token, of any length, and never those of SNMP', () => {
    const origin = 'https://host';
    const basic = { kind: 'httpBasic', origin, userName: 'u' } as const;
    const bearer = { kind: 'httpBearer', origin } as const;
    expect([secretsNeeded(basic), secretsNeeded(bearer)]).toEqual([['password'], ['token']]);
    expect(secretFaults(basic, { password: 'x' })).toEqual([]);
    expect(secretFaults(bearer, { password: 'x' })).toEqual([{ secret: 'token', code: 'missing' }]);
    expect(foreignSecrets(bearer, { token: 't', community: 'c' })).toEqual(['community']);
    expect(foreignSecrets(community, { community: 'c', token: 't', authPassphrase: 'a' })).toEqual(['token']);
    expect([basic, bearer, community, user('authPriv')].map(isSnmp)).toEqual([false, false, true, true]);
  });

  it('stay where a change gives none, and go where they are no longer needed', () => {
    const before = { authPassphrase: 'old-old-old', privPassphrase: 'kept-kept' };
    expect(keptSecrets(user('authPriv'), before, { authPassphrase: 'new-new-new' })).toEqual({
      authPassphrase: 'new-new-new',
      privPassphrase: 'kept-kept',
    });
    expect(keptSecrets(user('authNoPriv'), before, {})).toEqual({ authPassphrase: 'old-old-old' });
    expect(keptSecrets(user('noAuthNoPriv'), before, { community: 'x' })).toEqual({});
    expect(keptSecrets(user('authPriv'), {}, {})).toEqual({});
  });
});
