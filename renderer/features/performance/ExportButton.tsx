import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SeriesRef } from '../../../shared/contracts/performance.ts';
import { Button } from '../../components/Button/Button.tsx';
import { sampleWord, unitOf } from '../../components/Chart/index.ts';
import { toFailure } from '../../lib/api.ts';
import { stationClock } from '../../lib/clock.ts';
import { formatCount, formatDateTime } from '../../lib/format.ts';
import { saveText } from '../../lib/platform.ts';
import { type ExportedSeries, samplesCsv } from './model.ts';
import styles from './performance.module.css';
import { fetchSamples, spanOf, type Window } from './queries.ts';
import type { Title } from './useTitles.ts';
import { metricName } from './words.ts';

/** Samples of one file: a spreadsheet takes about a million rows. */
const MOST = 500_000;

export interface ExportButtonProps {
  readonly series: readonly SeriesRef[];
  readonly titles: readonly Title[];
  readonly window: Window;
}

/** The samples of the curves as they were taken, fetched page by page; says in the file and here what did not fit. */
export function ExportButton({ series, titles, window }: ExportButtonProps) {
  const { t } = useTranslation(['performance', 'terms']);
  const { t: ofChart } = useTranslation(['chart', 'terms']);
  const [done, setDone] = useState<number | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  async function run(): Promise<void> {
    const abort = new AbortController();
    running.current = abort;
    setSaid(null);
    // One stretch for all, also where the window goes on while they are fetched.
    const span = spanOf(window);
    const found: ExportedSeries[] = [];
    const cut: string[] = [];
    let left = MOST;
    try {
      for (const [place, one] of series.entries()) {
        setDone(place);
        const { at, value, quality, isCut } = await fetchSamples(one, span, Math.max(1, left), abort.signal);
        left -= at.length;
        if (isCut) cut.push(`${titles[place]?.resource ?? ''} ${titles[place]?.name ?? ''}`);
        const unit = unitOf(one.metric);
        const resource = titles[place]?.resource ?? '';
        found.push({ resource, metric: metricName(one.metric), component: one.component, unit, at, value, quality });
      }
      const names = cut.join(' / ');
      const note = cut.length === 0 ? null : t('performance:csv.left', { count: cut.length, most: formatCount(MOST), names });
      const head = (['resource', 'metric', 'component', 'at', 'value', 'unit', 'quality'] as const).map((column) =>
        t(`performance:csv.${column}`),
      );
      const name = t('performance:export.file', { date: formatDateTime(stationClock.now()).replaceAll(':', '') });
      await saveText(
        `${name}.csv`,
        samplesCsv(head, found, (value, quality) => sampleWord(ofChart, value, quality), note),
      );
      if (cut.length > 0) setSaid(t('performance:export.cut', { most: formatCount(MOST) }));
    } catch (error) {
      if (!abort.signal.aborted) setSaid(t('performance:export.failed', { problem: t(`terms:problem.${toFailure(error).code}`) }));
    } finally {
      if (!abort.signal.aborted) setDone(null);
    }
  }

  return (
    <>
      {said !== null && (
        <span role="alert" className={styles.said}>
          {said}
        </span>
      )}
      <Button busy={done !== null} reason={series.length === 0 ? t('performance:export.none') : null} onClick={() => void run()}>
        {done === null ? t('performance:export') : t('performance:export.busy', { done, all: series.length })}
      </Button>
    </>
  );
}
