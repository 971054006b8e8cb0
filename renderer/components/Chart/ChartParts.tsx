import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../lib/api.ts';
import { formatMetric } from '../../lib/format.ts';
import { Age } from '../Age/Age.tsx';
import { Button } from '../Button/Button.tsx';
import styles from './Chart.module.css';

/** A further line of a chart. */
export interface ChartLine {
  readonly metric: string;
  readonly component: string;
  readonly label: string;
}

export interface ChartHeadProps {
  readonly name: string;
  readonly metric: string;
  readonly latest: { readonly at: number; readonly value: number | null; readonly intervalMs: number } | null;
  /** Legend, main line first; empty where one line needs none. */
  readonly lines: readonly string[];
  readonly isTable: boolean;
  readonly onTable: (isTable: boolean) => void;
}

/** Title, newest value with its age, legend, and the switch to the figures. */
export function ChartHead({ name, metric, latest, lines, isTable, onTable }: ChartHeadProps) {
  const { t } = useTranslation('chart');
  return (
    <div className={styles.head}>
      <h3 className={styles.title}>{name}</h3>
      {latest && (
        <>
          <Figure text={formatMetric(metric, latest.value)} />
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
        <Button look="quiet" onClick={() => onTable(!isTable)}>
          {isTable ? t('table.hide') : t('table.show')}
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

/** The place of a chart that has not been seen yet: asks for its data when it comes into sight. */
export function ChartWaiting({ height, onVisible }: { readonly height: number; readonly onVisible: (isVisible: boolean) => void }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const sight = new IntersectionObserver(([entry]) => onVisible(entry?.isIntersecting ?? false), { rootMargin: '200px' });
    sight.observe(element);
    return () => sight.disconnect();
  }, [onVisible]);
  return <div ref={host} style={{ height }} />;
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
