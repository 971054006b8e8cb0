/** Every program of the station: processes and their worker threads, by the source file that starts it (relative to electron/backend). */
export const ENTRIES = {
  supervisor: 'supervisor/index.ts',
  backend: 'index.ts',
  poller: 'poller/index.ts',
  receiver: 'receiver/index.ts',
  lab: 'lab/process.ts',
  coreWorker: 'storage/coreWorker.ts',
  readWorker: 'storage/readWorker.ts',
  telemetryWorker: 'storage/telemetry/worker.ts',
  logWorker: 'storage/logs/worker.ts',
  topologyWorker: 'storage/topology/worker.ts',
  networkWorker: 'storage/network/worker.ts',
  verifyAudit: 'features/audit/verifyCommand.ts',
} as const satisfies Record<string, string>;

export type Entry = keyof typeof ENTRIES;

/** Where an entry is: the TypeScript source when run from sources, its bundle beside the running one in a build. */
export function entryUrl(entry: Entry): URL {
  return import.meta.url.endsWith('.ts') ? new URL(`../${ENTRIES[entry]}`, import.meta.url) : new URL(`./${entry}.mjs`, import.meta.url);
}

/** Folders of data that programs read, relative to assets/. */
export const ASSETS = ['device-profiles', 'event-rules', 'lab'] as const;

/** Where such a folder is: in the sources, or beside the bundles of a build. */
export function assetFolder(name: (typeof ASSETS)[number]): URL {
  return new URL(`${import.meta.url.endsWith('.ts') ? '../../../assets/' : './'}${name}`, import.meta.url);
}
