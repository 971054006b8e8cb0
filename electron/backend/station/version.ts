import { readFileSync } from 'node:fs';

const manifest = new URL(import.meta.url.endsWith('.ts') ? '../../../package.json' : '../../package.json', import.meta.url);

/** Version of the product, from the package.json it runs with. */
export const VERSION: string = (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
