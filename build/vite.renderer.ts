import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { transformSync } from 'esbuild';
import { defineConfig, type Plugin } from 'vite';
import { common } from '../renderer/i18n/zh-CN/common.ts';

const root = resolve(import.meta.dirname, '..');

/** Words in index.html, for a page whose program has not come. */
const texts: Plugin = {
  name: 'texts',
  transformIndexHtml: (html) =>
    html.replaceAll(/\{\{([\w.]+)\}\}/g, (_, key: string) => {
      const text = Object.entries(common).find(([name]) => name === key)?.[1];
      if (text === undefined) throw new Error(`index.html: no text ${key}`);
      return text;
    }),
};

/** What must run although no file may come stands in index.html; the station allows it by its hash. */
const boot: Plugin = {
  name: 'boot',
  transformIndexHtml: () => {
    const source = readFileSync(resolve(root, 'renderer/boot.ts'), 'utf8');
    const { code } = transformSync(source, { loader: 'ts', format: 'iife', minify: true, target: 'chrome130' });
    return [{ tag: 'script', children: code.trim(), injectTo: 'head-prepend' }];
  },
};

/** The page, the same for the window and for browsers. No asset becomes a data: URL: the policy `font-src 'self'` would block it. */
export default defineConfig({
  root: resolve(root, 'renderer'),
  cacheDir: resolve(root, 'node_modules/.vite'),
  plugins: [texts, boot, react()],
  build: {
    outDir: resolve(root, 'dist/renderer'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    sourcemap: true,
    target: 'chrome130',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 4000,
  },
});
