import type { Alarm } from '../../../../shared/contracts/alarms.ts';
import { alarmBrief } from '../../alarms/index.ts';
import styles from './zones.module.css';

/** What is wrong, then the part of the object: where room is short an ellipsis stands for the end of it. */
export function Fault({ alarm }: { readonly alarm: Alarm }) {
  const { fault, part } = alarmBrief(alarm);
  return <span className={styles.fault}>{`${fault}${part}`}</span>;
}
