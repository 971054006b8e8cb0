import { buildAll } from './build.ts';
import { takeLab } from './lib/paths.ts';
import { runTask } from './lib/say.ts';
import { runStation } from './lib/station.ts';
import { TARGETS } from './lib/targets.ts';

await runTask(async (args) => {
  takeLab(args);
  await buildAll(TARGETS.filter(({ name }) => name !== 'shell'));
  return runStation('server');
});
