import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AlarmDetail, AlarmEvent } from '../../../../shared/contracts/alarms.ts';
import { DrawerSection } from '../../../components/Drawer/Drawer.tsx';
import { ErrorState, LoadingState } from '../../../components/StateBlock/StateBlock.tsx';
import { toFailure } from '../../../lib/api.ts';
import { stationClock, useNow } from '../../../lib/clock.ts';
import { formatWhen } from '../../../lib/format.ts';
import { eventText } from '../text.ts';
import styles from './Events.module.css';

/** The life of an alarm, newest first. */
export function Events({ query }: { readonly query: UseQueryResult<AlarmDetail> }) {
  const { t } = useTranslation('alarms');
  const { data } = query;
  const events = [...(data?.events ?? [])].sort((a, b) => b.id - a.id);
  const note = data && data.eventsTotal > events.length ? t('events.total', { total: data.eventsTotal, shown: events.length }) : undefined;
  return (
    <DrawerSection title={t('events.title')} note={note}>
      {data === undefined && query.isPending && <LoadingState what={t('events.what')} rows={3} />}
      {data === undefined && query.isError && (
        <ErrorState what={t('events.what')} failure={toFailure(query.error)} at={stationClock.now()} onRetry={() => void query.refetch()} />
      )}
      <ol className={styles.events}>
        {events.map((event) => (
          <EventLine key={event.id} event={event} />
        ))}
      </ol>
    </DrawerSection>
  );
}

function EventLine({ event }: { readonly event: AlarmEvent }) {
  const { t } = useTranslation(['alarms', 'terms']);
  const now = useNow();
  const text = eventText(event);
  return (
    <li>
      <span className="meta">{formatWhen(event.at, now)}</span>
      <span>
        {t(`alarms:event.${event.kind}`, { severity: t(`terms:severity.${event.severity}`) })}
        {event.byName !== null && <b> {event.byName}</b>}
        {text !== '' && <span className={styles.text}>{text}</span>}
      </span>
    </li>
  );
}
