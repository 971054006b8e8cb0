import { spawn } from 'node:child_process';
import { cruiseLayers } from './lib/layers.ts';
import { packageFile, ROOT } from './lib/paths.ts';
import { formatDuration, runTask, say } from './lib/say.ts';

/** What one check found: `problems` is empty when all is well, `seen` says how much it looked at. */
interface Finding {
  readonly seen: string;
  readonly problems: string;
}

interface Check {
  readonly name: string;
  run(): Promise<Finding>;
}

interface Ended {
  readonly code: number;
  readonly output: string;
}

/** Runs a tool of node_modules on the Node that runs this, and keeps what it prints. */
function tool(file: string, args: readonly string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file, ...args], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        output += chunk;
      });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output: output.trim() }));
  });
}

async function lint(): Promise<Finding> {
  const args = ['check', '--config-path=build/lint.json', '--max-diagnostics=100', '--error-on-warnings', '.'];
  const { code, output } = await tool(packageFile('@biomejs', 'biome', 'bin', 'biome'), args);
  const [, files] = /Checked (\d+) files/.exec(output) ?? [];
  const isBlind = files === undefined || Number(files) === 0;
  return { seen: `${files ?? 0} files`, problems: code === 0 && !isBlind ? '' : output || `ended with ${code}` };
}

async function compile(project: string): Promise<Finding> {
  const { code, output } = await tool(packageFile('typescript', 'bin', 'tsc'), ['-p', project, '--pretty', 'false']);
  const errors = output.match(/error TS\d+/g)?.length ?? 0;
  return { seen: `${errors} errors`, problems: code === 0 ? '' : output || `ended with ${code}` };
}

async function layers(): Promise<Finding> {
  const { modules, dependencies, violations } = await cruiseLayers();
  const lines = violations.map(({ rule, from, to, allowed }) => `${from} -> ${to}\n  ${rule}: ${allowed}`);
  const blind = modules.length === 0 ? ['no module was looked at'] : [];
  return { seen: `${modules.length} modules, ${dependencies} imports`, problems: [...blind, ...lines].join('\n') };
}

const PROJECTS = ['shared', 'electron', 'renderer', 'test'];
const CHECKS: readonly Check[] = [
  { name: 'biome', run: lint },
  ...PROJECTS.map((project) => ({ name: `tsc ${project}`, run: () => compile(project) })),
  { name: 'layers', run: layers },
];

async function timed({ name, run }: Check): Promise<{ readonly name: string; readonly isGood: boolean }> {
  const startedAt = performance.now();
  const { seen, problems } = await run();
  const isGood = problems === '';
  console.log(`${isGood ? 'ok  ' : 'FAIL'} ${name.padEnd(14)} ${formatDuration(performance.now() - startedAt).padStart(8)}  ${seen}`);
  if (!isGood) console.log(`${problems}\n`);
  return { name, isGood };
}

async function main(): Promise<number> {
  const results = await Promise.all(CHECKS.map(timed));
  const failed = results.filter(({ isGood }) => !isGood).map(({ name }) => name);
  if (failed.length === 0) say(`检查通过,共 ${results.length} 项`, `all ${results.length} checks passed`);
  else say(`检查未通过:${failed.join('、')}`, `${failed.length} of ${results.length} checks failed: ${failed.join(', ')}`);
  return failed.length === 0 ? 0 : 1;
}

if (import.meta.main) await runTask(main);
