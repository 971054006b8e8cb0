import { GRID_CELL } from '../../../shared/domain/topology/grid.ts';
import { DOTS, type Dot, type WholeDrawing } from './wholeModel.ts';

/** A map of thousands: what does not change is painted once, and only moved while somebody pans. */
export interface WholeCanvas {
  /** `noName`: what is written over things without a place. */
  draw(drawing: WholeDrawing, dots: Uint8Array, noName: string): void;
  /** Only the dots that look otherwise are painted anew. */
  paint(dots: Uint8Array): void;
  choose(index: number | null): void;
  showAll(): void;
  zoom(factor: number): void;
  /** Brings a node to the middle, near enough to be told from its neighbours. */
  show(index: number): void;
  /** Colours are those of the skin. */
  wear(): void;
  destroy(): void;
}

interface Handlers {
  onNode(index: number): void;
  onOpen(index: number): void;
  onNothing(): void;
  /** What is under the pointer, and where that is on the canvas. */
  onHover(index: number | null, x: number, y: number): void;
}

const [LEAST, MOST] = [0.05, 6];
const MARGIN = 24;
/** Painted beyond what is in sight, as a share of it: so far one pans before it is painted anew. */
const BEYOND = 0.3;
/** So long after the last turn of the wheel it is painted sharp again. */
const SETTLE_MS = 120;
const TIDY_MS = 1000;
const NEAR = 1.6;
/** From here on there is room for names. */
const NAMED_FROM = 3.2;
const LEAST_TITLE = 0.18;
const CLICK_PX = 4;

/** Least size on screen of what should catch the eye, and of the rest. */
const SIZE: Readonly<Record<Dot, readonly [least: number, world: number]>> = {
  answers: [2, 7],
  strange: [2, 7],
  unknown: [3, 9],
  held: [4, 11],
  silent: [5, 12],
  warning: [5, 12],
  minor: [6, 13],
  major: [6, 14],
  critical: [7, 16],
};
const COLOUR: Readonly<Record<Dot, string>> = {
  ...{ answers: '--sev-normal', strange: '--line-strong', unknown: '--ink-off', held: '--ink-3', silent: '--ink' },
  ...{ warning: '--sev-warning', minor: '--sev-minor', major: '--sev-major', critical: '--sev-critical' },
};
/** Not by colour alone: these are drawn hollow. */
const HOLLOW: readonly Dot[] = ['strange', 'unknown', 'silent'];

