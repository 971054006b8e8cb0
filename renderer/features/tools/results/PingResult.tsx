import { useTranslation } from 'react-i18next';
import type { ToolResult } from '../../../../shared/contracts/tools.ts';
import { echoStatistics } from '../../../../shared/domain/tool/ping.ts';
import { formatValue } from '../../../lib/format.ts';
import styles from '../tools.module.css';

/** Statistics, and every echo as a bar: hatched where no reply came. */
export function PingResult({ result }: { readonly result: Extract<ToolResult, { tool: 'ping' }> }) {
  const { t } = useTranslation('tools');
  const { sent, received, lossPercent, leastMs, meanMs, mostMs, deviationMs } = echoStatistics(result.rtts);
  const ms = (value: number | null): string => (value === null ? '' : formatValue(value, 'ms', 2));
  const echoes = result.rtts.map((rtt, index) => ({ number: index + 1, rtt }));
  const top = Math.max(mostMs ?? 0, 0.001);
  return (
    <div className={styles.inner}>
      <p className={styles.summary}>{t('ping.summary', { sent, received, loss: formatValue(lossPercent, '%', 0) })}</p>
      <p className={styles.note}>
        {received === 0
          ? t('ping.none')
          : t('ping.times', { least: ms(leastMs), mean: ms(meanMs), most: ms(mostMs), deviation: ms(deviationMs) })}
      </p>
      {result.icmpError !== null && <p role="alert">{t('ping.error', { error: result.icmpError })}</p>}
      <div className={styles.strip} aria-hidden="true">
        {echoes.map(({ number, rtt }) => (
          <span
            key={number}
            data-lost={rtt === null || undefined}
            style={rtt === null ? undefined : { height: `${Math.max(4, (rtt / top) * 100)}%` }}
          />
        ))}
      </div>
      <table className={styles.table} style={{ width: 'min(360px, 100%)' }}>
        <thead>
          <tr>
            <th scope="col">{t('ping.column.index')}</th>
            <th scope="col" className={styles.end}>
              {t('ping.column.rtt')}
            </th>
          </tr>
        </thead>
        <tbody>
          {echoes.map(({ number, rtt }) => (
            <tr key={number}>
              <td>{number}</td>
              <td className={styles.end}>{rtt === null ? t('ping.lost') : ms(rtt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
