import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { Alarm } from '../../../shared/contracts/alarms.ts';
import { isWaiting } from '../../../shared/domain/alarm/counts.ts';
import { i18n } from '../../i18n/index.ts';
import { desktop } from '../../lib/platform.ts';
import { resourceText } from '../../lib/resourceText.ts';
import { useAlarmCounts, useAlarms } from './queries.ts';
import { alarmTitle } from './text.ts';

/** Critical alarms nobody has acknowledged that were not there before; the first look at a list announces nothing. */
export function freshCriticals(alarms: readonly Alarm[], known: ReadonlySet<string> | null): readonly Alarm[] {
  if (known === null) return [];
  return alarms.filter((alarm) => alarm.severity === 'critical' && isWaiting(alarm) && !known.has(alarm.id));
}

/** Tells the desktop shell the counts for its tray, and each new critical alarm for a notification. Nothing in a browser. */
export function useDesktopNotices(): void {
  const { data: alarms } = useAlarms();
  const { data: counts } = useAlarmCounts();
  const navigate = useNavigate();
  const known = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    if (counts === undefined) return;
    const { critical, major, minor, warning, unacknowledged } = counts;
    void desktop()?.setCounts({ critical, major, minor, warning, unacknowledged });
  }, [counts]);
  useEffect(() => {
    if (alarms === undefined) return;
    for (const alarm of freshCriticals(alarms.items, known.current))
      void desktop()?.notify({
        id: alarm.id,
        title: i18n.t('notice.title', { ns: 'alarms', object: resourceText(alarm.resourceName, alarm.isSimulated) }).slice(0, 200),
        body: alarmTitle(alarm).slice(0, 500),
      });
    known.current = new Set(alarms.items.filter(isWaiting).map((alarm) => alarm.id));
  }, [alarms]);
  useEffect(() => desktop()?.onNotificationClick((id) => void navigate({ to: '/alarms', search: { alarm: id } })), [navigate]);
}