export function createWholeCanvas(canvas: HTMLCanvasElement, handlers: Handlers): WholeCanvas {
  const screen = canvas.getContext('2d', { alpha: false });
  const baked = document.createElement('canvas');
  const paper = baked.getContext('2d', { alpha: false });
  if (!screen || !paper) throw new Error('no canvas');
  let drawing: WholeDrawing | null = null;
  let dots = new Uint8Array();
  let chosen: number | null = null;
  let view = { x: 0, y: 0, scale: 1 };
  /** The view the paper was painted for. */
  let painted = { x: 0, y: 0, scale: 0 };
  let [frame, settle, tidy, isMoved, isBaked] = [0, 0, 0, false, false];
  let colours = new Map<string, string>();
  let font = 'sans-serif';
  let unnamed = '';
  const ratio = () => Math.min(2, globalThis.devicePixelRatio || 1);
  const size = () => ({ width: canvas.clientWidth, height: canvas.clientHeight });

  function wear(): void {
    const style = getComputedStyle(canvas);
    const names = [...Object.values(COLOUR), '--field', '--panel', '--line', '--ink', '--ink-2', '--ink-off', '--mark-outline'];
    colours = new Map(names.map((name) => [name, style.getPropertyValue(name).trim()]));
    font = style.fontFamily;
    isBaked = false;
    ask();
  }
  const colour = (name: string): string => colours.get(name) ?? '#888';

  function dotAt(
    context: CanvasRenderingContext2D,
    index: number,
    toX: (x: number) => number,
    toY: (y: number) => number,
    scale: number,
  ): void {
    const dot = DOTS[dots[index] ?? 0] ?? 'unknown';
    const [least, world] = SIZE[dot];
    const side = Math.max(least, world * scale);
    const [x, y] = [toX(drawing?.xs[index] ?? 0) - side / 2, toY(drawing?.ys[index] ?? 0) - side / 2];
    if (HOLLOW.includes(dot) && side > 4) {
      const line = Math.max(1, side / 6);
      context.strokeStyle = colour(COLOUR[dot]);
      context.lineWidth = line;
      context.strokeRect(x + line / 2, y + line / 2, side - line, side - line);
      return;
    }
    context.fillStyle = colour(COLOUR[dot]);
    context.fillRect(x, y, side, side);
  }

  /** Of each block its name, how many are in it, and the worst that is there. */
  function titles(toX: (x: number) => number, toY: (y: number) => number, scale: number): void {
    if (!drawing || !paper) return;
    const worst = new Uint8Array(drawing.grid.blocks.length);
    for (const [index, code] of dots.entries()) {
      const block = drawing.blockOf[index] ?? 0;
      if (code > (worst[block] ?? 0)) worst[block] = code;
    }
    const k = ratio();
    const letters = Math.max(11, Math.min(18, 16 * view.scale)) * k;
    paper.textBaseline = 'middle';
    paper.font = `600 ${letters}px ${font}`;
    for (const [index, { name, count, x, y, width }] of drawing.grid.blocks.entries()) {
      const dot = DOTS[worst[index] ?? 0] ?? 'answers';
      const [left, middle] = [toX(x) + 6 * k, toY(y) + 15 * scale];
      const mark = dot === 'answers' || dot === 'strange' ? 0 : letters * 1.2;
      if (mark > 0) {
        paper.fillStyle = colour(COLOUR[dot]);
        paper.fillRect(left, middle - letters * 0.4, letters * 0.8, letters * 0.8);
      }
      paper.fillStyle = colour('--ink');
      paper.fillText(`${name || unnamed}  ${count}`, left + mark, middle, Math.max(1, width * scale - 12 * k - mark));
    }
  }

  /** Everything, on paper that reaches beyond what is in sight. */
  function bake(): void {
    if (!drawing || !paper) return;
    const { width, height } = size();
    const k = ratio();
    const [w, h] = [Math.ceil(width * (1 + 2 * BEYOND) * k), Math.ceil(height * (1 + 2 * BEYOND) * k)];
    if (baked.width !== w || baked.height !== h) {
      baked.width = w;
      baked.height = h;
    }
    painted = { ...view };
    const scale = view.scale * k;
    const toX = (x: number) => x * scale + (view.x + width * BEYOND) * k;
    const toY = (y: number) => y * scale + (view.y + height * BEYOND) * k;
    paper.fillStyle = colour('--field');
    paper.fillRect(0, 0, w, h);
    for (const block of drawing.grid.blocks) {
      const [x, y] = [toX(block.x), toY(block.y)];
      if (x > w || y > h || x + block.width * scale < 0 || y + block.height * scale < 0) continue;
      paper.fillStyle = colour('--panel');
      paper.fillRect(x, y, block.width * scale, block.height * scale);
    }
    const { joints, xs, ys } = drawing;
    paper.beginPath();
    for (let at = 0; at < joints.length; at += 2) {
      const [a, b] = [joints[at] ?? 0, joints[at + 1] ?? 0];
      const [ax, ay, bx, by] = [toX(xs[a] ?? 0), toY(ys[a] ?? 0), toX(xs[b] ?? 0), toY(ys[b] ?? 0)];
      if (Math.max(ax, bx) < 0 || Math.min(ax, bx) > w || Math.max(ay, by) < 0 || Math.min(ay, by) > h) continue;
      paper.moveTo(ax, ay);
      paper.lineTo(bx, by);
    }
    paper.globalAlpha = 0.28;
    paper.strokeStyle = colour('--ink-2');
    paper.lineWidth = Math.max(0.6, Math.min(2, scale));
    paper.stroke();
    paper.globalAlpha = 1;
    const border = 16 * Math.max(1, scale);
    const isIn = (index: number) => {
      const [x, y] = [toX(xs[index] ?? 0), toY(ys[index] ?? 0)];
      return x > -border && y > -border && x < w + border && y < h + border;
    };
    const abnormal: number[] = [];
    for (let index = 0; index < xs.length; index++) {
      if (!isIn(index)) continue;
      if ((dots[index] ?? 0) > 1) abnormal.push(index);
      else dotAt(paper, index, toX, toY, scale);
    }
    // What should be seen lies above the rest, the most severe on top.
    abnormal.sort((a, b) => (dots[a] ?? 0) - (dots[b] ?? 0));
    for (const index of abnormal) dotAt(paper, index, toX, toY, scale);
    if (view.scale >= LEAST_TITLE) titles(toX, toY, scale);
    if (view.scale >= NAMED_FROM) {
      paper.fillStyle = colour('--ink-2');
      paper.textAlign = 'center';
      paper.font = `${10 * k}px ${font}`;
      for (let index = 0; index < xs.length; index++)
        if (isIn(index))
          paper.fillText(drawing.names[index] ?? '', toX(xs[index] ?? 0), toY((ys[index] ?? 0) + 8), (GRID_CELL - 1) * scale);
      paper.textAlign = 'start';
    }
    isBaked = true;
  }

  function show(): void {
    frame = 0;
    if (!drawing || !screen) return;
    const { width, height } = size();
    const k = ratio();
    if (canvas.width !== Math.round(width * k) || canvas.height !== Math.round(height * k)) {
      canvas.width = Math.round(width * k);
      canvas.height = Math.round(height * k);
      isBaked = false;
    }
    const onPaper = () => {
      const factor = view.scale / (painted.scale || 1);
      const left = view.x - (painted.x + width * BEYOND) * factor;
      const top = view.y - (painted.y + height * BEYOND) * factor;
      const [right, bottom] = [left + (baked.width / k) * factor, top + (baked.height / k) * factor];
      return { factor, left, top, isCovered: left <= 0 && top <= 0 && right >= width && bottom >= height };
    };
    const before = onPaper();
    if (!isBaked || (before.factor === 1 && !before.isCovered)) bake();
    const { factor, left, top } = onPaper();
    screen.fillStyle = colour('--field');
    screen.fillRect(0, 0, canvas.width, canvas.height);
    screen.drawImage(baked, left * k, top * k, baked.width * factor, baked.height * factor);
    if (chosen !== null) {
      const [x, y] = [(drawing.xs[chosen] ?? 0) * view.scale + view.x, (drawing.ys[chosen] ?? 0) * view.scale + view.y];
      const side = Math.max(16, GRID_CELL * view.scale);
      screen.strokeStyle = colour('--ink');
      screen.lineWidth = 2 * k;
      screen.strokeRect((x - side / 2) * k, (y - side / 2) * k, side * k, side * k);
    }
  }
  function ask(): void {
    frame ||= requestAnimationFrame(show);
  }

  function showAll(): void {
    if (!drawing) return;
    const { width, height } = size();
    const { grid } = drawing;
    const scale = Math.min((width - 2 * MARGIN) / Math.max(1, grid.width), (height - 2 * MARGIN) / Math.max(1, grid.height), 1.5);
    view = { scale: Math.max(LEAST, scale), x: 0, y: 0 };
    view.x = (width - grid.width * view.scale) / 2;
    view.y = (height - grid.height * view.scale) / 2;
    isBaked = false;
    ask();
  }

  function zoomAt(factor: number, x: number, y: number): void {
    const scale = Math.min(MOST, Math.max(LEAST, view.scale * factor));
    const real = scale / view.scale;
    view = { scale, x: x - (x - view.x) * real, y: y - (y - view.y) * real };
    isMoved = true;
    clearTimeout(settle);
    settle = window.setTimeout(() => {
      isBaked = false;
      ask();
    }, SETTLE_MS);
    ask();
  }

  /** The node at a point of the canvas, the nearest within its cell. */
  function at(x: number, y: number): number | null {
    if (!drawing) return null;
    const [wx, wy] = [(x - view.x) / view.scale, (y - view.y) / view.scale];
    const within = Math.max(GRID_CELL / 2, 6 / view.scale);
    let best: number | null = null;
    let least = within * within * 2;
    for (let index = 0; index < drawing.xs.length; index++) {
      const [dx, dy] = [(drawing.xs[index] ?? 0) - wx, (drawing.ys[index] ?? 0) - wy];
      const distance = dx * dx + dy * dy;
      if (distance < least) [best, least] = [index, distance];
    }
    return best;
  }

  let held: { readonly x: number; readonly y: number; moved: number } | null = null;
  const listen = new AbortController();
  const on = <K extends keyof HTMLElementEventMap>(name: K, use: (event: HTMLElementEventMap[K]) => void, passive = true) =>
    canvas.addEventListener(name, use, { signal: listen.signal, passive });
  on('pointerdown', (event) => {
    canvas.setPointerCapture(event.pointerId);
    held = { x: event.offsetX, y: event.offsetY, moved: 0 };
  });
  on('pointermove', (event) => {
    if (!held) {
      handlers.onHover(at(event.offsetX, event.offsetY), event.offsetX, event.offsetY);
      return;
    }
    const [dx, dy] = [event.offsetX - held.x, event.offsetY - held.y];
    const moved = held.moved + Math.abs(dx) + Math.abs(dy);
    held = { x: event.offsetX, y: event.offsetY, moved };
    if (moved < CLICK_PX) return;
    view = { ...view, x: view.x + dx, y: view.y + dy };
    isMoved = true;
    ask();
  });
  on('pointerup', (event) => {
    const isClick = held !== null && held.moved < CLICK_PX;
    held = null;
    if (!isClick) return;
    const index = at(event.offsetX, event.offsetY);
    if (index === null) handlers.onNothing();
    else handlers.onNode(index);
  });
  on('pointerleave', () => handlers.onHover(null, 0, 0));
  on('dblclick', (event) => {
    const index = at(event.offsetX, event.offsetY);
    if (index !== null) handlers.onOpen(index);
  });
  on(
    'wheel',
    (event) => {
      event.preventDefault();
      zoomAt(Math.exp(-event.deltaY / 500), event.offsetX, event.offsetY);
    },
    false,
  );
  const watching = new ResizeObserver(() => {
    isBaked = false;
    if (isMoved) ask();
    else showAll();
  });
  watching.observe(canvas);
  wear();

  return {
    draw: (next, states, noName) => {
      unnamed = noName;
      // Letters come in parts, each when it is first needed; a canvas does not wait for them.
      const words = [noName, ...next.grid.blocks.map(({ name }) => name), ...next.names].join('');
      void document.fonts.load(`600 16px ${font}`, words).then(() => {
        if (listen.signal.aborted) return;
        isBaked = false;
        ask();
      });
      const isFirst = drawing === null;
      drawing = next;
      dots = Uint8Array.from(states);
      isBaked = false;
      if (isFirst || !isMoved) showAll();
      else ask();
    },
    paint: (states) => {
      if (!drawing || states.length !== dots.length) return;
      const changed = [...states.keys()].filter((index) => states[index] !== dots[index]);
      if (changed.length === 0) return;
      dots = Uint8Array.from(states);
      if (!isBaked || !paper) return ask();
      const { width, height } = size();
      const k = ratio();
      const scale = painted.scale * k;
      const toX = (x: number) => x * scale + (painted.x + width * BEYOND) * k;
      const toY = (y: number) => y * scale + (painted.y + height * BEYOND) * k;
      for (const index of changed) {
        const under = Math.max(8, 17 * scale);
        paper.fillStyle = colour('--panel');
        paper.fillRect(toX(drawing.xs[index] ?? 0) - under / 2, toY(drawing.ys[index] ?? 0) - under / 2, under, under);
        dotAt(paper, index, toX, toY, scale);
      }
      // Far away a dot's paper reaches over its neighbours: soon everything is painted as it should lie.
      tidy ||= window.setTimeout(() => {
        [tidy, isBaked] = [0, false];
        ask();
      }, TIDY_MS);
      ask();
    },
    choose: (index) => {
      chosen = index;
      ask();
    },
    showAll: () => {
      isMoved = false;
      showAll();
    },
    zoom: (factor) => zoomAt(factor, canvas.clientWidth / 2, canvas.clientHeight / 2),
    show: (index) => {
      if (!drawing) return;
      const scale = Math.max(view.scale, NEAR);
      const { width, height } = size();
      view = { scale, x: width / 2 - (drawing.xs[index] ?? 0) * scale, y: height / 2 - (drawing.ys[index] ?? 0) * scale };
      [isMoved, isBaked] = [true, false];
      ask();
    },
    wear,
    destroy: () => {
      listen.abort();
      watching.disconnect();
      cancelAnimationFrame(frame);
      clearTimeout(settle);
      clearTimeout(tidy);
    },
  };
}
