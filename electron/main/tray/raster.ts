import { crc32, deflateSync } from 'node:zlib';

export type Colour = readonly [red: number, green: number, blue: number];
type Point = readonly [x: number, y: number];
/** True for points (in pixels) that belong to a shape. */
export type Shape = (x: number, y: number) => boolean;

/** Corners of a regular polygon around a centre; `turn` in parts of a full circle. */
export function regularPolygon(corners: number, centre: Point, radius: number, turn = 0): Point[] {
  return Array.from({ length: corners }, (_, index) => {
    const angle = 2 * Math.PI * (index / corners + turn);
    return [centre[0] + radius * Math.cos(angle), centre[1] + radius * Math.sin(angle)];
  });
}

/** The inside of a convex polygon, in either direction of its corners. */
export function polygon(corners: readonly Point[]): Shape {
  return (x, y) => {
    const sides = corners.map(([ax, ay], index) => {
      const [bx, by] = corners[(index + 1) % corners.length] ?? [ax, ay];
      return (bx - ax) * (y - ay) - (by - ay) * (x - ax);
    });
    return sides.every((side) => side >= 0) || sides.every((side) => side <= 0);
  };
}

/** A disc, or a ring when an inner radius is given. */
export function disc([cx, cy]: Point, radius: number, inner = 0): Shape {
  return (x, y) => {
    const distance = Math.hypot(x - cx, y - cy);
    return distance <= radius && distance >= inner;
  };
}

/** Rows of a bitmap font glyph (`#` is ink), drawn at a place with square pixels of a size. */
export function glyph(rows: readonly string[], [left, top]: Point, pixel: number): Shape {
  return (x, y) => rows[Math.floor((y - top) / pixel)]?.[Math.floor((x - left) / pixel)] === '#';
}

const SAMPLES = 4;

/** An RGBA picture, transparent at first. */
export interface Canvas {
  readonly size: number;
  readonly data: Uint8Array;
}

export function createCanvas(size: number): Canvas {
  return { size, data: new Uint8Array(size * size * 4) };
}

function coverage(shape: Shape, x: number, y: number): number {
  let hits = 0;
  for (let sy = 0; sy < SAMPLES; sy += 1)
    for (let sx = 0; sx < SAMPLES; sx += 1) if (shape(x + (sx + 0.5) / SAMPLES, y + (sy + 0.5) / SAMPLES)) hits += 1;
  return hits / (SAMPLES * SAMPLES);
}

function blend(canvas: Canvas, at: number, colour: Colour, alpha: number): void {
  const { data } = canvas;
  const below = ((data[at + 3] ?? 0) / 255) * (1 - alpha);
  const total = alpha + below;
  for (let channel = 0; channel < 3; channel += 1)
    data[at + channel] = Math.round(((colour[channel] ?? 0) * alpha + (data[at + channel] ?? 0) * below) / total);
  data[at + 3] = Math.round(total * 255);
}

/** Fills a shape with a colour, edges smoothed. */
export function fill(canvas: Canvas, shape: Shape, colour: Colour): void {
  for (let y = 0; y < canvas.size; y += 1)
    for (let x = 0; x < canvas.size; x += 1) {
      const alpha = coverage(shape, x, y);
      if (alpha > 0) blend(canvas, (y * canvas.size + x) * 4, colour, alpha);
    }
}

function chunk(type: string, content: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

/** The picture as a PNG file (8-bit RGBA, W3C PNG clause 11). */
export function encodePng({ size, data }: Canvas): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const rows = Buffer.concat(
    Array.from({ length: size }, (_, y) => Buffer.concat([Buffer.from([0]), data.subarray(y * size * 4, (y + 1) * size * 4)])),
  );
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}
