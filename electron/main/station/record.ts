import { lstatSync, readFileSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** What a listening station writes into its data folder. */
export const StationRecord = z
  .object({
    stationId: z.string().min(1).max(100),
    pid: z.int().min(2),
    supervisorPid: z.int().min(2),
    scheme: z.enum(['http', 'https']).default('http'),
    /** SHA-256 of the certificate it serves with, lower-case hex; null without TLS. */
    certificate: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .nullable()
      .default(null),
    host: z.string().min(1).max(255),
    port: z.int().min(1).max(65_535),
    version: z.string().max(100),
    startedAt: z.int(),
    publicKey: z.string().max(2000),
  })
  .refine(({ scheme, certificate }) => (scheme === 'https') === (certificate !== null));
export type StationRecord = z.output<typeof StationRecord>;

export type RecordReading =
  | { readonly kind: 'none' }
  /** Somebody else owns the path or may write it, so its content proves nothing. */
  | { readonly kind: 'unsafe'; readonly path: string }
  | { readonly kind: 'record'; readonly record: StationRecord };

function stats(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}

/** True when the entry is ours, no link, and carries none of the forbidden permission bits. Windows has no such bits: always true. */
function isOurs(entry: Stats, forbidden: number, uid: number | undefined): boolean {
  return uid === undefined || (entry.uid === uid && !entry.isSymbolicLink() && (entry.mode & forbidden) === 0);
}

/** Reads station.json, but only where folder, record and key belong to the calling user alone. */
export function readStation(dataFolder: string, uid: number | undefined = process.getuid?.()): RecordReading {
  const file = join(dataFolder, 'station.json');
  const guarded: readonly (readonly [path: string, forbidden: number])[] = [
    [dataFolder, 0o022],
    [file, 0o077],
    [join(dataFolder, 'keys'), 0o077],
    [join(dataFolder, 'keys', 'station.key'), 0o077],
  ];
  for (const [path, forbidden] of guarded) {
    const entry = stats(path);
    if (!entry) return { kind: 'none' };
    if (!isOurs(entry, forbidden, uid)) return { kind: 'unsafe', path };
  }
  const parsed = StationRecord.safeParse(parse(file));
  return parsed.success ? { kind: 'record', record: parsed.data } : { kind: 'none' };
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // Removed or half written between the look and the reading: the next look decides.
    return undefined;
  }
}

/** The address to connect to: a station that listens on every address is reached over loopback. */
export function connectHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  return host === '::' ? '::1' : host;
}

/** Origin of a station's pages, e.g. `http://127.0.0.1:7460`. */
export function stationOrigin(record: Pick<StationRecord, 'scheme' | 'host' | 'port'>): string {
  const host = connectHost(record.host);
  return `${record.scheme}://${host.includes(':') ? `[${host}]` : host}:${record.port}`;
}

/** True when two records name the same run of the same station. */
export function isSameRun(a: StationRecord, b: StationRecord): boolean {
  return a.stationId === b.stationId && a.pid === b.pid && a.startedAt === b.startedAt && a.port === b.port && a.publicKey === b.publicKey;
}
