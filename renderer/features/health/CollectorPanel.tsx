import { useTranslation } from 'react-i18next';
import { Age } from '../../components/Age/Age.tsx';
import { Panel } from '../../components/Panel/Panel.tsx';
import { SeverityMark } from '../../components/SeverityMark/SeverityMark.tsx';
import { wireText } from '../../i18n/index.ts';
import { formatCount, formatNumber } from '../../lib/format.ts';
import { useBefore } from '../../lib/old.ts';
import { Curve } from './Curve.tsx';
import styles from './health.module.css';
import type { CollectorHealth } from './model.ts';
import { problemText } from './names.ts';

/** The slowest cycle of importance 一般: a collector that was silent longer has nothing to do or hangs. */
const EVERY_MS = 180_000;

/** 采集器: one row a protocol; what is missing on this machine, and the next step, under its row. */
export function CollectorPanel({ collectors, at }: { readonly collectors: readonly CollectorHealth[]; readonly at: number }) {
  const { t } = useTranslation(['health', 'terms']);
  const before = useBefore();
  const targets = collectors.reduce((sum, one) => sum + one.targets, 0);
  return (
    <Panel
      title={t('health:collectors')}
      meta={before(t('health:collectors.meta', { kinds: collectors.length, targets: formatCount(targets) }))}
      age={<Age at={at} intervalMs={EVERY_MS} />}
      padded={false}
    >
      {collectors.length === 0 && <p className={styles.note}>{t('health:collectors.none')}</p>}
      <table className={styles.table}>
        {collectors.length > 0 && (
          <thead>
            <tr>
              <th scope="col">{t('health:column.collector')}</th>
              <th scope="col" className={styles.number}>
                {t('health:column.targets')}
              </th>
              <th scope="col" className={styles.wide}>
                {t('health:column.cycle')}
              </th>
              <th scope="col" className={styles.curved}>
                {t('health:column.late')}
              </th>
              <th scope="col" className={styles.curved}>
                {t('health:column.unanswered')}
              </th>
              <th scope="col" className={styles.age}>
                {t('health:column.age')}
              </th>
            </tr>
          </thead>
        )}
        <tbody>
          {collectors.map((one) => (
            <Row key={one.protocol} collector={one} />
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Row({ collector }: { readonly collector: CollectorHealth }) {
  const { protocol, problem, cycleP95Ms, lateCycles } = collector;
  const missing = problem === null ? null : problemText(problem);
  return (
    <>
      <tr>
        <td>
          <span className={styles.marked}>
            {missing && <SeverityMark level="major" size={16} />}
            {wireText('terms', `protocol.${protocol}`) ?? protocol}
          </span>
        </td>
        <td className={styles.number}>{formatCount(collector.targets)}</td>
        <td className={styles.wide}>
          <Curve code="collectorCycleP95" part={protocol} />{' '}
          {cycleP95Ms === null ? '' : `${formatNumber(cycleP95Ms, cycleP95Ms < 100 ? 1 : 0)} ms`}
        </td>
        <td className={styles.curved}>
          <span className={styles.marked} data-align="end">
            <Curve code="collectorLate" part={protocol} />
            {lateCycles > 0 && <SeverityMark level="minor" size={16} />}
            {formatCount(lateCycles)}
          </span>
        </td>
        <td className={styles.curved}>
          <Curve code="collectorUnanswered" part={protocol} /> {formatCount(collector.unanswered)}
        </td>
        <td className={styles.age}>{collector.targets > 0 && <Age at={collector.lastAt} intervalMs={EVERY_MS} />}</td>
      </tr>
      {missing && (
        <tr>
          <td colSpan={6} className={styles.next}>
            <b>{missing.what}</b> {missing.next}
          </td>
        </tr>
      )}
    </>
  );
}
