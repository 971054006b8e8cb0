import { expect, it } from 'vitest';
import type { Token } from '../../../../shared/contracts/tokens.ts';
import { MAX_TOKEN_DAYS, type TokenState } from '../../../../shared/domain/access/tokens.ts';
import { at, id } from '../../../testing/builders.ts';
import { LIVES, rowsOf } from './tokenModel.ts';

const token = (name: string, state: TokenState): Token => ({
  id: id(1),
  name,
  scopes: ['alarm.read'],
  inForce: ['alarm.read'],
  state,
  createdBy: id(2),
  createdByName: '王磊',
  createdAt: at(),
  expiresAt: at(1e9),
  lastUsedAt: null,
  lastUsedFrom: null,
  revokedAt: null,
  revokedByName: null,
});
const all = [token('ITSM', 'active'), token('看板', 'suspended'), token('旧 ITSM', 'expired'), token('旧看板', 'revoked')];
const names = (search: Parameters<typeof rowsOf>[1]) => rowsOf(all, search).map(({ name }) => name);

it('lists tokens that work or will again, and asked for it those that are over', () => {
  expect(names({})).toEqual(['ITSM', '看板']);
  expect(names({ over: true })).toEqual(['ITSM', '看板', '旧 ITSM', '旧看板']);
  expect(names({ over: true, q: 'itsm 王' })).toEqual(['ITSM', '旧 ITSM']);
});

it('offers no life longer than a token may have', () => {
  expect(Math.max(...LIVES)).toBe(MAX_TOKEN_DAYS);
});
