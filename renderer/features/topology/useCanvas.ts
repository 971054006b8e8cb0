import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { type Skin, useSkinStore } from '../../lib/skin.ts';
import { type Canvas, createCanvas } from './canvas.ts';

interface Handlers {
  onLink?(id: string): void;
  onNothing(): void;
  /** Gives the page a hold on what can be done with the map. */
  onReady(canvas: Pick<Canvas, 'showAll' | 'zoom' | 'places'>): void;
}

export interface CanvasHold {
  /** What lines are drawn on. */
  readonly field: RefObject<HTMLDivElement | null>;
  /** What lies above it, and moves with it. */
  readonly layer: RefObject<HTMLUListElement | null>;
  /** Null until it is there. Another object for another skin, which has other colours: what was drawn on it is drawn anew. */
  readonly canvas: Canvas | null;
}

/** A canvas as it is drawn on under a skin. */
const wornBy = (canvas: Canvas | null, _skin: Skin | null): Canvas | null => canvas && { ...canvas };

/** A canvas under a layer of buttons, for as long as the component is on the page. */
export function useCanvas(handlers: Handlers): CanvasHold {
  const field = useRef<HTMLDivElement>(null);
  const layer = useRef<HTMLUListElement>(null);
  const [canvas, setCanvas] = useState<Canvas | null>(null);
  const skin = useSkinStore(({ chosen }) => chosen);
  const latest = useRef(handlers);
  latest.current = handlers;
  useEffect(() => {
    const element = field.current;
    if (!element) return;
    const made = createCanvas(element, {
      onView: ({ x, y }, zoom) => {
        if (layer.current) layer.current.style.transform = `translate(${x}px, ${y}px) scale(${zoom})`;
      },
      onLink: (id) => latest.current.onLink?.(id),
      onNothing: () => latest.current.onNothing(),
    });
    setCanvas(made);
    latest.current.onReady(made);
    return () => made.destroy();
  }, []);
  return { field, layer, canvas: useMemo(() => wornBy(canvas, skin), [canvas, skin]) };
}
