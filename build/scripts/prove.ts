import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { buildAll } from './build.ts';
import { run } from './lib/children.ts';
import { ROOT } from './lib/paths.ts';
import { runTask, TaskFailed } from './lib/say.ts';

const FOLDER = join(ROOT, 'test/prove');
const names = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => basename(file, '.ts'));

/** Acceptance runs that take longer than a minute, of what users run, which is built before: one JSON line per figure, exit 1 when one is missed. */
async function main([name, ...args]: readonly string[]): Promise<number> {
  if (!name || !names.includes(name)) throw new TaskFailed(`请给出名字:${names.join('、')}。`, `Give a name: ${names.join(', ')}.`);
  await buildAll();
  return run(process.execPath, [join(FOLDER, `${name}.ts`), ...args]);
}

await runTask(main);
