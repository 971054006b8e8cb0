import { type KeyboardEvent, type PointerEvent, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDateTime } from '../../lib/format.ts';
import styles from './Chart.module.css';
import { Chart, type ChartProps } from './Chart.tsx';
import { type Cursor, useCursorAt } from './cursor.tsx';
import type { Span } from './gaps.ts';
import { PLOT } from './option.ts';

export interface PlotProps extends ChartProps {
  readonly name: string;
  /** What a reader hears instead of the picture. */
  readonly description: string;
  readonly window: Span;
  readonly stepMs: number;
  readonly cursor: Cursor;
  /** Figures at an instant, for the reader. */
  readonly read: (at: number) => string;
  /** Room right of the plot in pixels, where it is not the usual. */
  readonly right?: number;
}

/** A chart that can be read at the cursor, by pointer or by the arrow keys. The line is laid over the canvas, so that moving it redraws nothing. */
export function Plot({ name, description, window: span, stepMs, cursor, read, right = PLOT.right, ...chart }: PlotProps) {
  const { t } = useTranslation('chart');
  const id = useId();
  const host = useRef<HTMLDivElement>(null);

  const point = (event: PointerEvent) => {
    const box = host.current?.getBoundingClientRect();
    if (!box) return;
    const part = (event.clientX - box.left - PLOT.left) / (box.width - PLOT.left - right);
    cursor.set(part < 0 || part > 1 ? null : Math.round(span.from + part * (span.to - span.from)));
  };
  const step = (event: KeyboardEvent) => {
    const direction = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === 'Escape') cursor.set(null);
    if (direction === undefined) return;
    event.preventDefault();
    const from = cursor.get() ?? span.to;
    cursor.set(Math.min(span.to, Math.max(span.from, from + direction * stepMs * (event.shiftKey ? 10 : 1))));
  };

  return (
    <div ref={host} className={styles.plot} onPointerMove={point} onPointerLeave={() => cursor.set(null)}>
      <Chart {...chart} />
      <CursorLine
        cursor={cursor}
        span={span}
        right={right}
        height={chart.height}
        name={name}
        descriptionId={id}
        read={read}
        onKeyDown={step}
      />
      <span id={id} className="visually-hidden">
        {description}
        {t('describe.keys')}
      </span>
    </div>
  );
}

interface CursorLineProps {
  readonly cursor: Cursor;
  readonly span: Span;
  readonly right: number;
  readonly height: number;
  readonly name: string;
  readonly descriptionId: string;
  readonly read: (at: number) => string;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

function CursorLine({ cursor, span, right, height, name, descriptionId, read, onKeyDown }: CursorLineProps) {
  const at = useCursorAt(cursor);
  const isInside = at !== null && at >= span.from && at <= span.to;
  const part = isInside ? (at - span.from) / (span.to - span.from) : 0;
  return (
    <div
      className={styles.cursorTrack}
      style={{ left: PLOT.left, right, top: PLOT.top, height: height - PLOT.top - PLOT.bottom }}
      role="slider"
      tabIndex={0}
      aria-label={name}
      aria-describedby={descriptionId}
      aria-valuemin={span.from}
      aria-valuemax={span.to}
      aria-valuenow={at ?? span.to}
      aria-valuetext={`${formatDateTime(at ?? span.to)} ${read(at ?? span.to)}`}
      onKeyDown={onKeyDown}
      onBlur={() => cursor.set(null)}
    >
      {isInside && <span className={styles.cursorLine} style={{ left: `${part * 100}%` }} />}
    </div>
  );
}
