import { describe, expect, it } from 'vitest';
import type { Credential } from '../../../shared/contracts/credentials.ts';
import { at, id } from '../../testing/builders.ts';
import { draftOf, issuesOf, issuesOfProblem, NEW_DRAFT, rowsOf, secretsOf, settingsOf } from './model.ts';

const stored: Credential = {
  id: id(1),
  name: '核心 v3',
  settings: { kind: 'snmpUser', userName: 'watch', level: 'authNoPriv', authProtocol: 'SHA', privProtocol: 'DES', context: '' },
  usedBy: 0,
  isForRemoteWrite: false,
  createdAt: at(),
  updatedAt: at(),
  version: 3,
};
const full = {
  ...NEW_DRAFT,
  name: 'n',
  userName: 'u',
  secrets: { community: 'c', authPassphrase: 'a-passphrase', privPassphrase: 'p-passphrase', password: 'w', token: 't' },
};

describe('R-8.2.5-a4-5 a set of credentials while it is filled in', () => {
  it('sends what its kind and level need, and nothing that was typed for another', () => {
    expect(secretsOf(full)).toEqual({ authPassphrase: 'a-passphrase', privPassphrase: 'p-passphrase' });
    expect(secretsOf({ ...full, level: 'authNoPriv' })).toEqual({ authPassphrase: 'a-passphrase' });
    expect(secretsOf({ ...full, level: 'noAuthNoPriv' })).toEqual({});
    expect(secretsOf({ ...full, kind: 'snmpCommunity' })).toEqual({ community: 'c' });
    expect(settingsOf({ ...full, kind: 'snmpCommunity', version: '1' })).toEqual({ kind: 'snmpCommunity', version: '1' });
  });

  it('of HTTP says where its secret may go, in one form', () => {
    const http = { ...full, kind: 'httpBasic' as const, origin: ' HTTPS://Metrics.gov.local:443/api ' };
    expect(settingsOf(http)).toEqual({ kind: 'httpBasic', origin: 'https://metrics.gov.local', userName: 'u' });
    expect(secretsOf(http)).toEqual({ password: 'w' });
    expect(issuesOf(http, null)).toEqual({});
    expect(issuesOf({ ...http, origin: 'metrics', userName: 'a:b' }, null)).toEqual({ origin: 'origin', userName: 'colon' });
    expect(secretsOf({ ...http, kind: 'httpBearer' })).toEqual({ token: 't' });
    expect(settingsOf({ ...http, kind: 'httpBearer' })).toEqual({ kind: 'httpBearer', origin: 'https://metrics.gov.local' });
  });

  it('of HTTP wants its secret anew for another address, and a token that can be sent', () => {
    const kept: Credential = { ...stored, settings: { kind: 'httpBearer', origin: 'https://a' } };
    expect(issuesOf(draftOf(kept), kept)).toEqual({});
    expect(issuesOf({ ...draftOf(kept), origin: 'https://b' }, kept)).toEqual({ token: 'missing' });
    expect(issuesOf({ ...full, kind: 'httpBearer', origin: 'https://a', secrets: { ...full.secrets, token: '令 牌' } }, null)).toEqual({
      token: 'invalid_format',
    });
  });

  it('wants every secret of a new one, of a stored one only what it cannot have yet', () => {
    expect(issuesOf(NEW_DRAFT, null)).toEqual({
      name: 'missing',
      userName: 'missing',
      authPassphrase: 'missing',
      privPassphrase: 'missing',
    });
    expect(issuesOf(full, null)).toEqual({});
    const draft = draftOf(stored);
    expect(issuesOf(draft, stored)).toEqual({});
    expect(secretsOf(draft)).toEqual({});
    expect(issuesOf({ ...draft, level: 'authPriv' }, stored)).toEqual({ privPassphrase: 'missing' });
    expect(issuesOf({ ...draft, secrets: { ...draft.secrets, authPassphrase: 'short' } }, stored)).toEqual({ authPassphrase: 'too_small' });
  });

  it('puts what the station refused at its field', () => {
    const problem = {
      type: 'about:blank',
      title: 'x',
      status: 400,
      code: 'request.invalid' as const,
      instance: id(2),
      fields: [
        { path: 'body.secrets.privPassphrase', message: 'missing' },
        { path: 'body.name', message: 'duplicate' },
      ],
    };
    expect(issuesOfProblem(problem)).toEqual({ privPassphrase: 'missing', name: 'duplicate' });
    expect(issuesOfProblem(null)).toEqual({});
  });

  it('is found by its name and user', () => {
    expect(rowsOf([stored], 'v3 WATCH')).toEqual([stored]);
    expect(rowsOf([stored], 'public')).toEqual([]);
  });
});
