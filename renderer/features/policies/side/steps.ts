import type { Policy } from '../../../../shared/contracts/policies.ts';

/** A step that waits to be confirmed, of the version it was asked for. `undo` goes one version back, `back` to one of the history. */
export type Step = { readonly of: number } & (
  | { readonly kind: 'apply' | 'withdraw' }
  | { readonly kind: 'undo' | 'back'; readonly to: number }
);

/** Why a step that waits cannot be taken any more: the policy is another one than when it was asked for. */
export function hindranceOf({ of }: Step, { version }: Pick<Policy, 'version'>, isDirty: boolean): 'unsaved' | 'newer' | null {
  if (isDirty) return 'unsaved';
  return version === of ? null : 'newer';
}
