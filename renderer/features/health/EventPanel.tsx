import { useTranslation } from 'react-i18next';
import { Age } from '../../components/Age/Age.tsx';
import { Panel } from '../../components/Panel/Panel.tsx';
import { SeverityMark } from '../../components/SeverityMark/SeverityMark.tsx';
import { useNow } from '../../lib/clock.ts';
import { formatWhen } from '../../lib/format.ts';
import { HEALTH_EVERY_MS } from '../../lib/health.ts';
import styles from './health.module.css';
import type { SelfEvent } from './model.ts';
import { eventText } from './names.ts';

/** 自身事件: what the station did to itself, newest first. */
export function EventPanel({ events, at }: { readonly events: readonly SelfEvent[]; readonly at: number }) {
  const { t } = useTranslation(['health', 'terms']);
  const now = useNow();
  return (
    <Panel
      title={t('health:events')}
      meta={t('health:events.meta', { count: events.length })}
      age={<Age at={at} intervalMs={HEALTH_EVERY_MS} />}
    >
      {events.length === 0 && <p className="meta">{t('health:events.none')}</p>}
      <ul className={styles.events}>
        {events.map((event, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two events may share instant and key; the list is only ever prepended as a whole
          <li key={`${event.at} ${event.key} ${index}`}>
            <span className="meta">{formatWhen(event.at, now)}</span>
            <span>{event.severity && <SeverityMark level={event.severity} size={16} />}</span>
            <span>{eventText(t, event)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
