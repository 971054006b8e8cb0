const CODES: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'SQLITE_IOERR_SHMSIZE']);

/** True for what the operating system and SQLite say of a disk without room; where a log or its index cannot grow, SQLite does not yet say SQLITE_FULL. */
export function isFullDisk(error: unknown): boolean {
  return error instanceof Error && 'code' in error && CODES.has(String(error.code));
}
