import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alarm } from '../../../../shared/contracts/alarms.ts';
import { SeriesChart } from '../../../components/Chart/index.ts';
import { DrawerSection } from '../../../components/Drawer/Drawer.tsx';
import { formatLevel } from '../../../lib/format.ts';
import { useIsLost } from '../../../lib/liveClient.ts';
import { useKnownNow } from '../../../lib/old.ts';
import { useCan } from '../../../lib/session.ts';
import { picturedBy, windowAround } from '../explain.ts';
import { monitoredSinceQuery } from '../queries.ts';
import { useDesk } from '../store.ts';
import { metricName } from '../text.ts';

const MINUTE_MS = 60_000;

/** The series behind the alarm, half an hour on both sides of its beginning, with its limit and the value that crossed it. */
export function AlarmChart({ alarm }: { readonly alarm: Alarm }) {
  const { t } = useTranslation('alarms');
  const mayRead = useCan('metric.read');
  const isLost = useIsLost();
  const now = Math.ceil(useKnownNow() / MINUTE_MS) * MINUTE_MS;
  const pictured = picturedBy(alarm);
  const place = useRef<HTMLDivElement>(null);
  const request = useDesk((state) => state.chartRequest);
  useEffect(() => {
    if (request > 0) place.current?.scrollIntoView({ block: 'start' });
  }, [request]);
  const { data: monitoredSince = null } = useQuery({
    ...monitoredSinceQuery(alarm.resourceId),
    enabled: useCan('resource.read') && pictured !== null,
  });
  const { threshold, activeAt, severity } = alarm;
  const drawn = useMemo(
    () => ({
      markers: [{ at: activeAt, severity }],
      ...(threshold !== null && {
        points: [{ at: activeAt, value: threshold.observed }],
        thresholds: [{ level: threshold.level, label: t('chart.limit', { level: formatLevel(threshold.metric, threshold.level) }) }],
      }),
    }),
    [activeAt, severity, threshold, t],
  );
  if (pictured === null || !mayRead) return null;
  const { isWhole, ...window } = windowAround(activeAt, now);
  const note =
    threshold === null
      ? undefined
      : t('chart.since', {
          observed: formatLevel(threshold.metric, threshold.observed),
          direction: t(`direction.${threshold.direction}`),
          level: formatLevel(threshold.metric, threshold.level),
        });
  return (
    <div ref={place} data-lost={isLost || undefined}>
      <DrawerSection title={t(isWhole ? 'chart.title' : 'chart.title.growing', { metric: metricName(pictured.metric) })} note={note}>
        <SeriesChart
          resourceId={alarm.resourceId}
          metric={pictured.metric}
          component={pictured.component}
          {...window}
          asOf={isWhole ? null : alarm.dataAt}
          monitoredSince={monitoredSince}
          {...drawn}
          height={132}
        />
      </DrawerSection>
    </div>
  );
}
