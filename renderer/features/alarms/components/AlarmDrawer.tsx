import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Alarm } from '../../../../shared/contracts/alarms.ts';
import { Drawer, DrawerSection } from '../../../components/Drawer/Drawer.tsx';
import { SimulatedTag } from '../../../components/ResourceName/ResourceName.tsx';
import { SeverityMark } from '../../../components/SeverityMark/SeverityMark.tsx';
import { LoadingState, StateBlock } from '../../../components/StateBlock/StateBlock.tsx';
import { Tag } from '../../../components/Tag/Tag.tsx';
import { useNow } from '../../../lib/clock.ts';
import { faultText } from '../../../lib/faultText.ts';
import { formatAge, formatDateTime, formatWhen } from '../../../lib/format.ts';
import { useIsLost } from '../../../lib/liveClient.ts';
import { resourceText } from '../../../lib/resourceText.ts';
import { consequencesIn, markStateOf } from '../model.ts';
import { alarmDetailQuery } from '../queries.ts';
import { useDesk } from '../store.ts';
import { alarmTitle, causeText, clearReasonText } from '../text.ts';
import type { DeskActions } from '../useDeskActions.ts';
import { ActionBar } from './ActionBar.tsx';
import { ActionBox } from './ActionBox.tsx';
import { AlarmChart } from './AlarmChart.tsx';
import styles from './AlarmDrawer.module.css';
import { Events } from './Events.tsx';
import { Why } from './Why.tsx';

export interface AlarmDrawerProps {
  readonly id: string | null;
  /** The row of the list; null when the alarm is not in it. */
  readonly row: Alarm | null;
  /** The current list, for what follows from the alarm. */
  readonly all: readonly Alarm[];
  readonly actions: DeskActions;
  readonly onClose: () => void;
}

/** Everything about one alarm: facts, why it is here, its figure, its life; and what can be done about it. */
export function AlarmDrawer({ id, row, all, actions, onClose }: AlarmDrawerProps) {
  const { t } = useTranslation('alarms');
  const box = useDesk((state) => state.box);
  const detail = useQuery({
    ...alarmDetailQuery(id ?? '', row?.version ?? 0),
    enabled: id !== null,
    placeholderData: (old, query) => (query?.queryKey[2] === id ? keepPreviousData(old) : undefined),
  });
  const alarm = row ?? detail.data?.alarm ?? null;
  const isGone = id !== null && row === null && detail.isError;
  const footer =
    box !== null ? (
      <ActionBox key={box.kind} box={box} alarm={alarm} isBusy={actions.isBusy} onSubmit={actions.submit} />
    ) : alarm ? (
      <ActionBar alarm={alarm} actions={actions} />
    ) : undefined;
  return (
    <Drawer label={t('drawer.label')} onClose={onClose} head={alarm && <Head alarm={alarm} />} footer={footer}>
      {alarm && (
        <>
          <Facts alarm={alarm} consequences={consequencesIn(all, alarm).length} />
          <Why alarm={alarm} />
          <AlarmChart alarm={alarm} />
          <Events query={detail} />
        </>
      )}
      {id !== null && alarm === null && !isGone && <LoadingState what={t('drawer.label')} />}
      {alarm === null && isGone && <StateBlock icon="page" title={t('drawer.missing')} />}
    </Drawer>
  );
}

