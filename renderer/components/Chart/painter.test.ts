import { describe, expect, it } from 'vitest';
import { createPainter, FRAME_BUDGET_MS, MIN_PAINT_MS, type PaintClock } from './painter.ts';

/** A clock that runs frames and timers in order of time; painting costs what the test says. */
function fakeClock() {
  let now = 1000;
  let queue: { at: number; run: () => void }[] = [];
  const clock: PaintClock = {
    now: () => now,
    frame: (run) => void queue.push({ at: now + 16, run }),
    later: (run, delayMs) => void queue.push({ at: now + delayMs, run }),
  };
  return {
    clock,
    spend: (ms: number) => {
      now += ms;
    },
    advance(ms: number) {
      const end = now + ms;
      for (;;) {
        const next = queue.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        queue = queue.filter((item) => item !== next);
        now = Math.max(now, next.at);
        next.run();
      }
      now = Math.max(now, end);
    },
  };
}

describe('painter', () => {
  it('paints a visible chart in the next frame and not again without a request', () => {
    const { clock, advance } = fakeClock();
    let painted = 0;
    const slot = createPainter(clock).register(() => painted++);
    slot.setVisible(true);
    slot.request();
    advance(20);
    expect(painted).toBe(1);
    advance(5000);
    expect(painted).toBe(1);
  });

  it('paints a chart at most twice a second however often it is asked', () => {
    const { clock, advance } = fakeClock();
    let painted = 0;
    const slot = createPainter(clock).register(() => painted++);
    slot.setVisible(true);
    for (let ms = 0; ms < 5000; ms += 10) {
      slot.request();
      advance(10);
    }
    expect(painted).toBeGreaterThanOrEqual(9);
    expect(painted).toBeLessThanOrEqual(5000 / MIN_PAINT_MS + 1);
  });

  it('leaves a chart out of sight alone and paints it when it comes into sight', () => {
    const { clock, advance } = fakeClock();
    let painted = 0;
    const slot = createPainter(clock).register(() => painted++);
    slot.request();
    advance(1000);
    expect(painted).toBe(0);
    slot.setVisible(true);
    advance(20);
    expect(painted).toBe(1);
  });

  it('spreads expensive charts over several frames and starves none', () => {
    const { clock, advance, spend } = fakeClock();
    const painted: number[] = [];
    const painter = createPainter(clock);
    for (let index = 0; index < 5; index++) {
      const slot = painter.register(() => {
        painted.push(index);
        spend(FRAME_BUDGET_MS);
      });
      slot.setVisible(true);
      slot.request();
    }
    advance(17);
    expect(painted).toHaveLength(1);
    advance(400);
    expect([...painted].sort()).toEqual([0, 1, 2, 3, 4]);
  });

  it('forgets a removed chart', () => {
    const { clock, advance } = fakeClock();
    let painted = 0;
    const slot = createPainter(clock).register(() => painted++);
    slot.setVisible(true);
    slot.request();
    slot.remove();
    advance(1000);
    expect(painted).toBe(0);
  });
});
