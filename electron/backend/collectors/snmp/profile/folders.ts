import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where device profiles are read from: those of the product, then those of this station, which may replace them. */
export function profileFolders(dataFolder: string): readonly string[] {
  const built = fileURLToPath(new URL('./device-profiles', import.meta.url));
  const source = fileURLToPath(new URL('../../../../../assets/device-profiles', import.meta.url));
  return [existsSync(built) ? built : source, join(dataFolder, 'device-profiles')];
}
