import type { Position } from '../../../../shared/domain/topology/layout.ts';
import type { LinkState } from '../../../../shared/domain/topology/linkState.ts';
import type { NodeState } from '../model.ts';

/** What a picture is made of, the same for a file of lines and for one of points. Lengths in px. */
export type Shape =
  | {
      readonly kind: 'line';
      readonly from: Position;
      /** Through which a line bows, so that several between the same two do not lie on each other. */
      readonly over: Position;
      readonly to: Position;
      readonly colour: string;
      readonly width: number;
      readonly dash: readonly number[];
    }
  | {
      readonly kind: 'box';
      readonly at: Position;
      readonly size: readonly [number, number];
      readonly fill: string;
      readonly stroke: string;
      readonly width: number;
      readonly dash: readonly number[];
    }
  | {
      readonly kind: 'icon';
      /** Its upper left corner. */
      readonly at: Position;
      /** Strokes on a grid of 16 x 16. */
      readonly path: string;
      readonly size: number;
      readonly colour: string;
    }
  | {
      readonly kind: 'text';
      readonly at: Position;
      readonly text: string;
      readonly size: number;
      readonly isStrong: boolean;
      readonly colour: string;
      readonly anchor: 'start' | 'middle';
      /** Painted under the letters, where lines would run through them. */
      readonly behind: string | null;
    };

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly background: string;
  readonly shapes: readonly Shape[];
}

/** Colours of the skin that is worn. */
export interface Palette {
  readonly field: string;
  readonly panel: string;
  readonly ink: string;
  readonly inkSecondary: string;
  readonly inkOff: string;
  readonly line: string;
}

export interface DrawnNode {
  readonly key: string;
  readonly name: string;
  /** Strokes of its drawing. */
  readonly icon: string;
  readonly state: NodeState;
  /** Under the name: how it stands, in words. */
  readonly note: string;
  readonly isCenter: boolean;
}

export interface DrawnLink {
  readonly id: string;
  readonly a: string;
  readonly b: string;
  readonly state: LinkState;
  readonly note: string;
  readonly isEmphasised: boolean;
}

export interface Picture {
  readonly title: string;
  /** Of what it is, of when, by whom, and what is not in it: a line each. */
  readonly facts: readonly string[];
  readonly nodes: readonly DrawnNode[];
  readonly links: readonly DrawnLink[];
  readonly places: ReadonlyMap<string, Position>;
  readonly palette: Palette;
}

const BOX = [48, 34] as const;
const ICON = 20;
const MARGIN = 110;
const TOP = 24;
const TITLE = 20;
const LINE = 20;
const APART = 40;
/** A letter is about so wide, of its size: Chinese ones are square. */
const wide = (text: string, size: number): number =>
  [...text].reduce((sum, letter) => sum + ((letter.codePointAt(0) ?? 0) > 0x2e80 ? size : size * 0.56), 0);

const DASHES: Readonly<Record<LinkState, readonly number[]>> = { seen: [], down: [8, 6], unheard: [6, 5], lost: [6, 5], doubtful: [2, 4] };

