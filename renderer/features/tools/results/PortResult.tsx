import { useTranslation } from 'react-i18next';
import type { ToolResult } from '../../../../shared/contracts/tools.ts';
import { faultText } from '../../../lib/faultText.ts';
import { formatValue } from '../../../lib/format.ts';
import styles from '../tools.module.css';

/** Every port with what came of it. */
export function PortResult({ result: { ports } }: { readonly result: Extract<ToolResult, { tool: 'port' }> }) {
  const { t } = useTranslation('tools');
  const open = ports.filter(({ state }) => state === 'open').length;
  return (
    <div className={styles.inner}>
      <p className={styles.summary}>{t('port.summary', { open, count: ports.length })}</p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('port.column.port')}</th>
            <th scope="col">{t('port.column.state')}</th>
            <th scope="col" className={styles.end}>
              {t('port.column.ms')}
            </th>
            <th scope="col">{t('port.column.detail')}</th>
          </tr>
        </thead>
        <tbody>
          {ports.map(({ port, state, ms, detail }) => (
            <tr key={port}>
              <td className="mono">{port}</td>
              <td>{t(`port.${state ?? 'waiting'}`)}</td>
              <td className={styles.end}>{ms === null ? '' : formatValue(ms, 'ms', 1)}</td>
              <td>{detail === '' ? '' : faultText(detail)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
