/** Shortest time in ms between two paintings of one chart: twice a second. */
export const MIN_PAINT_MS = 500;
/** Time in ms that paintings of one frame may take together; the rest waits for the next frame. */
export const FRAME_BUDGET_MS = 8;

/** What the painter needs of its surroundings. */
export interface PaintClock {
  now(): number;
  frame(run: () => void): void;
  later(run: () => void, delayMs: number): void;
}

/** One chart of the page. */
export interface Slot {
  /** There is something newer to draw. */
  request(): void;
  setVisible(isVisible: boolean): void;
  remove(): void;
}

export interface Painter {
  register(paint: () => void): Slot;
}

interface Entry {
  readonly paint: () => void;
  paintedAt: number;
  isDirty: boolean;
  isVisible: boolean;
}

/** Spreads paintings over frames: only visible charts, each at most twice a second, the longest waiting first. */
export function createPainter(clock: PaintClock): Painter {
  const entries = new Set<Entry>();
  let isScheduled = false;

  function schedule(): void {
    if (isScheduled) return;
    const waiting = [...entries].filter((entry) => entry.isDirty && entry.isVisible);
    if (waiting.length === 0) return;
    isScheduled = true;
    const delayMs = Math.min(...waiting.map((entry) => entry.paintedAt + MIN_PAINT_MS)) - clock.now();
    const run = () => clock.frame(paintDue);
    if (delayMs > 0) clock.later(run, delayMs);
    else run();
  }

  function paintDue(): void {
    isScheduled = false;
    const begunAt = clock.now();
    const due = [...entries]
      .filter((entry) => entry.isDirty && entry.isVisible && entry.paintedAt + MIN_PAINT_MS <= begunAt)
      .sort((a, b) => a.paintedAt - b.paintedAt);
    for (const entry of due) {
      entry.isDirty = false;
      entry.paintedAt = begunAt;
      entry.paint();
      if (clock.now() - begunAt >= FRAME_BUDGET_MS) break;
    }
    schedule();
  }

  return {
    register(paint) {
      const entry: Entry = { paint, paintedAt: Number.NEGATIVE_INFINITY, isDirty: false, isVisible: false };
      entries.add(entry);
      return {
        request() {
          entry.isDirty = true;
          schedule();
        },
        setVisible(isVisible) {
          entry.isVisible = isVisible;
          schedule();
        },
        remove: () => entries.delete(entry),
      };
    },
  };
}

/** The painter of this page. */
export const pagePainter = createPainter({
  now: () => performance.now(),
  frame: (run) => requestAnimationFrame(run),
  later: (run, delayMs) => setTimeout(run, delayMs),
});
