import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { facesFor, parseFaces, writeLocalFonts } from './localPage.ts';
import { ROOT } from './paths.ts';

const CSS = `/* a */
@font-face { font-family: 'X'; src: url(./files/one.woff2) format('woff2'); unicode-range: U+4e00-4e02,U+5b88; }
/* b */
@font-face { font-family: 'X'; src: url(./files/two.woff2) format('woff2'); unicode-range: U+61; }`;

test('a text takes the faces that hold its characters and no others', () => {
  const faces = parseFaces(CSS);
  expect(faces.map(({ file }) => file)).toEqual(['one.woff2', 'two.woff2']);
  expect(facesFor('守', faces).map(({ file }) => file)).toEqual(['one.woff2']);
  expect(facesFor('a', faces).map(({ file }) => file)).toEqual(['two.woff2']);
  expect(facesFor('望', faces)).toEqual([]);
});

test("every character of the shell's texts has a face beside the local page", async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fonts-'));
  const text = readFileSync(join(ROOT, 'electron/main/texts/zhCN.ts'), 'utf8');
  await writeLocalFonts(text, folder);
  const faces = parseFaces(readFileSync(join(folder, 'fonts.css'), 'utf8'));
  for (const character of new Set(text.replace(/\s/g, ''))) expect(facesFor(character, faces), character).not.toEqual([]);
  for (const { file } of faces) expect(existsSync(join(folder, 'files', file)), file).toBe(true);
  expect(readdirSync(join(folder, 'files'))).toHaveLength(faces.length);
  rmSync(folder, { recursive: true });
});
