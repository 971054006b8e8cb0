import type { TFunction } from 'i18next';
import { valuesOf } from '../../../shared/contracts/problems.ts';
import type { Failure } from '../../lib/api.ts';

type T = TFunction<['users', 'terms']>;

/** Why a change was refused, in a sentence with the next step where there is one; null where nothing failed. */
export function failureText(t: T, failure: Failure | null): string | null {
  if (failure === null) return null;
  if (failure.code === 'user.changed') return t('users:failed.changed');
  const last = valuesOf(failure.problem, 'user.last');
  if (last) return t('users:failed.last', { role: t(`terms:role.${last.role}`) });
  const conflict = valuesOf(failure.problem, 'user.conflict');
  if (conflict) return t(`users:conflict.${conflict.reason}`);
  return t('users:failed', { problem: t(`terms:problem.${failure.code}`) });
}
