import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { run } from './lib/children.ts';
import { ROOT } from './lib/paths.ts';
import { runTask, TaskFailed } from './lib/say.ts';

const FOLDER = join(ROOT, 'build/scripts/bench');
const names = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => basename(file, '.ts'));

/** Our figure beside a peer's or a physical limit's, in one run: one JSON line each. Without names, all of them. */
async function main(args: readonly string[]): Promise<number> {
  const unknown = args.find((arg) => !names.includes(arg));
  if (unknown)
    throw new TaskFailed(`没有名为“${unknown}”的测量:${names.join('、')}。`, `There is no bench named "${unknown}": ${names.join(', ')}.`);
  let worst = 0;
  for (const name of args.length > 0 ? args : names)
    worst = Math.max(worst, await run(process.execPath, ['--expose-gc', join(FOLDER, `${name}.ts`)]));
  return worst;
}

await runTask(main);
