import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeLocalFonts } from './localPage.ts';

test('every file the style sheet of the local page names lies beside it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fonts-'));
  await writeLocalFonts(folder);
  const names = [...readFileSync(join(folder, 'fonts.css'), 'utf8').matchAll(/url\(\.\/(files\/[^)]+)\)/g)].map(([, file]) => file ?? '');
  expect(names.length).toBeGreaterThan(90);
  for (const name of names) expect(existsSync(join(folder, name)), name).toBe(true);
  rmSync(folder, { recursive: true });
});
