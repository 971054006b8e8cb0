import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { type Protocol, protocol } from 'electron';

const SCHEME = 'shouwang-local';

/** Origin of the shell's own page. */
export const LOCAL_ORIGIN = `${SCHEME}://page`;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.woff2': 'font/woff2',
};
const FILES = /^\/(page\.(html|css|js)|fonts\.css|files\/[\w-]+\.woff2)$/;
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

/** Address of the local page in a skin. */
export function localPageUrl(skin: 'desk' | 'wall'): string {
  return `${LOCAL_ORIGIN}/page.html?skin=${skin}`;
}

/** Must run before the app is ready: makes the scheme a normal, secure origin of its own. */
export function declareLocalScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true } }]);
}

/** Serves the local page's few files out of `folder`, and nothing else. */
export function serveLocalPage(of: Protocol, folder: string): void {
  of.handle(SCHEME, async (request) => {
    const { host, pathname } = new URL(request.url);
    if (request.method !== 'GET' || host !== 'page' || !FILES.test(pathname)) return new Response('', { status: 404 });
    const body = new Uint8Array(await readFile(join(folder, ...pathname.slice(1).split('/'))));
    const headers = {
      'content-type': TYPES[extname(pathname)] ?? '',
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    };
    return new Response(body, { headers });
  });
}
