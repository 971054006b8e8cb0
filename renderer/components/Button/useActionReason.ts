import { useTranslation } from 'react-i18next';
import type { Permission } from '../../../shared/domain/access/permissions.ts';
import { useLink } from '../../lib/liveClient.ts';
import { useHindrance } from '../../lib/session.ts';
import { useReason } from './Button.tsx';

/** Why an action is not possible now: the station is away, the permission is missing, the seat is locked. Null when it is. */
export function useActionReason(permission: Permission): string | null {
  const { t } = useTranslation('common');
  const hindered = useReason(useHindrance(permission));
  return useLink().quality === 'lost' ? t('hindrance.offline') : hindered;
}
