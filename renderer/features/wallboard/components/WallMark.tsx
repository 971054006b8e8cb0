import type { Alarm } from '../../../../shared/contracts/alarms.ts';
import { type MarkLevel, type MarkState, SeverityMark } from '../../../components/SeverityMark/SeverityMark.tsx';
import { markStateOf } from '../../alarms/index.ts';
import styles from './zones.module.css';

/** The severity mark in wall units: 136 in counters and critical rows, 100 in major rows, 88 elsewhere. */
export function WallMark({ level, state, size }: { readonly level: MarkLevel; readonly state: MarkState; readonly size: 136 | 100 | 88 }) {
  return (
    <span className={styles.mark} data-size={size}>
      <SeverityMark level={level} state={state} size={size} />
    </span>
  );
}

/** The mark of an alarm as on every desk; steady while the station is away, because nobody knows whether it still waits. */
export function AlarmMark({ alarm, size, isAway }: { readonly alarm: Alarm; readonly size: 136 | 100 | 88; readonly isAway: boolean }) {
  const state = markStateOf(alarm);
  return <WallMark level={alarm.severity} state={isAway && state === 'unacknowledged' ? 'acknowledged' : state} size={size} />;
}
