import { useTranslation } from 'react-i18next';
import type { Resource } from '../../../shared/contracts/resources.ts';
import type { ToolRun } from '../../../shared/contracts/tools.ts';
import { Age } from '../../components/Age/Age.tsx';
import { Button } from '../../components/Button/Button.tsx';
import { Panel } from '../../components/Panel/Panel.tsx';
import { StateBlock } from '../../components/StateBlock/StateBlock.tsx';
import { wireText } from '../../i18n/index.ts';
import { useNow } from '../../lib/clock.ts';
import { toCsv } from '../../lib/csv.ts';
import { faultText } from '../../lib/faultText.ts';
import { formatDateTime, formatNumber, formatWhen } from '../../lib/format.ts';
import { saveText } from '../../lib/platform.ts';
import { secondsOf, tableOf } from './model.ts';
import { useJobText } from './RunsPanel.tsx';
import { PingResult } from './results/PingResult.tsx';
import { PortResult } from './results/PortResult.tsx';
import { SnmpResult } from './results/SnmpResult.tsx';
import { TraceResult } from './results/TraceResult.tsx';
import styles from './tools.module.css';

interface Props {
  readonly run: ToolRun;
  /** Why nothing can be begun; null where it can. */
  readonly reason: string | null;
  resourceAt(address: string): Resource | undefined;
  onMore(after: string): void;
}

/** A result is that of a moment: after so long it says nothing of now. */
const FRESH_MS = 60_000;

/** Why a run failed, in words. */
const problemText = (problem: string): string => wireText('tools', `problem.${problem}`) ?? faultText(problem);

/** What came of a run, while it goes on and afterwards. */
export function ResultPanel({ run, reason, resourceAt, onMore }: Props) {
  const { t } = useTranslation('tools');
  const now = useNow();
  const { result } = run;
  const isRunning = run.state === 'running';
  const jobText = useJobText(run);
  const save = () => {
    if (!result) return;
    const { heads, rows } = tableOf(result);
    const file = t('result.file', { tool: t(`tool.${run.job.tool}`), name: run.resourceName, at: formatDateTime(run.startedAt) });
    void saveText(
      `${file.replaceAll(/[/\\:]/g, '-')}.csv`,
      toCsv(
        heads.map((head) => t(head)),
        rows,
      ),
    );
  };
  return (
    <Panel
      title={jobText}
      meta={`${t('result.by', { name: run.byName, at: formatWhen(run.startedAt, now) })} · ${t('address', { address: result?.address ?? run.address })}`}
      age={!isRunning && <Age at={run.endedAt} intervalMs={FRESH_MS} label={t('result.age')} />}
      actions={result && !isRunning && <Button onClick={save}>{t('export.csv')}</Button>}
      footer={
        <span role="status">
          {isRunning
            ? t('running', { seconds: Math.floor(secondsOf(run, now)) })
            : `${t(`state.${run.state}`)} · ${t('result.took', { seconds: formatNumber(secondsOf(run, now), 1) })}`}
        </span>
      }
    >
      <div className={styles.filled}>
        {run.problem !== null && <p role="alert">{t('problem', { problem: problemText(run.problem) })}</p>}
        {result === null && isRunning && <p className={styles.note}>{t('result.waiting')}</p>}
        {result === null && run.rows > 0 && (
          <StateBlock icon="clock" title={t('result.gone.title')}>
            <p>{t('result.gone.text', { count: run.rows })}</p>
          </StateBlock>
        )}
        {result?.tool === 'ping' && <PingResult result={result} />}
        {result?.tool === 'trace' && <TraceResult result={result} isRunning={isRunning} resourceAt={resourceAt} />}
        {result?.tool === 'port' && <PortResult result={result} />}
        {result?.tool === 'snmp' && (
          <SnmpResult result={result} isRunning={isRunning} isPartly={!isRunning && run.state !== 'done'} reason={reason} onMore={onMore} />
        )}
      </div>
    </Panel>
  );
}
