import { useEffect, useRef, useState } from 'react';
import styles from './Chart.module.css';
import { createEngine, type Engine } from './engine.ts';
import type { ChartOption, Frame } from './option.ts';
import { pagePainter, type Slot } from './painter.ts';
import { useChartSkin } from './skin.ts';

export interface ChartProps {
  /** What to draw in a frame of this width and skin; pure. */
  readonly draw: (frame: Frame) => ChartOption;
  /** Height in pixels. */
  readonly height: number;
  /** Told when the chart comes into sight or leaves it. */
  readonly onVisible?: (isVisible: boolean) => void;
}

/** A drawing surface: creates, resizes and disposes its ECharts instance, draws when visible and at most twice a second. Silent to readers: whoever uses it describes it. */
export function Chart({ draw, height, onVisible }: ChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const painting = useRef<{ readonly engine: Engine; readonly slot: Slot } | null>(null);
  const latest = useRef<() => ChartOption>(null);
  const visible = useRef(onVisible);
  const [width, setWidth] = useState(0);
  const skin = useChartSkin();

  useEffect(() => {
    visible.current = onVisible;
  }, [onVisible]);

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const engine = createEngine(element);
    const slot = pagePainter.register(() => {
      const option = latest.current?.();
      if (option) engine.setOption(option, { notMerge: true });
    });
    painting.current = { engine, slot };
    const sight = new IntersectionObserver(([entry]) => {
      const isVisible = entry?.isIntersecting ?? false;
      slot.setVisible(isVisible);
      visible.current?.(isVisible);
    });
    const size = new ResizeObserver(([entry]) => {
      const next = Math.floor(entry?.contentRect.width ?? 0);
      if (next === 0) return;
      engine.resize();
      setWidth(next);
    });
    const redraw = () => slot.request();
    document.fonts.addEventListener('loadingdone', redraw);
    sight.observe(element);
    size.observe(element);
    return () => {
      document.fonts.removeEventListener('loadingdone', redraw);
      sight.disconnect();
      size.disconnect();
      slot.remove();
      engine.dispose();
      painting.current = null;
    };
  }, []);

  useEffect(() => {
    if (width === 0) return;
    latest.current = () => draw({ skin, width });
    painting.current?.slot.request();
  }, [draw, skin, width]);

  return <div ref={host} className={styles.surface} style={{ height }} aria-hidden="true" />;
}
