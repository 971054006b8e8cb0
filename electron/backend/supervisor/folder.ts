import { chmodSync, mkdirSync, readFileSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/** The start cannot go on; one line in each language. */
export class CannotStart extends Error {
  readonly zh: string;
  readonly en: string;
  constructor(zh: string, en: string) {
    super(en);
    this.zh = zh;
    this.en = en;
  }
}

// f_type of file systems that live on another machine: NFS, SMB, CIFS, SMB2, AFS, Ceph, 9P.
const NETWORK = new Set([0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x5346414f, 0x00c36400, 0x01021997]);

/** Makes the data folder with its private parts; refuses a network file system, where locks and fsync promise nothing. */
export function prepareFolder(data: string): void {
  try {
    mkdirSync(data, { recursive: true, mode: 0o700 });
    for (const part of ['keys', 'run', 'spool', 'telemetry', 'logs', 'log']) {
      mkdirSync(join(data, part), { recursive: true, mode: 0o700 });
      if (process.platform !== 'win32') chmodSync(join(data, part), 0o700);
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new CannotStart(
      `数据目录 ${data} 不可写(${code}):请检查权限与磁盘,或用 NOC_DATA 指定别处。`,
      `The data folder ${data} cannot be written (${code}): check rights and disk, or set NOC_DATA.`,
    );
  }
  if (process.platform === 'linux' && NETWORK.has(statfsSync(data).type)) {
    throw new CannotStart(
      `数据目录 ${data} 在网络文件系统上,不能保证写盘:请用 NOC_DATA 指定本地磁盘。`,
      `The data folder ${data} is on a network file system: set NOC_DATA to a local disk.`,
    );
  }
}

function ownerOf(data: string): string {
  try {
    const { pid, scheme, host, port } = JSON.parse(readFileSync(join(data, 'station.json'), 'utf8')) as {
      readonly pid: number;
      readonly scheme: string;
      readonly host: string;
      readonly port: number;
    };
    return `${scheme}://${host}:${port}/ (pid ${pid})`;
  } catch {
    return data;
  }
}

export interface FolderLock {
  release(): void;
}

/** Takes the folder for this process until it ends, however it ends: an exclusive lock of the operating system on lock.db. */
export function lockFolder(data: string): FolderLock {
  const db = new Database(join(data, 'lock.db'), { timeout: 0 });
  try {
    db.pragma('locking_mode = EXCLUSIVE');
    db.pragma('journal_mode = DELETE');
    db.exec('create table if not exists owner (pid integer not null) strict');
    db.exec('begin exclusive');
  } catch (error) {
    db.close();
    if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY'))) throw error;
    const owner = ownerOf(data);
    throw new CannotStart(`守望已在运行:${owner}。`, `Shouwang is already running: ${owner}.`);
  }
  return {
    release: () => {
      db.exec('rollback');
      db.close();
    },
  };
}
