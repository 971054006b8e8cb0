import { buildAll } from './build.ts';
import { runTask } from './lib/say.ts';
import { runStation } from './lib/station.ts';
import { TARGETS } from './lib/targets.ts';

await runTask(async () => {
  await buildAll(TARGETS.filter(({ name }) => name !== 'shell'));
  return runStation('server');
});
