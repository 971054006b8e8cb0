/** Every program of the station: processes and their worker threads, by the source file that starts it (relative to electron/backend). */
export const ENTRIES = {
  supervisor: 'supervisor/index.ts',
  backend: 'index.ts',
  poller: 'poller/index.ts',
  coreWorker: 'storage/coreWorker.ts',
  readWorker: 'storage/readWorker.ts',
  telemetryWorker: 'storage/telemetry/worker.ts',
  verifyAudit: 'features/audit/verifyCommand.ts',
} as const satisfies Record<string, string>;

export type Entry = keyof typeof ENTRIES;

/** Where an entry is: the TypeScript source when run from sources, its bundle beside the running one in a build. */
export function entryUrl(entry: Entry): URL {
  return import.meta.url.endsWith('.ts') ? new URL(`../${ENTRIES[entry]}`, import.meta.url) : new URL(`./${entry}.mjs`, import.meta.url);
}
