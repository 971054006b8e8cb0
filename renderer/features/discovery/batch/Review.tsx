import type { Discovery } from '../../../../shared/contracts/discovery.ts';
import styles from './batch.module.css';
import { ReviewRows } from './ReviewRows.tsx';
import { RunningState } from './RunningState.tsx';

/** Right of the panels: how the asking goes while it goes, then the rows. */
export function Review({ run }: { readonly run: Discovery }) {
  return <div className={styles.review}>{run.endedAt === null ? <RunningState run={run} /> : <ReviewRows run={run} />}</div>;
}
