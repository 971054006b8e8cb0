import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { DIST, ROOT } from './lib/paths.ts';
import { formatDuration, runTask, say, TaskFailed } from './lib/say.ts';
import { hashInputs, isFresh, removeStamp, writeStamp } from './lib/stamp.ts';
import { TARGETS, type Target } from './lib/targets.ts';

// Made aside and moved into place: a running station keeps reading whole folders, and a failed build leaves the old one.
async function replace(target: Target): Promise<void> {
  const scratch = await mkdtemp(join(DIST, `.${target.name}-`));
  try {
    const made = join(scratch, 'new');
    await mkdir(made);
    await target.make(made);
    await rename(target.output, join(scratch, 'old')).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
    await rename(made, target.output);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function buildTarget(target: Target, isForced: boolean): Promise<string> {
  const startedAt = performance.now();
  const stamp = join(DIST, '.stamps', target.name);
  const hash = hashInputs(ROOT, target.inputs);
  const isCurrent = !isForced && isFresh(stamp, hash, target.output);
  if (!isCurrent) {
    removeStamp(stamp);
    await replace(target);
    writeStamp(stamp, hash);
  }
  return `${target.name} ${isCurrent ? '=' : formatDuration(performance.now() - startedAt)}`;
}

/** Builds what changed since the last build into dist/ and says how long each part took (`=`: unchanged). */
export async function buildAll(targets: readonly Target[] = TARGETS, isForced = false): Promise<void> {
  const startedAt = performance.now();
  await mkdir(DIST, { recursive: true });
  const results = await Promise.allSettled(targets.map((target) => buildTarget(target, isForced)));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw new TaskFailed('构建失败。', 'The build failed.', { cause: failed.reason });
  const parts = results.map((result) => (result.status === 'fulfilled' ? result.value : '')).join(', ');
  const folder = relative(ROOT, DIST);
  say(`构建完成,用时 ${formatDuration(performance.now() - startedAt)}`, `built ${folder}/: ${parts}`);
}

async function main(args: readonly string[]): Promise<number> {
  const names = args.filter((arg) => !arg.startsWith('-'));
  const unknown = names.find((name) => !TARGETS.some((target) => target.name === name));
  if (unknown) throw new TaskFailed(`没有名为“${unknown}”的部分。`, `There is no part named "${unknown}".`);
  await buildAll(
    TARGETS.filter((target) => names.length === 0 || names.includes(target.name)),
    args.includes('--force'),
  );
  return 0;
}

if (import.meta.main) await runTask(main);
