import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Replay, ReplayEpisode } from '../../../../shared/contracts/policyReplay.ts';
import { SeverityMark } from '../../../components/SeverityMark/SeverityMark.tsx';
import { stationClock } from '../../../lib/clock.ts';
import { formatCount, formatDuration, formatLevel, formatNumber, formatWhen } from '../../../lib/format.ts';
import { metricName } from '../diff.ts';
import { ResourceLink } from '../NamedResource.tsx';
import styles from '../policies.module.css';

type T = TFunction<'policies'>;

const duration = (ms: number): string => formatDuration(Math.round(ms / 1000));

/** What a run is or has become, in one sentence. */
export function replayState(t: T, replay: Replay): string {
  const { state, cutBy, done, total, series, samples, gaps, tookMs } = replay;
  const places = { done: formatCount(done), total: formatCount(total) };
  if (state === 'running') return t('replay.running', { ...places, samples: formatCount(samples) });
  if (state === 'cut') return t(cutBy === 'samples' ? 'replay.cut.samples' : 'replay.cut.time', places);
  if (state === 'stopped') return t('replay.stopped', places);
  if (state === 'failed') return t('replay.failed', places);
  if (total === 0) return t('replay.noResource');
  const counts = { samples: formatCount(samples), gaps: formatCount(gaps), series: formatCount(series) };
  return t('replay.done', { ...counts, seconds: formatNumber(tookMs / 1000, 1) });
}

/** Figures and times of a run; while it runs they grow. */
export function ReplayResult({ replay, isStale }: { readonly replay: Replay; readonly isStale: boolean }) {
  const { t } = useTranslation('policies');
  const { state, done, total, draft, present, missed, added, later, uncompared, items, episodes } = replay;
  return (
    <>
      {state === 'running' && (
        <div className={styles.progress}>
          <span style={{ width: `${total === 0 ? 0 : Math.round((100 * done) / total)}%` }} />
        </div>
      )}
      <p className={styles.note} role="status">
        {isStale && <b>{t('replay.stale')} </b>}
        {replayState(t, replay)}
      </p>
      {total > 0 && (
        <>
          <div className={styles.stats}>
            <Stat name={t('replay.draft')} value={draft} />
            <Stat name={t('replay.present')} value={present} />
            <Stat name={t('replay.missed')} value={missed} />
            <Stat name={t('replay.added')} value={added} />
            <div className={styles.stat}>
              <span>{t('replay.later')}</span>
              <b>{later === null ? '—' : laterText(t, later.median)}</b>
              <span>{later === null ? t('replay.later.none') : t('replay.later.most', { most: laterText(t, later.most) })}</span>
            </div>
          </div>
          {uncompared > 0 && <p className={styles.note}>{t('replay.uncompared', { count: uncompared })}</p>}
          {items.length > 0 ? <Episodes items={items} /> : state === 'done' && <p className={styles.note}>{t('replay.noEpisode')}</p>}
          {episodes > 0 && (
            <p className={`meta ${styles.note}`}>{t('replay.shown', { shown: items.length, total: formatCount(episodes) })}</p>
          )}
        </>
      )}
    </>
  );
}

function laterText(t: T, ms: number): string {
  return ms < 0 ? t('replay.earlier', { text: duration(-ms) }) : duration(ms);
}

function Stat({ name, value }: { readonly name: string; readonly value: number }) {
  const { t } = useTranslation('policies');
  return (
    <div className={styles.stat}>
      <span>{name}</span>
      <b>
        {formatCount(value)}
        <small>{t('replay.times')}</small>
      </b>
    </div>
  );
}

function byText(t: T, { by, laterMs }: ReplayEpisode): string {
  if (by !== 'both') return t(`replay.by.${by}`);
  if (laterMs === null || laterMs === 0) return t('replay.by.both');
  const text = duration(Math.abs(laterMs));
  return t(laterMs > 0 ? 'replay.by.both.later' : 'replay.by.both.earlier', { text });
}

function Episodes({ items }: { readonly items: readonly ReplayEpisode[] }) {
  const { t } = useTranslation('policies');
  const now = stationClock.now();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('replay.column.from')}</th>
          <th scope="col">{t('replay.column.resource')}</th>
          <th scope="col">{t('replay.column.what')}</th>
          <th scope="col" className={styles.end}>
            {t('replay.column.length')}
          </th>
          <th scope="col" className={styles.end}>
            {t('replay.column.peak')}
          </th>
          <th scope="col">{t('replay.column.by')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((episode) => {
          const { resourceId, resourceName, metric, component, from, to, severity, peak, by } = episode;
          return (
            <tr key={`${resourceId} ${metric} ${component} ${from} ${by}`} data-quiet={by === 'present' || undefined}>
              <td>{formatWhen(from, now)}</td>
              <td>
                <ResourceLink id={resourceId} name={resourceName} />
              </td>
              <td>
                <span className={styles.mark}>
                  <SeverityMark level={severity} size={16} state={by === 'present' ? 'shelved' : 'plain'} />
                  {metricName(metric)} {component}
                </span>
              </td>
              <td className={styles.end}>{to === null ? t('replay.open') : duration(to - from)}</td>
              <td className={styles.end}>{formatLevel(metric, peak)}</td>
              <td>{by === 'both' ? byText(t, episode) : <b>{byText(t, episode)}</b>}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
