import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../lib/clock.ts';
import { useBefore } from '../../lib/old.ts';
import styles from './Chart.module.css';
import { useCursor, useCursorAt } from './cursor.tsx';
import { gapSentence, spanTime } from './describe.ts';

/** The line under the charts of a page: what each shows at the cursor, and which outages are hatched. */
export function CursorBar() {
  const { t } = useTranslation(['chart', 'terms']);
  const cursor = useCursor();
  const at = useCursorAt(cursor);
  const gaps = useSyncExternalStore(cursor.subscribe, cursor.gaps);
  const now = useNow();
  const before = useBefore();
  const sentence = gaps.length === 0 ? before(gapSentence(t, gaps, now)) : gapSentence(t, gaps, now);
  return (
    <div className={styles.cursorBar}>
      {at === null ? (
        <span className="meta">{t('chart:cursor.idle')}</span>
      ) : (
        <>
          <span className="meta">{t('chart:cursor.at', { time: spanTime(at, now) })}</span>
          <span className={styles.readings}>
            {cursor.read(at).map((phrase) => (
              <span key={phrase}>{phrase}</span>
            ))}
          </span>
        </>
      )}
      <span className={styles.gapSentence} title={sentence}>
        {sentence}
      </span>
    </div>
  );
}
