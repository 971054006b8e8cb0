import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Quality } from '../../../shared/domain/observation/quality.ts';
import type { Failure } from '../../lib/api.ts';
import { formatMetric } from '../../lib/format.ts';
import { useIsLost } from '../../lib/liveClient.ts';
import { Age } from '../Age/Age.tsx';
import { Button } from '../Button/Button.tsx';
import { SHOWN_AFTER_MS, useElapsed } from '../StateBlock/useElapsed.ts';
import styles from './Chart.module.css';
import type { ComparedLegend } from './compared.ts';
import { PLOT } from './option.ts';
import { QualityTag } from './QualityTag.tsx';

/** A further line of a chart. */
export interface ChartLine {
  readonly metric: string;
  readonly component: string;
  readonly label: string;
}

/** The newest value of a curve. `quality` null or left out: nothing is known against it. */
export interface LatestFigure {
  readonly at: number;
  readonly value: number | null;
  readonly intervalMs: number;
  readonly quality?: Quality | null;
}

export interface ChartHeadProps {
  readonly name: string;
  readonly metric: string;
  readonly latest: LatestFigure | null;
  /** Legend, main line first; empty where one line needs none. */
  readonly lines: readonly string[];
  /** What the curve is compared with. */
  readonly compared: ComparedLegend | null;
  readonly isTable: boolean;
  readonly onTable: (isTable: boolean) => void;
}

/** Title, newest value with its quality and age, legend, and the switch to the figures. */
export function ChartHead({ name, metric, latest, lines, compared, isTable, onTable }: ChartHeadProps) {
  const { t } = useTranslation(['chart', 'terms']);
  return (
    <div className={styles.head}>
      <h3 className={styles.title}>{name}</h3>
      {latest && (
        <>
          <Figure text={formatMetric(metric, latest.value)} />
          <QualityTag quality={latest.quality} />
          <Age at={latest.at} intervalMs={latest.intervalMs} />
        </>
      )}
      <span className={styles.headEnd}>
        {lines.map((line, index) => (
          <span key={line} className={styles.legend}>
            <i data-dash={index} />
            {line}
          </span>
        ))}
        {compared && (
          <span className={styles.legend}>
            {compared.kind && !isTable && <i data-dash={compared.kind} />}
            {compared.label}
          </span>
        )}
        <Button look="quiet" onClick={() => onTable(!isTable)}>
          {isTable ? t('chart:table.hide') : t('chart:table.show')}
        </Button>
      </span>
    </div>
  );
}

/** A figure with its unit small behind it. */
function Figure({ text }: { readonly text: string }) {
  const space = text.lastIndexOf(' ');
  return (
    <span className={styles.figure}>
      {space < 0 ? text : text.slice(0, space)}
      {space >= 0 && <small>{text.slice(space + 1)}</small>}
    </span>
  );
}

/** The frame of a chart that has no data yet: asks for them when it comes into sight, says how long that takes, and that there will be none while the station is away. */
export function ChartWaiting({
  height,
  isAsked,
  onVisible,
}: {
  readonly height: number;
  /** The station was asked and has not answered. */
  readonly isAsked: boolean;
  readonly onVisible: (isVisible: boolean) => void;
}) {
  const { t } = useTranslation('chart');
  const isLost = useIsLost();
  const elapsedMs = useElapsed(isAsked && !isLost);
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const sight = new IntersectionObserver(([entry]) => onVisible(entry?.isIntersecting ?? false), { rootMargin: '200px' });
    sight.observe(element);
    return () => sight.disconnect();
  }, [onVisible]);
  const seconds = Math.floor(elapsedMs / 1000);
  const waiting = elapsedMs >= SHOWN_AFTER_MS && t(seconds === 0 ? 'waiting.begun' : 'waiting', { seconds });
  return (
    <div ref={host} className={styles.unseen} style={{ height }} data-old={isLost || undefined}>
      <div className={styles.unseenPlot} style={{ ...PLOT }} />
      <span className="meta">{isLost ? t('never') : waiting}</span>
    </div>
  );
}

/** What went wrong with this one curve; the others stay. */
export function ChartFailure({
  height,
  failure,
  onRetry,
}: {
  readonly height: number;
  readonly failure: Failure;
  readonly onRetry: () => void;
}) {
  const { t } = useTranslation(['chart', 'common', 'terms']);
  return (
    <div className={styles.waiting} style={{ height }}>
      <span>{t('common:state.error.title', { what: t('chart:what') })}</span>
      <span className="meta">{t(`terms:problem.${failure.code}`)}</span>
      <Button onClick={onRetry}>{t('common:action.retry')}</Button>
    </div>
  );
}
