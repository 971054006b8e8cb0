import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collectNotices, type Notice, noticeOf, noticesText } from './notices.ts';
import { ROOT } from './paths.ts';

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest;

/** Packages of the manifest that the sources of the product import, found without any bundler. */
function importedPackages(): readonly string[] {
  const files = execFileSync('git', ['ls-files', 'shared', 'electron', 'renderer'], { cwd: ROOT, encoding: 'utf8' }).split('\n');
  const sources = files.filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|\/testing\//.test(file));
  const imported = sources.flatMap((file) =>
    [...readFileSync(join(ROOT, file), 'utf8').matchAll(/^(?!import type).*(?:from|import) ?\(?'([^']+)'/gm)].map(([, from = '']) => from),
  );
  const names = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
  return names.filter((name) => imported.some((from) => from === name || from.startsWith(`${name}/`)));
}

describe('third-party notices', () => {
  let notices: readonly Notice[];
  beforeAll(async () => {
    notices = await collectNotices();
  }, 60_000);
  const named = (name: string) => notices.find((one) => one.name === name);

  test('name every dependency of the manifest, every package the sources import, and both runtimes', () => {
    const { dependencies } = manifest;
    const imported = importedPackages();
    for (const sure of ['fastify', 'kysely', 'zod', 'react', 'antd', 'echarts', 'electron']) expect(imported).toContain(sure);
    const wanted = [...Object.keys(dependencies), ...imported, 'Node.js'].map((name) => (name === 'electron' ? 'Electron' : name));
    expect(wanted.filter((name) => named(name) === undefined)).toEqual([]);
    expect(named('better-sqlite3')?.version).toBe(dependencies['better-sqlite3']);
  });

  test('give every licence in full, and what an Apache licence asks for beside it', () => {
    expect(notices.filter(({ texts, licence }) => licence === '' || texts.join().length < 300).map(({ name }) => name)).toEqual([]);
    expect(named('echarts')?.texts.some((text) => text.startsWith('Apache ECharts'))).toBe(true);
    expect(named('@fontsource-variable/noto-sans-sc')?.texts.join()).toContain('SIL OPEN FONT LICENSE');
    expect(named('@cj-tech-master/excelts')?.texts.join()).toContain('Copyright (c) 2014-2019 Guyon Roche');
    expect(named('is-mobile')?.texts.join()).toContain('Copyright (c) Julian Gruber');
  });

  test('hold nothing that only builds or tests', () => {
    const tools = ['vitest', 'typescript', '@biomejs/biome', 'electron-builder', '@playwright/test', 'esbuild', 'vite'];
    expect(tools.filter((name) => named(name) !== undefined)).toEqual([]);
  });

  test('are one text: a list, then the licences', () => {
    const text = noticesText(notices.slice(0, 2));
    const [first, second] = notices;
    const lines = text.split('\n');
    expect(lines.slice(3, 5)).toEqual([first, second].map((one) => `${one!.name} ${one!.version} (${one!.licence})`));
    for (const one of [first, second]) for (const licence of one!.texts) expect(text).toContain(licence);
  });
});

describe('a package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sw-notice-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('without a licence text is refused, unless its licence has one that all share', () => {
    const declare = (license?: string) =>
      writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'thing', version: '1.0.0', license, author: 'A <a@b.c>' }));
    declare('GPL-3.0');
    expect(() => noticeOf(folder)).toThrow('thing carries no licence text (GPL-3.0)');
    declare();
    expect(() => noticeOf(folder)).toThrow('thing carries no licence text');
    declare('MIT');
    expect(noticeOf(folder).texts[0]).toContain('Copyright (c) A <a@b.c>');
    writeFileSync(join(folder, 'LICENCE.md'), 'own words');
    expect(noticeOf(folder).texts).toEqual(['own words']);
  });
});