function Head({ alarm }: { readonly alarm: Alarm }) {
  const { t } = useTranslation(['alarms', 'terms']);
  const now = useNow();
  const isLost = useIsLost();
  const seen = alarm.acknowledged;
  const parts = [
    alarm.number,
    t('alarms:drawer.first', { at: formatWhen(alarm.firstAt, now) }),
    seen === null
      ? t('alarms:drawer.waiting', { age: formatAge(now - alarm.activeAt) })
      : t('alarms:drawer.acknowledged', { name: seen.byName, at: formatWhen(seen.at, now) }),
    alarm.dataAt === null ? t('alarms:drawer.noData') : t('alarms:drawer.data', { age: formatAge(now - alarm.dataAt) }),
  ];
  return (
    <>
      <div className={styles.headline} data-lost={isLost || undefined}>
        <SeverityMark level={alarm.severity} state={markStateOf(alarm)} size={28} />
        <h2 className={styles.name}>
          {alarm.resourceName} {alarmTitle(alarm)}
        </h2>
        {alarm.isSimulated && <SimulatedTag />}
        {alarm.cleared !== null && <Tag>{t('alarms:tag.cleared')}</Tag>}
        {alarm.isFlapping && <Tag>{t('alarms:tag.flapping')}</Tag>}
        {alarm.cause !== null && <Tag look="dashed">{t('alarms:tag.suppressed')}</Tag>}
      </div>
      <p className={`meta ${styles.parts}`}>
        {parts.map((part) => (
          <span key={part}>{part}</span>
        ))}
      </p>
    </>
  );
}

function clearedText(t: ReturnType<typeof useTranslation<['alarms', 'terms']>>['t'], cleared: NonNullable<Alarm['cleared']>): string {
  const at = formatDateTime(cleared.at);
  if (cleared.kind === 'manual') return t('alarms:drawer.cleared.manual', { at, reason: cleared.reason ?? '' });
  if (cleared.kind === 'automatic' && cleared.reason !== null)
    return t('alarms:drawer.cleared.because', { at, reason: clearReasonText(cleared.reason) });
  return t(`alarms:drawer.cleared.${cleared.kind}`, { at });
}

function sinceText(t: ReturnType<typeof useTranslation<['alarms', 'terms']>>['t'], cause: NonNullable<Alarm['cause']>): string {
  return t('alarms:drawer.because.since', { because: causeText(cause), at: formatDateTime(cause.at) });
}

function Facts({ alarm, consequences }: { readonly alarm: Alarm; readonly consequences: number }) {
  const { t } = useTranslation(['alarms', 'terms']);
  const now = useNow();
  const facts: readonly (readonly [string, string, ('wide' | 'mono')?])[] = [
    [t('alarms:drawer.resource'), resourceText(alarm.resourceName, alarm.isSimulated)],
    [t('alarms:drawer.importance'), t('alarms:drawer.importance.value', { importance: t(`terms:importance.${alarm.importance}`) })],
    [t('alarms:drawer.location'), alarm.location],
    [t('alarms:drawer.address'), alarm.address, 'mono'],
    [t('alarms:drawer.domain'), alarm.domain],
    [t('alarms:drawer.class'), t(`terms:class.${alarm.resourceClass}`)],
    [t('alarms:drawer.type'), t(`terms:eventType.${alarm.eventType}`)],
    [t('alarms:drawer.cause'), t(`terms:cause.${alarm.probableCause}`)],
    [t('alarms:drawer.count'), t('alarms:drawer.count.value', { count: alarm.count, at: formatWhen(alarm.lastAt, now) })],
    [t('alarms:drawer.trend'), t(`alarms:drawer.trend.${alarm.trend}`)],
    [t('alarms:drawer.because'), alarm.cause === null ? '' : sinceText(t, alarm.cause), 'wide'],
    [t('alarms:drawer.consequences'), consequences === 0 ? '' : t('alarms:drawer.consequences.count', { count: consequences }), 'wide'],
    [t('alarms:drawer.component'), alarm.component, 'wide'],
    [t('alarms:drawer.text'), faultText(alarm.additionalText), 'wide'],
    [t('alarms:drawer.cleared'), alarm.cleared === null ? '' : clearedText(t, alarm.cleared), 'wide'],
    [t('alarms:drawer.comment'), alarm.acknowledged?.comment ?? '', 'wide'],
  ];
  return (
    <DrawerSection>
      <dl className={styles.facts}>
        {facts
          .filter(([, value]) => value !== '')
          .map(([name, value, look]) => (
            <div key={name} data-wide={look === 'wide' || undefined}>
              <dt>{name}</dt>
              <dd className={look === 'mono' ? 'mono' : undefined}>{value}</dd>
            </div>
          ))}
      </dl>
    </DrawerSection>
  );
}
