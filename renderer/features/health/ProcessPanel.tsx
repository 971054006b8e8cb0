import { useTranslation } from 'react-i18next';
import { Age } from '../../components/Age/Age.tsx';
import { Panel } from '../../components/Panel/Panel.tsx';
import { SeverityMark } from '../../components/SeverityMark/SeverityMark.tsx';
import { formatAge, formatBytes, formatNumber } from '../../lib/format.ts';
import { HEALTH_EVERY_MS } from '../../lib/health.ts';
import { useBefore, useKnownNow } from '../../lib/old.ts';
import { Curve } from './Curve.tsx';
import styles from './health.module.css';
import { type ProcessHealth, processMark } from './model.ts';
import { problemText, processName } from './names.ts';

/** 进程: every process of the station, its state in words, restarts marked. */
export function ProcessPanel({ processes }: { readonly processes: readonly ProcessHealth[] }) {
  const { t } = useTranslation(['health', 'common']);
  const now = useKnownNow();
  const before = useBefore();
  const running = processes.filter((one) => one.state === 'running').length;
  return (
    <Panel title={t('health:processes')} meta={before(t('health:processes.meta', { running, total: processes.length }))} padded={false}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('health:column.process')}</th>
            <th scope="col" className={styles.state}>
              {t('health:column.state')}
            </th>
            <th scope="col" className={styles.brief}>
              {t('health:column.uptime')}
            </th>
            <th scope="col" className={styles.curved}>
              {t('health:column.cpu')}
            </th>
            <th scope="col" className={styles.curved}>
              {t('health:column.memory')}
            </th>
            <th scope="col" className={styles.age}>
              {t('health:column.age')}
            </th>
          </tr>
        </thead>
        <tbody>
          {processes.map((one) => (
            <tr key={one.name}>
              <td className="ellipsis">{processName(one.name)}</td>
              <td className="ellipsis">
                <State process={one} now={now} />
              </td>
              <td className={styles.brief}>{one.startedAt === null ? '' : formatAge(now - one.startedAt)}</td>
              <td className={styles.curved}>
                <Curve code="processCpu" part={one.name} /> {one.cpu === null ? '' : `${formatNumber(one.cpu, 1)} %`}
              </td>
              <td className={styles.curved}>
                <Curve code="processMemory" part={one.name} /> {one.memory === null ? '' : formatBytes(one.memory)}
              </td>
              <td className={styles.age}>
                <Age at={one.at} intervalMs={HEALTH_EVERY_MS} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function State({ process, now }: { readonly process: ProcessHealth; readonly now: number }) {
  const { t } = useTranslation('health');
  const mark = processMark(process, now);
  const state = t(`state.${process.state}`);
  const restarts = process.restarts === 0 ? '' : t('state.restarts', { times: process.restarts });
  const words = process.state === 'running' && restarts !== '' ? restarts : [state, restarts].filter(Boolean).join(' ');
  const title = process.lastExit === null ? words : t('state.lastExit', { state, restarts, exit: problemText(process.lastExit).what });
  return (
    <span className={styles.marked} title={title}>
      {mark && <SeverityMark level={mark} size={16} />}
      <span className="ellipsis">{words}</span>
    </span>
  );
}
