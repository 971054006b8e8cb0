import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type InterfaceLoad, LOAD_LEVELS, LOAD_PERIODS } from '../../../shared/contracts/networkLoad.ts';
import { Age } from '../../components/Age/Age.tsx';
import { DoubtTag } from '../../components/Chart/index.ts';
import { Select } from '../../components/Input/Input.tsx';
import { Segmented } from '../../components/Segmented/Segmented.tsx';
import { DeniedState } from '../../components/StateBlock/StateBlock.tsx';
import { formatDateTime, formatNumber } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';
import { busyHourText, type Direction, forecastText, type LoadLevel, type LoadPeriod, trafficText, trendText, useLoad } from './load.ts';
import styles from './network.module.css';

export interface LoadSectionProps {
  readonly resourceId: string;
  /** The port as any neighbour spells it. */
  readonly port: string;
}

/** 流量分析 of an interface: billing percentile, busy hour, growth and when it is too much, in both directions (R-8.2.2-a2-1). */
export function LoadSection({ resourceId, port }: LoadSectionProps) {
  const { t } = useTranslation(['network', 'terms']);
  const [period, setPeriod] = useState<LoadPeriod>('30d');
  const [level, setLevel] = useState<LoadLevel>(80);
  const { data, error } = useLoad(resourceId, port, period, level);
  if (!useCan('metric.read')) return <DeniedState permission="metric.read" />;
  return (
    <section className={styles.load} aria-label={t('network:load.title')}>
      <h3 className={styles.loadTitle}>{t('network:load.title')}</h3>
      <div className={styles.ways}>
        <Segmented
          label={t('network:load.period')}
          value={period}
          onChange={setPeriod}
          segments={LOAD_PERIODS.map((value) => ({ value, label: t(`network:load.period.${value}`) }))}
        />
        <Select
          label={t('network:load.level')}
          value={String(level)}
          onChange={(text) => setLevel(LOAD_LEVELS.find((one) => String(one) === text) ?? level)}
          options={LOAD_LEVELS.map((one) => ({ value: String(one), label: `${one} %` }))}
        />
      </div>
      {error && <p role="alert">{t('network:load.failed', { problem: t(`terms:problem.${error.code}`) })}</p>}
      {!data && !error && <p>{t('network:load.loading')}</p>}
      {data && data.in === null && data.out === null && <p>{t('network:load.none')}</p>}
      {data && (data.in !== null || data.out !== null) && <Figures load={data} />}
    </section>
  );
}

interface LinkEnd {
  readonly resourceId: string | null;
  readonly port: string;
}

/** The same of a link, by the end of it that is watched and whose port is known; nothing of one that has none. */
export function LinkLoadSection({ a, b }: { readonly a: LinkEnd; readonly b: LinkEnd }) {
  const end = [a, b].find(({ resourceId, port }) => resourceId !== null && port !== '');
  if (!end || end.resourceId === null) return null;
  return <LoadSection resourceId={end.resourceId} port={end.port} />;
}

const ROWS = ['p95', 'busyHour', 'mean', 'peak', 'trend', 'forecast', 'measured', 'data'] as const;

function Figures({ load }: { readonly load: InterfaceLoad }) {
  const { t } = useTranslation('network');
  const { speed, level } = load;
  const cell = (row: (typeof ROWS)[number], direction: Direction | null) => {
    if (direction === null) return row === 'p95' ? t('load.noData') : '';
    switch (row) {
      case 'p95':
        return (
          <b>
            <DoubtTag doubts={direction.doubts} /> {trafficText(direction.p95, speed)}
          </b>
        );
      case 'busyHour':
        return busyHourText(direction, speed);
      case 'mean':
        return trafficText(direction.mean, speed);
      case 'peak':
        return (
          <>
            {trafficText(direction.peak, speed)} <span className="meta">{formatDateTime(direction.peakAt)}</span>
          </>
        );
      case 'trend':
        return trendText(direction);
      case 'forecast':
        return forecastText(direction.forecast, level);
      case 'measured':
        return t('load.measured.share', { share: formatNumber(100 * direction.measured, 0), minutes: direction.stepMs / 60_000 });
      case 'data':
        return <Age at={direction.lastAt} intervalMs={2 * direction.stepMs} />;
      default:
        return row satisfies never;
    }
  };
  return (
    <table className={styles.figures}>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">{t('load.figure')}</span>
          </th>
          <th scope="col">{t('load.in')}</th>
          <th scope="col">{t('load.out')}</th>
        </tr>
      </thead>
      <tbody>
        {ROWS.map((row) => (
          <tr key={row}>
            <th scope="row">{row === 'forecast' ? t('load.forecast', { level }) : t(`load.${row}`)}</th>
            <td>{cell(row, load.in)}</td>
            <td>{cell(row, load.out)}</td>
          </tr>
        ))}
      </tbody>
      <caption className={styles.caption}>{t('load.note')}</caption>
    </table>
  );
}
