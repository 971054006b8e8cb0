import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { cruiseLayers } from '../build/scripts/lib/layers.ts';
import { PLANTS, type Plant, SOUND_TREE, TARGETS_OF_PLANTS } from './fixtures/architecture/plants.ts';
import { isIgnored, ROOT, textOf, trackedFiles } from './support/sources.ts';
import { chineseTexts, impurities } from './support/syntax.ts';

const FILES = trackedFiles();
const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path) || path.startsWith('test/') || path.includes('/testing/');
const read = (path: string): string => textOf(path) ?? '';
const sources = (...folders: readonly string[]): string[] =>
  FILES.filter((path) => folders.some((folder) => path.startsWith(folder)) && /\.tsx?$/.test(path));

describe('layers of the product', () => {
  it('are kept by every import, and every source was looked at', async () => {
    const { modules, violations } = await cruiseLayers();
    expect(violations.map(({ rule, from, to, allowed }) => `${from} -> ${to} (${rule}): ${allowed}`)).toEqual([]);
    const seen = new Set(modules);
    expect(sources('shared/', 'electron/', 'renderer/').filter((path) => !seen.has(path))).toEqual([]);
    expect(modules.length).toBeGreaterThan(300);
  });
});

describe('rules of the layers, each by a planted violation', () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  function grow(plant?: Plant): string {
    const folder = mkdtempSync(join(tmpdir(), 'layers-'));
    folders.push(folder);
    const tree = { ...SOUND_TREE, ...(plant && TARGETS_OF_PLANTS), ...(plant && { [plant.file]: plant.source }) };
    for (const [path, source] of Object.entries(tree)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), `${source}\n`);
    }
    return folder;
  }

  it('find nothing in a sound tree, of which they see every module', async () => {
    const { modules, violations } = await cruiseLayers(grow());
    expect(violations).toEqual([]);
    expect(modules.toSorted()).toEqual(
      Object.keys(SOUND_TREE)
        .filter((path) => /^(shared|electron|renderer)\//.test(path))
        .toSorted(),
    );
  });

  for (const plant of PLANTS)
    it(`find ${plant.name}`, async () => {
      const { violations } = await cruiseLayers(grow(plant));
      expect(violations.filter(({ from }) => from === plant.file || plant.rule === 'no-cycles').map(({ rule }) => rule)).toContain(
        plant.rule,
      );
    });

  it('are each planted', async () => {
    const { rules } = await cruiseLayers(grow());
    const folded = /^(electron-backend|renderer)-(config|link|jobs|events|features|poller|lab|supervisor|station|i18n|styles|app)$/;
    const planted = new Set(PLANTS.map(({ rule }) => rule));
    expect(rules.filter((rule) => !planted.has(rule) && !folded.test(rule))).toEqual([]);
  });
});

describe('texts', () => {
  it('stand only in renderer/i18n: no Chinese in what the renderer ships besides', () => {
    const shipped = sources('renderer/').filter((path) => !path.startsWith('renderer/i18n/') && !isTest(path));
    const found = shipped.flatMap((path) => chineseTexts(read(path), path.endsWith('x')).map((text) => `${path}: ${text}`));
    expect(found).toEqual([]);
    expect(shipped.length).toBeGreaterThan(100);
  });

  it('are found in literals, templates and between tags, and not in comments', () => {
    const planted = [
      '// 注释',
      "const a = '告警';",
      'const b = `共 $' + '{a} 条`;',
      '<p title="值班">确认<b>x</b></p>;',
      "const d = '；';",
    ];
    expect(chineseTexts(planted.join('\n'), true)).toEqual(['告警', '共', '条', '值班', '确认', '；']);
    expect(chineseTexts('/** 告警 */ const a = "alarm"; // 一', false)).toEqual([]);
  });
});

describe('D-TST-1 shared/domain', () => {
  it('asks neither clock nor chance nor anything around it', () => {
    const domain = sources('shared/domain/').filter((path) => !isTest(path));
    expect(domain.flatMap((path) => impurities(read(path)).map((what) => `${path}: ${what}`))).toEqual([]);
    expect(domain.length).toBeGreaterThan(30);
  });

  it('would be caught asking', () => {
    const planted =
      'Date.now(); new Date(); Date(); Math.random(); performance.now(); process.env.X; fetch("x"); new Date(1); Math.max(1, 2);';
    expect(impurities(planted)).toEqual(['Date.now', 'new Date()', 'Date()', 'Math.random', 'performance.now', 'process.env', 'fetch()']);
  });
});

/** What a README may also mean: folders of a station's data, which are in no clone. */
const DATA_FOLDERS = new Set(['ballast/', 'keys/', 'run/', 'spool/', 'telemetry/']);

/** Folders and files a README names in code spans, as it means them: from itself, or from the top. */
function namedPaths(readme: string): string[] {
  const spans = [...read(readme).matchAll(/`([^`\n]+)`/g)].map(([, span]) => span ?? '');
  return spans.filter((span) => /^\.?[\w@.-]+(\/[\w.@-]+)*\/$/.test(span) || /^[\w@.-]+(\/[\w.@-]+)*\/[\w@-]+(\.[\w-]+)+$/.test(span));
}

describe('documents', () => {
  const readmes = FILES.filter((path) => path.endsWith('README.md'));

  it('name folders and files that are there', () => {
    const missing = readmes.flatMap((readme) =>
      namedPaths(readme)
        .filter(
          (path) =>
            !DATA_FOLDERS.has(path) && !existsSync(join(ROOT, dirname(readme), path)) && !existsSync(join(ROOT, path)) && !isIgnored(path),
        )
        .map((path) => `${readme}: ${path}`),
    );
    expect(missing).toEqual([]);
    expect(readmes.flatMap(namedPaths).length).toBeGreaterThan(5);
  });
});

describe('files under version control', () => {
  const texts = FILES.map((path) => [path, textOf(path)] as const).filter((file): file is readonly [string, string] => file[1] !== null);

  it('have at most 400 lines where people write them', () => {
    const long = texts
      .filter(([path]) => /\.(tsx?|mjs|cjs|css|html)$/.test(path))
      .filter(([, text]) => text.split('\n').length > 401)
      .map(([path, text]) => `${path}: ${text.split('\n').length - 1}`);
    expect(long).toEqual([]);
  });

  it('end lines with LF and the file with one', () => {
    const wrong = texts.filter(([, text]) => text.includes('\r\n') || (text !== '' && !text.endsWith('\n')));
    expect(wrong.map(([path]) => path)).toEqual([]);
  });

  it('name no machine and no registry', () => {
    const folders = /(?<![\w.])\/(?:work|tmp)\//;
    const hosts = /https?:\/\/[\w.-]*(?:registry|mirror|nexus|artifactory|verdaccio)/i;
    const found = texts.filter(([path, text]) => hosts.test(text) || (!isTest(path) && folders.test(text)));
    expect(found.map(([path]) => path)).toEqual([]);
  });

  it('leave nothing for later and are none that .gitignore excludes', () => {
    const mark = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X'].join('|')})\\b`);
    const left = texts.filter(([path, text]) => path !== 'package-lock.json' && mark.test(text));
    expect(left.map(([path]) => path)).toEqual([]);
    expect(FILES.filter(isIgnored)).toEqual([]);
  });
});
