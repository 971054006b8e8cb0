import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogCounts } from '../../../shared/contracts/logs.ts';
import type { Instant } from '../../../shared/domain/id.ts';
import { formatCount, formatDate, formatMinute, formatTime } from '../../lib/format.ts';
import styles from './logs.module.css';
import type { Span } from './model.ts';

interface HistogramProps {
  readonly counts: LogCounts | null;
  readonly span: Span;
  readonly selectedAt: Instant | null;
  readonly onPick: (span: Span) => void;
}

const LABELS = 6;
const DAY = 86_400_000;

/** Records over time, errors darker. A stretch is picked by dragging, or by arrow keys with Shift and Enter. */
export function Histogram({ counts, span, selectedAt, onPick }: HistogramProps) {
  const { t } = useTranslation('logs');
  const [picked, setPicked] = useState<{ readonly anchor: number; readonly head: number } | null>(null);
  const [isDragging, setIsDragging] = useState(false);
  const buckets = counts?.buckets ?? [];
  const { from = span.from, bucketMs = 1 } = counts ?? {};
  const most = buckets.reduce((top, count) => Math.max(top, count), 0);
  const [low, high] = picked ? [Math.min(picked.anchor, picked.head), Math.max(picked.anchor, picked.head)] : [-1, -1];
  const startOf = (index: number): Instant => from + index * bucketMs;
  const label = (at: Instant): string => (span.to - span.from > 2 * DAY ? formatDate(at).slice(5) : formatMinute(at));
  const step = Math.max(1, Math.ceil(buckets.length / LABELS));

  function indexAt(event: PointerEvent<HTMLDivElement>): number {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return Math.min(buckets.length - 1, Math.max(0, Math.floor(((event.clientX - left) / width) * buckets.length)));
  }
  function pick(): void {
    if (low >= 0) onPick({ from: Math.max(span.from, startOf(low)), to: Math.min(span.to, startOf(high + 1)) });
    setPicked(null);
  }
  function onKeyDown(event: KeyboardEvent): void {
    const move = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (move !== undefined) {
      const head = Math.min(buckets.length - 1, Math.max(0, (picked?.head ?? (move > 0 ? -1 : buckets.length)) + move));
      setPicked({ anchor: event.shiftKey && picked ? picked.anchor : head, head });
    } else if (event.key === 'Enter' && picked) pick();
    else if (event.key === 'Escape' && picked) setPicked(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  const said = picked
    ? t('histogram.picked', {
        from: formatTime(startOf(low)),
        to: formatTime(startOf(high + 1)),
        n: formatCount(buckets.slice(low, high + 1).reduce((sum, count) => sum + count, 0)),
      })
    : t('histogram.most', { n: formatCount(most) });
  return (
    <div className={styles.histogram}>
      <span className={styles.most}>{formatCount(most)}</span>
      <div
        className={styles.bars}
        role="slider"
        tabIndex={0}
        aria-label={t('histogram')}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, buckets.length - 1)}
        aria-valuenow={picked?.head ?? 0}
        aria-valuetext={said}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          if (buckets.length === 0 || event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          setIsDragging(true);
          const at = indexAt(event);
          setPicked({ anchor: at, head: at });
        }}
        onPointerMove={(event) => {
          const head = indexAt(event);
          if (isDragging) setPicked((old) => old && { ...old, head });
        }}
        onPointerUp={() => {
          setIsDragging(false);
          pick();
        }}
        onPointerCancel={() => {
          setIsDragging(false);
          setPicked(null);
        }}
      >
        {buckets.map((count, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place in time
            key={index}
            className={styles.bucket}
            data-picked={(index >= low && index <= high) || undefined}
            data-selected={(selectedAt !== null && selectedAt >= startOf(index) && selectedAt < startOf(index + 1)) || undefined}
            title={`${formatTime(startOf(index))} · ${t('histogram.bar', { n: formatCount(count), errors: formatCount(counts?.errors[index] ?? 0) })}`}
          >
            <i style={{ height: `${most === 0 ? 0 : Math.max(count > 0 ? 3 : 0, (count / most) * 100)}%` }} />
            <i data-kind="error" style={{ height: `${most === 0 ? 0 : ((counts?.errors[index] ?? 0) / most) * 100}%` }} />
          </span>
        ))}
      </div>
      <div className={styles.times} aria-hidden="true">
        {buckets.flatMap((_, index) =>
          index % step === 0
            ? [
                <span key={startOf(index)} style={{ left: `${(index / buckets.length) * 100}%` }}>
                  {label(startOf(index))}
                </span>,
              ]
            : [],
        )}
      </div>
    </div>
  );
}
