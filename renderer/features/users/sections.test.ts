import { expect, it } from 'vitest';
import { ROLE_PERMISSIONS } from '../../../shared/domain/access/roles.ts';
import { firstSection } from './sections.ts';

it('opens at what the session may read', () => {
  expect(firstSection(ROLE_PERMISSIONS.securityAdministrator)).toBe('/users/people');
  expect(firstSection(ROLE_PERMISSIONS.shiftLeader)).toBe('/users/credentials');
  expect(firstSection(ROLE_PERMISSIONS.operator)).toBe('/users/people');
});
