import { chmod, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setLaterFuses } from './scripts/lib/fuses.ts';

/**
 * Takes out what a copied Electron brings for development, makes the station's Node executable whatever the packer did to its mode, and
 * lays beside the station the manifest from which it reads its version (the shell's lies in the archive, which only Electron can read).
 * Sets the ninth fuse; the other eight are electron-builder's.
 */
export default async function afterPack({ appOutDir, electronPlatformName, packager }) {
  const resources = packager.getResourcesDir(appOutDir);
  const { name, version } = packager.info.metadata;
  await rm(join(resources, 'default_app.asar'), { force: true });
  await writeFile(join(resources, 'app.asar.unpacked', 'package.json'), `${JSON.stringify({ name, version, type: 'module' })}\n`);
  if (electronPlatformName !== 'win32') await chmod(join(resources, 'runtime', 'node'), 0o755);
  const { productFilename } = packager.appInfo;
  await setLaterFuses(
    join(appOutDir, electronPlatformName === 'win32' ? `${productFilename}.exe` : (packager.executableName ?? `${productFilename}.app`)),
  );
}
