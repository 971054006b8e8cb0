import { useTranslation } from 'react-i18next';
import type { Instant } from '../../shared/domain/id.ts';
import { useNow } from './clock.ts';
import { useIsLost, useLink } from './liveClient.ts';

/** Puts words about the present into the time before the cut while the station is away, which a wall also is by other signs. */
export function useBefore(isAway?: boolean): (text: string) => string {
  const { t } = useTranslation('common');
  const isLost = useIsLost();
  return (text) => ((isAway ?? isLost) ? t('before', { text }) : text);
}

/** Up to when something is known of the station: now, or its last message while it is away. */
export function useKnownNow(): Instant {
  const now = useNow();
  const { quality, lastAt } = useLink();
  return quality === 'lost' ? (lastAt ?? now) : now;
}
