import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { packageFile } from './paths.ts';

const FONT = packageFile('@fontsource-variable', 'noto-sans-sc');

/**
 * Puts the bundled font and its style sheet beside the local page: whole, because the page also shows what the station says of itself,
 * and the machine may have no Chinese font. The browser reads only the parts a text needs.
 */
export async function writeLocalFonts(folder: string): Promise<void> {
  await Promise.all([
    cp(join(FONT, 'index.css'), join(folder, 'fonts.css')),
    cp(join(FONT, 'files'), join(folder, 'files'), { recursive: true, filter: (file) => !file.endsWith('.woff') }),
  ]);
}
