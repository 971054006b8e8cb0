import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alarm } from '../../../../shared/contracts/alarms.ts';
import { SeriesChart } from '../../../components/Chart/index.ts';
import { DrawerSection } from '../../../components/Drawer/Drawer.tsx';
import { useNow } from '../../../lib/clock.ts';
import { formatLevel } from '../../../lib/format.ts';
import { useCan } from '../../../lib/session.ts';
import { picturedBy, windowAround } from '../explain.ts';
import { useDesk } from '../store.ts';
import { metricName } from '../text.ts';

const MINUTE_MS = 60_000;

/** The series behind the alarm, half an hour on both sides of its beginning, with its limit. */
export function AlarmChart({ alarm }: { readonly alarm: Alarm }) {
  const { t } = useTranslation('alarms');
  const mayRead = useCan('metric.read');
  const now = Math.ceil(useNow() / MINUTE_MS) * MINUTE_MS;
  const pictured = picturedBy(alarm);
  const place = useRef<HTMLDivElement>(null);
  const request = useDesk((state) => state.chartRequest);
  useEffect(() => {
    if (request > 0) place.current?.scrollIntoView({ block: 'start' });
  }, [request]);
  if (pictured === null || !mayRead) return null;
  const { threshold } = alarm;
  const limitText = ({ metric, level }: NonNullable<Alarm['threshold']>): string => t('chart.limit', { level: formatLevel(metric, level) });
  const note =
    threshold === null
      ? undefined
      : t('chart.since', {
          observed: formatLevel(threshold.metric, threshold.observed),
          direction: t(`direction.${threshold.direction}`),
          level: formatLevel(threshold.metric, threshold.level),
        });
  return (
    <div ref={place}>
      <DrawerSection title={t('chart.title', { metric: metricName(pictured.metric) })} note={note}>
        <SeriesChart
          resourceId={alarm.resourceId}
          metric={pictured.metric}
          component={pictured.component}
          {...windowAround(alarm.activeAt, now)}
          markers={[{ at: alarm.activeAt, severity: alarm.severity }]}
          {...(threshold === null ? {} : { thresholds: [{ level: threshold.level, label: limitText(threshold) }] })}
          height={132}
        />
      </DrawerSection>
    </div>
  );
}
