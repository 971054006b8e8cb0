import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** Hashes of what stands in the page itself as a script, as CSP names them. */
function ownScripts(folder: string): readonly string[] {
  const file = join(folder, 'index.html');
  if (!existsSync(file)) return [];
  const scripts = readFileSync(file, 'utf8').matchAll(/<script>([\s\S]*?)<\/script>/g);
  return Array.from(scripts, ([, code = '']) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`);
}

/** Policy of the page built in `folder`: own files only. Styles may be inline because antd writes them at run time; scripts never, but the one that the build put into it. */
export const contentSecurityPolicy = (folder: string): string =>
  [
    "default-src 'none'",
    `script-src ${["'self'", ...ownScripts(folder)].join(' ')}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "media-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

const NO_PAGE =
  '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>守望</title><p>页面文件没有构建:请运行 npm run build 后重试。</p><p>The page is not built: run npm run build.</p>';

/** Serves the built page from `folder`; unknown paths outside /api get index.html, so that links into the page work. */
export async function servePage(app: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) {
    app.get('/', (_request, reply) => reply.code(503).type('text/html').send(NO_PAGE));
    return;
  }
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: true,
    index: 'index.html',
    setHeaders: (reply, path) => {
      void reply.header('cache-control', /[/\\]assets[/\\]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
