import { z } from 'zod';
import type { Permission } from '../../../shared/domain/access/permissions.ts';

/** The parts of the page in their order, each with its address and what it takes to read it. */
export const SECTIONS = [
  { id: 'people', path: '/users/people', permission: 'user.read' },
  { id: 'roles', path: '/users/roles', permission: 'user.read' },
  { id: 'credentials', path: '/users/credentials', permission: 'credential.read' },
  { id: 'tokens', path: '/users/tokens', permission: 'token.read' },
  { id: 'devices', path: '/users/devices', permission: 'device.read' },
] as const satisfies readonly { readonly id: string; readonly path: string; readonly permission: Permission }[];

export type SectionId = (typeof SECTIONS)[number]['id'];

/** Where the page opens: the first part that may be read, or the first of all, which then says why it may not. */
export function firstSection(permissions: readonly Permission[]): (typeof SECTIONS)[number]['path'] {
  return (SECTIONS.find(({ permission }) => permissions.includes(permission)) ?? SECTIONS[0]).path;
}

/** Filter and the open set of credentials in the URL. Stands here, so that the address needs nothing of that part. */
export const CredentialSearch = z.object({
  q: z.string().max(200).optional().catch(undefined),
  set: z.string().max(100).optional().catch(undefined),
});