/** The picture of a map as it lies, with what it is of above it. What is hidden elsewhere is said in `facts`; nodes without a place are left to them too. */
export function drawingOf({ title, facts, nodes, links, places, palette }: Picture): Drawing {
  const placed = nodes.flatMap((node) => {
    const at = places.get(node.key);
    return at ? [{ ...node, at }] : [];
  });
  const xs = placed.map(({ at }) => at.x);
  const ys = placed.map(({ at }) => at.y);
  const head = TOP + TITLE + 8 + facts.length * LINE + 16;
  const [left, top] = [Math.min(0, ...xs), Math.min(0, ...ys)];
  const spread = { x: Math.max(0, ...xs) - left, y: Math.max(0, ...ys) - top };
  const written = Math.max(wide(title, TITLE), ...facts.map((fact) => wide(fact, 13))) + 2 * TOP;
  const width = Math.ceil(Math.max(spread.x + 2 * MARGIN, written));
  const height = Math.ceil(head + spread.y + 2 * MARGIN);
  const shift = { x: -left + (width - spread.x) / 2, y: -top + head + MARGIN };
  const at = (key: string): Position | undefined => {
    const found = places.get(key);
    return found && { x: found.x + shift.x, y: found.y + shift.y };
  };

  const beside = new Map<string, string[]>();
  for (const { id, a, b } of links) {
    const pair = [a, b].sort().join('\n');
    beside.set(pair, [...(beside.get(pair) ?? []), id]);
  }
  const lines = links.flatMap(({ id, a, b, state, note, isEmphasised }): readonly Shape[] => {
    const [from, to] = [at(a), at(b)];
    if (!from || !to) return [];
    const own = beside.get([a, b].sort().join('\n')) ?? [id];
    const bow = (a < b ? 1 : -1) * (own.indexOf(id) - (own.length - 1) / 2) * APART;
    const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
    const middle = { x: (from.x + to.x) / 2 - ((to.y - from.y) / length) * bow, y: (from.y + to.y) / 2 + ((to.x - from.x) / length) * bow };
    const colour = isEmphasised ? palette.ink : state === 'seen' ? palette.inkSecondary : palette.inkOff;
    const line: Shape = {
      kind: 'line',
      from,
      over: middle,
      to,
      colour,
      width: isEmphasised ? 5 : state === 'down' ? 4 : 2,
      dash: DASHES[state],
    };
    if (note === '') return [line];
    const text: Shape = {
      kind: 'text',
      at: { x: middle.x, y: middle.y + 4 },
      text: note,
      size: 11,
      isStrong: false,
      colour: palette.inkSecondary,
      anchor: 'middle',
      behind: palette.field,
    };
    return [line, text];
  });
  const boxes = placed.flatMap(({ key, name, icon, state, note, isCenter }): readonly Shape[] => {
    const here = at(key);
    if (!here) return [];
    const isKnown = state === 'answers';
    return [
      {
        ...{ kind: 'box', at: { x: here.x - BOX[0] / 2, y: here.y - BOX[1] / 2 }, size: BOX, fill: palette.panel },
        ...{ stroke: isKnown ? palette.ink : palette.inkOff, width: isCenter ? 3 : 1.5, dash: isKnown ? [] : [4, 3] },
      },
      {
        kind: 'icon',
        at: { x: here.x - ICON / 2, y: here.y - ICON / 2 },
        path: icon,
        size: ICON,
        colour: isKnown ? palette.ink : palette.inkOff,
      },
      {
        kind: 'text',
        at: { x: here.x, y: here.y + 34 },
        text: name,
        size: 13,
        isStrong: true,
        colour: palette.ink,
        anchor: 'middle',
        behind: palette.field,
      },
      {
        kind: 'text',
        at: { x: here.x, y: here.y + 51 },
        text: note,
        size: 12,
        isStrong: false,
        colour: palette.inkSecondary,
        anchor: 'middle',
        behind: palette.field,
      },
    ];
  });
  const said = facts.map(
    (text, index): Shape => ({
      ...{ kind: 'text', at: { x: TOP, y: TOP + TITLE + 8 + (index + 1) * LINE - 6 }, text, size: 13 },
      ...{ isStrong: false, colour: palette.inkSecondary, anchor: 'start', behind: null },
    }),
  );
  return {
    ...{ width, height, background: palette.field },
    shapes: [
      {
        kind: 'text',
        at: { x: TOP, y: TOP + TITLE },
        text: title,
        size: TITLE,
        isStrong: true,
        colour: palette.ink,
        anchor: 'start',
        behind: null,
      },
      ...said,
      ...lines,
      ...boxes,
    ],
  };
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
/** Text inside XML; characters that no XML may have are left out (XML 1.0 2.2). */
const escaped = (text: string): string =>
  text.replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '').replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
const rounded = (value: number): string => String(Math.round(value * 10) / 10);
const dashed = (dash: readonly number[]): string => (dash.length === 0 ? '' : ` stroke-dasharray="${dash.join(' ')}"`);

function shapeText(shape: Shape, family: string): string {
  switch (shape.kind) {
    case 'line': {
      const { from, over, to, colour, width, dash } = shape;
      // The curve goes through its middle: the point that draws it lies twice as far out.
      const pull = { x: 2 * over.x - (from.x + to.x) / 2, y: 2 * over.y - (from.y + to.y) / 2 };
      const d = `M${rounded(from.x)} ${rounded(from.y)}Q${rounded(pull.x)} ${rounded(pull.y)} ${rounded(to.x)} ${rounded(to.y)}`;
      return `<path d="${d}" fill="none" stroke="${escaped(colour)}" stroke-width="${width}"${dashed(dash)}/>`;
    }
    case 'box': {
      const { at, size, fill, stroke, width, dash } = shape;
      const place = `x="${rounded(at.x)}" y="${rounded(at.y)}" width="${size[0]}" height="${size[1]}"`;
      return `<rect ${place} rx="3" fill="${escaped(fill)}" stroke="${escaped(stroke)}" stroke-width="${width}"${dashed(dash)}/>`;
    }
    case 'icon': {
      const { at, path, size, colour } = shape;
      const place = `translate(${rounded(at.x)} ${rounded(at.y)}) scale(${size / 16})`;
      return `<path transform="${place}" d="${escaped(path)}" fill="none" stroke="${escaped(colour)}" stroke-width="1.2"/>`;
    }
    case 'text': {
      const { at, text, size, isStrong, colour, anchor, behind } = shape;
      const halo = behind === null ? '' : ` stroke="${escaped(behind)}" stroke-width="4" paint-order="stroke"`;
      const look = `font-family="${escaped(family)}" font-size="${size}" font-weight="${isStrong ? 600 : 400}" text-anchor="${anchor}"`;
      return `<text x="${rounded(at.x)}" y="${rounded(at.y)}" ${look} fill="${escaped(colour)}"${halo}>${escaped(text)}</text>`;
    }
    default:
      return shape satisfies never;
  }
}

/** A drawing as an SVG file of its own (SVG 1.1): nothing in it is fetched from elsewhere, and no text of a device is more than text. */
export function toSvg({ width, height, background, shapes }: Drawing, family: string, title: string): string {
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  const ground = `<rect width="${width}" height="${height}" fill="${escaped(background)}"/>`;
  const body = shapes.map((shape) => shapeText(shape, family)).join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img"><title>${escaped(title)}</title>\n${ground}\n${body}\n</svg>\n`;
}
