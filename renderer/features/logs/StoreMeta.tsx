import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { collectionQuery } from '../../lib/collection.ts';
import { formatCount, formatDate, formatNumber } from '../../lib/format.ts';
import { useIsLost } from '../../lib/liveClient.ts';
import { useCan } from '../../lib/session.ts';

/** How far back the logs reach, how much comes in, and whether anything is lost. */
export function StoreMeta() {
  const { t } = useTranslation('logs');
  const mayRead = useCan('health.read');
  const isLost = useIsLost();
  const { data } = useQuery({ ...collectionQuery, enabled: mayRead });
  if (!data) return null;
  const { logs, reception, isReceiving, retentionDays } = data;
  const lost = (reception?.shed ?? 0) + (reception?.waiting.dropped ?? 0) + dropsOf(data);
  return (
    <span className="meta">
      {t('meta.kept', { days: retentionDays })}
      {logs.oldestDay !== null && t('meta.oldest', { date: formatDate(logs.oldestDay) })}
      {' · '}
      {isLost || !isReceiving ? (
        <b>{t('meta.notReceiving')}</b>
      ) : (
        t('meta.rate', { rate: formatNumber(logs.perSecond, logs.perSecond < 10 ? 1 : 0) })
      )}
      {' · '}
      {lost > 0 ? <b>{t('meta.lost', { n: formatCount(lost) })}</b> : t('meta.lost', { n: '0' })}
    </span>
  );
}

const dropsOf = ({
  reception,
}: {
  readonly reception: { readonly doors: readonly { readonly dropped: number | null }[] } | null;
}): number => (reception?.doors ?? []).reduce((sum, { dropped }) => sum + (dropped ?? 0), 0);
