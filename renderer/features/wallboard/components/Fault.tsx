import type { Alarm } from '../../../../shared/contracts/alarms.ts';
import { alarmBrief } from '../../alarms/index.ts';
import styles from './zones.module.css';

/** What is wrong, whole; the part of the object behind it gives way first. */
export function Fault({ alarm }: { readonly alarm: Alarm }) {
  const { fault, part } = alarmBrief(alarm);
  return (
    <>
      <span className={styles.fault}>{fault}</span>
      {part !== '' && <span className={styles.part}>{part}</span>}
    </>
  );
}
