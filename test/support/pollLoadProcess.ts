import { type Load, type LoadFigures, pollLoad } from './pollLoad.ts';

/** A poller in a process of its own: a load comes as a message, its figures go back as one. */
process.once('message', async (load: Load) => {
  const figures: LoadFigures = await pollLoad(load);
  process.send?.(figures, () => process.disconnect());
});
