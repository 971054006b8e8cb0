import { useTranslation } from 'react-i18next';
import type { Retention, RetentionCount, RetentionUse } from '../../../shared/contracts/retention.ts';
import { type Estimate, estimate, logsPerDay, samplesPerDay } from '../../../shared/domain/retention/estimate.ts';
import { inForce, type Keeping } from '../../../shared/domain/retention/keeping.ts';
import { Age } from '../../components/Age/Age.tsx';
import { Panel } from '../../components/Panel/Panel.tsx';
import { SeverityMark } from '../../components/SeverityMark/SeverityMark.tsx';
import { formatBytes, formatCount } from '../../lib/format.ts';
import styles from './keeping.module.css';
import { USE_EVERY_MS } from './queries.ts';

interface Props {
  readonly setting: Retention;
  readonly use: RetentionUse;
  /** What is being written, and how many series it keeps longer. */
  readonly wanted: Keeping | null;
  readonly counted: RetentionCount | null;
}

const KINDS = ['samples', 'longer', 'rollups', 'logs'] as const;

/** 占用与磁盘: how large it becomes under the setting, and under the one that is being written, and whether the disk holds it. */
export function SpacePanel({ setting, use, wanted, counted }: Props) {
  const { t } = useTranslation(['keeping', 'common']);
  const present = estimate(use, inForce(setting, use.at), use.count);
  const draft = wanted && counted && estimate(use, wanted, counted);
  const perDay = samplesPerDay(use);
  const logs = logsPerDay(use);
  const unknown = t('common:value.unknown');
  return (
    <Panel
      title={t('keeping:space')}
      meta={t('keeping:space.meta', {
        samples: perDay === null ? unknown : formatBytes(perDay),
        logs: logs === null ? unknown : formatBytes(logs),
        series: formatCount(use.count.series),
      })}
      age={<Age at={use.at} intervalMs={USE_EVERY_MS} />}
    >
      {present === null ? (
        <p>{t('keeping:space.unknown', { now: formatBytes(use.telemetryBytes + use.logs.bytes), free: formatBytes(use.disk.free) })}</p>
      ) : (
        <>
          <Verdict of={draft ?? present} isDraft={draft !== null} />
          <DiskBar use={use} of={draft ?? present} />
          <table className={styles.table} data-inner>
            <thead>
              <tr>
                <th scope="col">{t('keeping:column.what')}</th>
                <th scope="col" className={styles.figure}>
                  {t('keeping:column.present')}
                </th>
                {wanted && (
                  <th scope="col" className={styles.figure}>
                    {t('keeping:column.draft')}
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {KINDS.map((kind) => (
                <tr key={kind}>
                  <td>{t(`keeping:kind.${kind}`)}</td>
                  <td className={styles.figure}>{sizeText(present.atEnd[kind], unknown)}</td>
                  {wanted && <td className={styles.figure}>{sizeText(draft?.atEnd[kind] ?? null, unknown)}</td>}
                </tr>
              ))}
              <tr className={styles.sum}>
                <td>{t('keeping:space.total')}</td>
                <td className={styles.figure}>{formatBytes(present.total)}</td>
                {wanted && <td className={styles.figure}>{sizeText(draft?.total ?? null, unknown)}</td>}
              </tr>
            </tbody>
          </table>
          <p className={styles.note}>
            {t('keeping:space.how')}
            {present.isRollupAssumed && t('keeping:space.assumed')}
          </p>
        </>
      )}
    </Panel>
  );
}

const sizeText = (bytes: number | null, unknown: string): string => (bytes === null ? unknown : formatBytes(bytes));

/** Whether the disk holds it, in a sentence. */
function Verdict({ of, isDraft }: { readonly of: Estimate; readonly isDraft: boolean }) {
  const { t } = useTranslation('keeping');
  const which = t(isDraft ? 'space.which.draft' : 'space.which.present');
  const figures = { which, now: formatBytes(of.now), more: formatBytes(of.more), room: formatBytes(of.room) };
  return (
    <p className={styles.verdict}>
      {!of.fits && <SeverityMark level="minor" size={18} />}
      <span>
        {of.fits
          ? t(of.more === 0 ? 'space.fits.done' : 'space.fits', figures)
          : t('space.short', { ...figures, days: formatCount(Math.max(0, Math.floor(of.fullInDays ?? 0))) })}
      </span>
    </p>
  );
}

/** The disk as a bar: what is used, what is still to come, and where it is low. The sentence above says the same. */
function DiskBar({ use, of }: { readonly use: RetentionUse; readonly of: Estimate }) {
  const { t } = useTranslation('keeping');
  const { total, free, low } = use.disk;
  if (total <= 0) return null;
  const used = ((total - free) / total) * 100;
  const more = Math.min(100 - used, (of.more / total) * 100);
  return (
    <div className={styles.disk}>
      <div className={styles.bar} aria-hidden="true">
        <span className={styles.used} style={{ width: `${used}%` }} />
        <span className={styles.more} style={{ width: `${more}%` }} />
        <span className={styles.low} style={{ left: `${((total - low) / total) * 100}%` }} />
      </div>
      <p className={styles.legend}>
        <span data-of="used">{t('disk.used', { bytes: formatBytes(total - free) })}</span>
        <span data-of="more">{t('disk.more', { bytes: formatBytes(of.more) })}</span>
        <span>{t('disk.low', { total: formatBytes(total), low: formatBytes(low) })}</span>
      </p>
    </div>
  );
}
