import type { ReactNode } from 'react';
import { DeniedState } from '../../../components/StateBlock/StateBlock.tsx';
import { useCan } from '../../../lib/session.ts';

/** The form, or why this person has none. */
export function FormGuard({ children }: { readonly children: ReactNode }) {
  return useCan('resource.edit') ? children : <DeniedState permission="resource.edit" />;
}
