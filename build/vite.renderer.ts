import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
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

/** The page, the same for the window and for browsers. No asset becomes a data: URL: the policy `font-src 'self'` would block it. */
export default defineConfig({
  root: resolve(root, 'renderer'),
  cacheDir: resolve(root, 'node_modules/.vite'),
  plugins: [texts, react()],
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
