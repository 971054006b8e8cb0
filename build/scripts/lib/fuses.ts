import { FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses';

/**
 * Sets the fuses that electron-builder's own list (electron-builder.yml) has no name for. An Electron older than a fuse has no place for
 * it, and is left as it is. Bounds of WebAssembly's memory stay checked by signal handlers, which is how V8 is tested.
 */
export async function setLaterFuses(program: string): Promise<void> {
  const wire = await getCurrentFuseWire(program);
  if (!(FuseV1Options.WasmTrapHandlers in wire)) return;
  await flipFuses(program, { version: FuseVersion.V1, [FuseV1Options.WasmTrapHandlers]: true });
}
