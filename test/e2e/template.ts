import { startStation, TEMPLATE } from './station.ts';

/**
 * Before all specs: a station is set up once and stopped. Each test starts its own from a copy, and is spared four password hashes.
 * Returns what removes it.
 */
export default async function makeTemplate(): Promise<() => void> {
  const { dataFolder, stop, remove } = await startStation();
  await stop();
  process.env[TEMPLATE] = dataFolder;
  return remove;
}
