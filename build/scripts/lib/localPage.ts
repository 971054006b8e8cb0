import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageFile } from './paths.ts';

const FONT = packageFile('@fontsource-variable', 'noto-sans-sc');

interface Face {
  readonly css: string;
  readonly file: string;
  readonly ranges: readonly (readonly [number, number])[];
}

/** The `@font-face` rules of a style sheet with the file and the code points each is for. */
export function parseFaces(css: string): Face[] {
  return css
    .split('@font-face')
    .slice(1)
    .map((part) => {
      const rule = part.slice(0, part.indexOf('}') + 1);
      const ranges = (/unicode-range:([^;}]+)/.exec(rule)?.[1] ?? '').split(',').map((range): [number, number] => {
        const [from = '', to = from] = range.trim().replace(/^U\+/i, '').split('-');
        return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
      });
      return { css: `@font-face${rule}`, file: /url\(\.\/files\/([^)]+)\)/.exec(rule)?.[1] ?? '', ranges };
    });
}

/** The faces a text needs. */
export function facesFor(text: string, faces: readonly Face[]): Face[] {
  const points = [...new Set(text)].map((character) => character.codePointAt(0) ?? 0);
  return faces.filter((face) => points.some((point) => face.ranges.some(([from, to]) => point >= from && point <= to)));
}

/** Puts beside the local page the part of the bundled font that its texts need, and the style sheet that names it. */
export async function writeLocalFonts(text: string, folder: string): Promise<void> {
  const ascii = String.fromCharCode(...Array.from({ length: 95 }, (_, index) => index + 32));
  const faces = facesFor(text + ascii, parseFaces(await readFile(join(FONT, 'index.css'), 'utf8')));
  await mkdir(join(folder, 'files'), { recursive: true });
  await Promise.all(faces.map((face) => cp(join(FONT, 'files', face.file), join(folder, 'files', face.file))));
  await writeFile(join(folder, 'fonts.css'), faces.map((face) => face.css).join('\n'));
}
